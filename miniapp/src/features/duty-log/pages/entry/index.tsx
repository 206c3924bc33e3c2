import { useState } from 'react';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import {
  dutyLogContract,
  type DutyCatalogue,
  type EntryWrite,
  type Profile,
} from '@qiangji/shared-types';
import { type OutboxItem } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/dialog';
import { keptHere } from '@/ui/kept';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { toastSent } from '@/ui/toast';
import { useCatalogue, useColleagues, useCurrentShift, useShiftOf } from '../../duty-log.store';
import {
  lackingIn,
  lackingTime,
  mendEntry,
  saveEntry,
  useEntryForm,
  withKnownOfficers,
} from '../../entry.form';
import { needsOfficer } from '../../entry.view';
import { PAGES } from '../../routes';
import { momentIn, takesMore, viewOf, type ShiftView } from '../../shift.view';
import { usePlace } from '../../use-place';
import { AmendPage } from './amend';
import { EntryFields } from './fields';
import './index.scss';

/** 记一条; also an entry that is put right, and one that is added to a shift that has ended. */
export default function EntryPage() {
  const { amend, shift: shiftId } = useRouter().params;
  const old = useMended();
  if (old?.routeId === dutyLogContract.amendEntry.id) {
    const { entryId } = old.params as { entryId: string };
    return <AmendPage entryId={entryId} old={old} />;
  }
  if (amend) return <AmendPage entryId={amend} />;
  return shiftId ? <LaterPage shiftId={shiftId} /> : <WritePage old={old} />;
}

/** 补一条: what was not written down on the shift, with the time at which it was. */
function LaterPage({ shiftId }: { shiftId: string }) {
  const me = useMe();
  const catalogue = useCatalogue().data;
  const { state, data, error, refresh } = useResource(dutyLogContract.findShift, {
    params: { shiftId },
  });
  const open = data && me && takesMore(data, me.personId);
  if (open && catalogue) {
    return <Form me={me} shift={viewOf(data, me.personId)} catalogue={catalogue} later />;
  }
  return (
    <PageShell
      title="补一条"
      status={state === 'ready' ? (data && me && !open ? 'empty' : 'loading') : state}
      empty={{
        title: '这一班不能再补了',
        hint: '日志看过或者归档以后就不再补，要说明请找带班领导',
      }}
      fail={{ title: '这一班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

/** Category, a photo, save. All else fills itself in. */
function WritePage({ old }: { old: OutboxItem | undefined }) {
  const { incident: asked } = useRouter().params;
  const incident = asked === '1';
  const me = useMe();
  const { shift, status, error, refresh } = useCurrentShift();
  const earlier = useShiftOf(old, shift);
  const catalogue = useCatalogue();
  // What came back may be of a shift that was handed over meanwhile.
  const of = old ? earlier : shift;
  if (me && of && catalogue.data) {
    const key = old?.opId ?? of.id;
    return (
      <Form key={key} me={me} shift={of} catalogue={catalogue.data} incident={incident} old={old} />
    );
  }
  const state = status === 'ready' ? (shift ? catalogue.state : 'empty') : status;
  return (
    <PageShell
      title={incident ? '记突发事件' : '记一条'}
      status={state}
      empty={{
        title: '还没上岗',
        hint: '上岗以后记的事才有班次、路段和同班的人',
        action: '去上岗',
        onAction: () => openPage(PAGES.open),
      }}
      fail={{ title: '类别没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

interface FormProps {
  me: Profile;
  shift: ShiftView;
  catalogue: DutyCatalogue;
  incident?: boolean;
  /** It is added to a shift that has ended. */
  later?: boolean;
  /** The entry that came back, where one is mended. */
  old?: OutboxItem;
}

function Form({ me, shift, catalogue, incident = false, later = false, old }: FormProps) {
  const entry = useEntryForm(shift, { incident, later }, old);
  const { change, addPhoto, removePhoto, restored, discard, done } = entry;
  const [saving, setSaving] = useState(false);
  const [dialog, ask] = useConfirm();
  const colleagues = useColleagues();
  const form = withKnownOfficers(entry.form, colleagues, me.personId);
  // Where the phone is now says nothing of where it was then.
  const place = usePlace(later ? {} : old && (old.body as EntryWrite));
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const draft = needsOfficer(handling, me.kind);

  const save = async () => {
    setSaving(true);
    let entryId: string | undefined;
    const keep = async () => {
      if (old) await mendEntry(old, form, catalogue, me);
      else entryId = await saveEntry(shift, form, catalogue, me, place);
    };
    if (!(await keptHere(keep, '再存'))) {
      setSaving(false);
      return;
    }
    done();
    toastSent(draft ? '存成草稿了，等执法员接手' : '存下了');
    if (entryId !== undefined && handling?.enforcement && !draft && me.kind === 'officer') {
      const now = await ask({
        title: '这次执法做个自查？',
        text: '只问这次处置用到的几步，每组一下点完。回头在这条记录里也能做。',
        yes: '去自查',
        no: '先巡查',
      });
      if (now) void Taro.redirectTo({ url: PAGES.conduct(entryId, handling.code) });
      else goBack();
      return;
    }
    goBack();
  };

  return (
    <PageShell
      title={old ? '改一改再送' : later ? '补一条' : incident ? '记突发事件' : '记一条'}
      bottom={
        <View className="qj-entry-save">
          {draft && (
            <View className="t-sub c-warn">{`协管员不能办${handling?.name ?? ''}，事实和照片存成草稿，请执法员接手。`}</View>
          )}
          <Button
            block
            size={56}
            icon="check"
            busy={saving}
            lacks={lackingTime(shift, form.time) ?? lackingIn(form, catalogue, me)}
            onPress={() => void save()}
          >
            {draft ? '存成草稿' : old ? '改好，再送' : later ? '补上' : '存下，继续巡查'}
          </Button>
        </View>
      }
    >
      <Restored shown={restored} onDiscard={discard} />
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      <EntryFields
        me={me}
        shift={shift}
        catalogue={catalogue}
        colleagues={colleagues}
        form={form}
        change={change}
        onPhoto={() => void addPhoto()}
        onPhotoGone={removePhoto}
        place={place}
        at={form.time ? momentIn(shift, form.time) : old && Date.parse(old.deviceAt)}
        draft={draft}
      />
      {dialog}
    </PageShell>
  );
}
