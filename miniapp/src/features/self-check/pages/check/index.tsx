import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import {
  checklistFor,
  dutyLogContract,
  selfCheckContract,
  SELF_CHECK_NAMES,
  selfCheckKinds,
  standardContract,
  type Checklist,
  type SelfCheckKind,
  type SelfCheckWrite,
} from '@qiangji/shared-types';
import { enqueue, mend, useOutbox } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Steps } from '@/ui/bar';
import { Button } from '@/ui/button';
import { keptHere } from '@/ui/kept';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { toastSent } from '@/ui/toast';
import { GroupCard } from '../../components/group-card';
import { useCheckDraft, useEnforced, useListOf } from '../../check.store';
import {
  draftAgain,
  groupsOf,
  kindOfRecord,
  listFor,
  photosOf,
  progressOf,
  recordOf,
  writeOf,
} from '../../check.view';
import './index.scss';

/** After the readiness check comes the shift: one tap less. */
const OPEN_SHIFT = '/features/duty-log/pages/open/index';

function kindOf(text: string | undefined): SelfCheckKind {
  return selfCheckKinds.find((kind) => kind === text) ?? 'readiness';
}

/** One self-check: group by group, one tap where all is in order. */
export default function CheckPage() {
  const { kind: asked, entryId: of, handling } = useRouter().params;
  const old = useMended();
  const written = old?.body as SelfCheckWrite | undefined;
  const [before] = useState(() => written && draftAgain(written));
  const kind = old ? kindOfRecord(old.recordKey) : kindOf(asked);
  const entryId = written?.entryId ?? of;
  const me = useMe();
  const { state, data, error, refresh } = useResource(standardContract.listChecklists, {
    query: { kind },
  });
  // A link that was kept from before says only the entry: then the entry says its handling. An entry that
  // was mended may have another one than its check was asked about.
  const about = kind === 'conduct' && entryId && !handling ? { params: { entryId } } : undefined;
  const entry = useResource(dutyLogContract.findEntry, about);
  const told = handling || entry.data?.handling.code || written?.handlingCode;
  const handlingCode = (kind === 'conduct' && told) || null;
  const current = me && listFor(data?.checklists, me.kind);
  const whole = useListOf(written, current);
  const known = about === undefined || handlingCode !== null;
  // One that came back is asked what it was asked.
  const periodic = kind === 'periodic';
  const lately = useEnforced(periodic && !written);
  const enforced = written ? (written.enforced ?? true) : !periodic || lately;
  const list =
    me && whole && known && enforced !== undefined
      ? checklistFor(whole, { personKind: me.kind, handlingCode, enforced })
      : undefined;
  const { draft, opId, save, restored, done, drop } = useCheckDraft(kind, entryId, list, before);
  const progress = list && progressOf(list, draft);
  const { waiting, sending, rejected } = useOutbox();

  const [busy, setBusy] = useState(false);

  const submit = async (answered: Checklist, faults: number) => {
    setBusy(true);
    const body = {
      checklistCode: answered.code,
      checklistVersion: answered.version,
      groups: groupsOf(answered, draft),
      ...(kind === 'conduct' && entryId ? { entryId } : {}),
      ...(handlingCode ? { handlingCode } : {}),
      ...(enforced === false ? { enforced } : {}),
    };
    const photos = photosOf(draft).map(({ mediaId, sha256 }) => ({
      mediaId,
      sha256,
      purpose: 'evidence' as const,
    }));
    const keep = () =>
      old
        ? mend(old.opId, body, photos)
        : enqueue({
            contract: selfCheckContract.submit,
            body,
            recordKey: recordOf(kind, opId),
            title: answered.name,
            opId,
            // Looked up by the service under the entry: the entry goes first, even one that came back.
            after: writeOf(entryId, [...waiting, ...sending, ...rejected]),
            photos,
          });
    if (!(await keptHere(keep, '再交'))) {
      setBusy(false);
      return;
    }
    // The button stays off until the page is gone: a second tap would be a second check.
    done();
    const left = faults - draft.fixed.length;
    toastSent(left > 0 ? `自查交了，${left} 条要改` : '自查交了');
    if (old) return goBack();
    // In its place: the way back does not lead to an empty check.
    if (kind === 'readiness') void Taro.redirectTo({ url: OPEN_SHIFT });
    else goBack();
  };

  const lacks = progress && progress.missing.length > 0;
  const status = () => {
    if (list) return 'ready';
    if (!whole) return state === 'ready' ? 'empty' : state;
    return enforced === undefined ? 'loading' : entry.state;
  };
  return (
    <PageShell
      title={old ? '改一改再送' : SELF_CHECK_NAMES[kind]}
      sub={list ? `清单第 ${list.version} 版` : undefined}
      status={status()}
      empty={{ title: '没有给你这个岗位的清单', hint: '清单由局里发布，发布后显示在这里' }}
      fail={{
        title: '清单没取到',
        why: (error ?? entry.error)?.message ?? '服务器没有回应，内容没丢',
      }}
      onRefresh={refresh}
      top={
        progress && (
          <View className="qj-check-top">
            <View className="l-row l-between">
              <Text className="t-sub">
                <Text className="t-b c-ink-1">{progress.done}</Text>
                {` / ${progress.total} 条已查`}
              </Text>
              {progress.faults > 0 && (
                <Text className="t-sub c-bad">{`${progress.faults} 条不合格`}</Text>
              )}
            </View>
            <Steps marks={progress.marks} />
          </View>
        )
      }
      bottom={
        list &&
        progress && (
          <Button
            block
            size={56}
            busy={busy}
            lacks={lacks ? `还有 ${progress.missing.length} 组没查` : undefined}
            onPress={() => void submit(list, progress.faults)}
          >
            {progress.faults > 0 ? `交自查，${progress.faults} 条不合格` : '交自查'}
          </Button>
        )
      }
    >
      {list && <Restored shown={restored} onDiscard={drop} />}
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      {list?.groups.map((group) => (
        <GroupCard
          key={group.code}
          group={group}
          version={list.version}
          draft={draft}
          onChange={save}
        />
      ))}
      <View className="t-cap">自查查出的问题只用来改，不计入任何考核。</View>
    </PageShell>
  );
}
