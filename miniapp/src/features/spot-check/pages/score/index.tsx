import { useEffect, useState } from 'react';
import { View } from '@tarojs/components';
import { useDidHide, useRouter } from '@tarojs/taro';
import type { Checklist, ChecklistItem, CheckResult } from '@qiangji/shared-types';
import { pickPhoto } from '@/platform/camera';
import { hapticTap } from '@/platform/haptic';
import { useNetState } from '@/platform/network';
import { useOutbox } from '@/platform/outbox';
import { Chips } from '@/ui/chips';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { toast } from '@/ui/toast';
import { ItemCard } from '../../components/item-card';
import { Over } from '../../components/over';
import { RestPass } from '../../components/rest-pass';
import { ScoreActs } from '../../components/score-acts';
import { ScoreBar } from '../../components/score-bar';
import { takeable, toSignAgain, type LocalCheck } from '../../local-check';
import { paths } from '../../paths';
import {
  addEvidence,
  flush,
  refusedOf,
  removeEvidence,
  score,
  takeBack,
} from '../../spot-check.store';
import {
  groupChips,
  kindWords,
  nextGroup,
  personsWords,
  resultFor,
  runningScore,
  splitVeto,
  tapped,
  type Tap,
} from '../../spot-check.view';
import { useOpenCheck } from '../../use-check';

/** A pause after which what was tapped goes into the outbox as one save (ms). */
const PAUSE_MS = 1_500;

/**
 * Saves after a pause, and whenever the page is left or the app goes away. `held`: something can still be taken
 * back, so no pause saves; the phone keeps it all the same.
 */
function useFlushing({ id, dirty, results }: LocalCheck, held: boolean): void {
  const waits = dirty.length > 0 && !held;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => void flush(id).catch(noRoom), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id, waits, results]);
  useDidHide(() => void flush(id).catch(noRoom));
  useEffect(() => () => void flush(id).catch(noRoom), [id]);
}

function noRoom(): void {
  toast('手机存储满了，请清理后再打分', 'bad');
}

export default function ScorePage() {
  const { id = '' } = useRouter().params;
  const { check, list, status, refresh } = useOpenCheck(id);
  const { rejected } = useOutbox();
  const refused = check && refusedOf(check, rejected);
  if (refused) {
    const { message = '还有没查完、没签名的', details = [] } = refused.error ?? {};
    const empty = {
      title: refused.title,
      // Whose signature lacks is said with it.
      hint: [message, ...details.map((one) => one.message)].join('；'),
      action: '接着查',
      onAction: () => {
        takeBack(id, refused.opId);
        void refresh();
      },
    };
    return <PageShell title="督察打分" status="empty" empty={empty} />;
  }
  if (check?.calledOffAt) return <Over checkId={id} title="督察打分" />;
  if (check?.sealedAt) {
    const empty = {
      title: '这次督察已封存',
      hint: '分改不了了，有不同意见由被查的人提',
      action: '看封存的',
      onAction: () => openPage(paths.sealed(id)),
    };
    return <PageShell title="督察打分" status="empty" empty={empty} />;
  }
  return check && list ? (
    <Scoring check={check} list={list} />
  ) : (
    <PageShell
      title="督察打分"
      status={status === 'ready' ? 'loading' : status}
      onRetry={() => void refresh()}
      fail={{ title: '这次督察没取到', why: '服务器没有回应，已打的分都在' }}
    />
  );
}

function Scoring({ check, list }: { check: LocalCheck; list: Checklist }) {
  const [chosen, setPersonId] = useState('');
  // Whoever was chosen may have been taken off since, on this phone or the other.
  const here = check.persons.find((one) => one.personId === chosen) ?? check.persons[0];
  const personId = here?.personId ?? '';
  const [groupCode, setGroupCode] = useState(list.groups[0]?.code ?? '');
  // Where the camera in the bar belongs: the fault that was touched last.
  const [last, setLast] = useState<ChecklistItem>();
  // What 其余都合格 has passed in this group, for this person.
  const [passed, setPassed] = useState<CheckResult[]>([]);
  useFlushing(check, takeable(check, passed).length > 0);
  const group = list.groups.find((one) => one.code === groupCode) ?? list.groups[0];
  const following = nextGroup(list, groupCode);
  const offline = useNetState() === 'offline';
  const again = toSignAgain(check)
    .map((one) => one.name)
    .join('、');
  useEffect(() => {
    if (again !== '') toast(`打分改过，${again}要再签`);
  }, [again]);
  if (!group) return null;
  const { usual, veto } = splitVeto(group);

  const onTap = (item: ChecklistItem, tap: Tap) => {
    score(check.id, [tapped(item, personId, tap, resultFor(check.results, item, personId))]);
    setLast(tap === 'fail' ? item : undefined);
    hapticTap();
  };
  const onPhoto = async (result: CheckResult | undefined) => {
    if (result?.verdict !== 'fault') {
      toast('先点要扣分的那一项，再拍证据');
      return;
    }
    const photo = await pickPhoto({ source: 'camera' });
    if ('reason' in photo) {
      if (photo.message) toast(photo.message, 'bad');
      return;
    }
    const { mediaId, sha256, capturedAt } = photo;
    const evidence = { mediaId, sha256, capturedAt, purpose: 'evidence' as const };
    await addEvidence(check.id, result, evidence).catch(noRoom);
  };
  const openGroup = (code: string) => {
    setGroupCode(code);
    setLast(undefined);
    setPassed([]);
  };
  const onNext = async () => {
    await flush(check.id).catch(noRoom);
    if (following) openGroup(following.code);
    else openPage(paths.sign(check.id));
  };
  const shared = {
    results: check.results,
    personId,
    takenAt: check.takenAt,
    onTap,
    onChange: (result: CheckResult) => score(check.id, [result]),
    onPhoto: (result: CheckResult) => void onPhoto(result),
    onPhotoGone: (result: CheckResult, mediaId: string) =>
      removeEvidence(check.id, result, mediaId),
  };
  return (
    <PageShell
      title={kindWords(check.kind, check.covert)}
      sub={`${check.squadron.name} ${personsWords(check.persons)}`}
      onBack={goBack}
      net={offline ? `离线，已存本机 ${check.results.length} 项` : undefined}
      top={
        <View className="sc-tops">
          {check.persons.length > 1 && (
            <Chips
              label="被查的人"
              chips={check.persons.map((one) => ({ value: one.personId, text: one.name }))}
              value={personId}
              onChange={(value) => {
                setPersonId(value);
                setPassed([]);
              }}
            />
          )}
          <Chips
            label="分组"
            chips={groupChips(list, check.results, personId)}
            value={group.code}
            onChange={openGroup}
          />
        </View>
      }
      bottom={
        <ScoreBar
          score={runningScore(list, check.results, personId)}
          onPhoto={() => void onPhoto(last && resultFor(check.results, last, personId))}
          next={following ? `下一组 ${following.name}` : '去签字'}
          onNext={() => void onNext()}
        />
      }
    >
      <ItemCard label={group.name} items={usual} {...shared} />
      <ItemCard label={`${group.name}，一票否决`} items={veto} veto {...shared} />
      <RestPass
        check={check}
        group={group}
        personId={personId}
        passed={passed}
        onPassed={setPassed}
      />
      <ScoreActs check={check} personId={personId} />
    </PageShell>
  );
}
