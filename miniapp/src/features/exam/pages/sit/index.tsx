import { useEffect, useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { examContract, picturesOf } from '@qiangji/shared-types';
import { fetchAhead } from '@/platform/camera';
import { useNetState } from '@/platform/network';
import { useResource } from '@/platform/resource';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { After } from '../../components/after';
import { Elsewhere } from '../../components/elsewhere';
import { PaperView } from '../../components/paper-view';
import { EXAM_KIND_WORDS, minePath, resultUrl } from '../../exam.view';
import { heldAttempt } from '../../held.store';
import type { HeldAttempt } from '../../held.core';
import { Sitting } from '../../sitting';
import { useHeld, useSaveState, useSitting, useTries, type Opened } from '../../use-sitting';
import { useRefused } from '../../use-refused';
import { useTimeUp } from '../../use-time-up';

/** Why there is no paper yet, where the service has not said so. */
const noKeyWords = (offline: boolean) =>
  offline ? '打开卷子要连网，连上网就自动打开' : '服务器没有回应，连上网再试';

/** All phones open their papers in one minute: large pictures come in so long (ms), behind starts and answers. */
const LARGE_WITHIN_MS = 180_000;

/** The exam itself. */
export default function SitPage() {
  const { id = '', no = '1' } = useRouter().params;
  const { opened, refusal, take } = useSitting(id, Number(no));
  const net = useNetState();
  const { data, refresh } = useResource(
    examContract.findMine,
    id ? { params: { examId: id } } : undefined,
  );
  const title = data ? EXAM_KIND_WORDS[data.kind] : '考试';
  const isCancelled = data?.phase === 'cancelled';
  const about = {
    ...{ title, take, isCancelled },
    sub: data?.title,
    refusal: refusal?.message,
    onOver: () => void refresh(),
  };
  if (opened) {
    const watermark = data?.watermark ?? null;
    return <Open {...{ opened, watermark, ...about }} warns={data?.leaveScreen !== 'note'} />;
  }
  const before = heldAttempt(id);
  if (before?.no === Number(no) && (before.submitOpId !== null || before.elsewhere)) {
    return <Closed before={before} questions={data?.paper.questions ?? 0} {...about} />;
  }
  // Without the network there is no key: it is asked for by itself once the network is back.
  const failed = refusal !== undefined || net === 'offline';
  const isOver = refusal?.code === 'EXAM_HANDED_IN' || refusal?.code === 'EXAM_OVER';
  return (
    <PageShell
      title={title}
      net={false}
      status={failed ? (isOver ? 'empty' : 'error') : 'loading'}
      empty={
        isCancelled
          ? {
              title: '考试取消了',
              hint: '这场不算，不用再做什么',
              action: '回到考试',
              onAction: () => openPage(minePath),
            }
          : {
              title: '这场考试收卷了',
              hint: '到点前存上的答案都算',
              action: '看结果',
              onAction: () => openPage(resultUrl(id)),
            }
      }
      fail={{ title: '没有开考', why: refusal?.message ?? noKeyWords(net === 'offline') }}
      onRetry={take}
    />
  );
}

interface AboutProps {
  title: string;
  sub: string | undefined;
  isCancelled: boolean;
  refusal: string | undefined;
  take: () => void;
  /** The service takes no more: asks how the exam stands. */
  onOver: () => void;
}

/** What both the open paper and the closed one owe the outbox. */
function useCarrying(sitting: Sitting, take: () => void, onOver: () => void) {
  const held = useHeld(sitting);
  const save = useSaveState(held.attemptId);
  useTries(save.waiting > 0);
  useRefused(sitting, take);
  const isOver = held.endedBy === 'EXAM_OVER';
  useEffect(() => {
    if (isOver) onOver();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it turns out to be over
  }, [isOver]);
  return { held, save };
}

interface ClosedProps extends AboutProps {
  before: HeldAttempt;
  questions: number;
}

/** Opened again after it was handed in, or after another phone took it: nothing is asked for by itself. */
function Closed({ before, questions, take, onOver, ...shown }: ClosedProps) {
  const { title, sub, isCancelled, refusal } = shown;
  const [sitting] = useState(() => new Sitting(before));
  const { held } = useCarrying(sitting, take, onOver);
  return held.elsewhere ? (
    <Elsewhere {...{ title, sub, refusal, take }} />
  ) : (
    <After {...{ title, held, questions, isCancelled }} />
  );
}

interface OpenProps extends AboutProps {
  opened: Opened;
  watermark: string | null;
  warns: boolean;
}

function Open({ opened, watermark, warns, take, onOver, ...shown }: OpenProps) {
  const { title, sub, isCancelled, refusal } = shown;
  const { sitting, sheet } = opened;
  const { held, save } = useCarrying(sitting, take, onOver);
  const isOpen = held.submitOpId === null && !held.elsewhere;
  useTimeUp(sitting, held.endsAtMs, isOpen);
  const isOffline = useNetState() === 'offline';
  // What came ahead is opened as it is shown, since that takes a phone's time; the others are fetched, the small ones
  // at once, and again when the network is back. A large one that is looked at does not wait for its turn.
  useEffect(
    () => (isOpen && !isOffline ? fetchAhead(picturesOf(sheet), LARGE_WITHIN_MS) : undefined),
    [sheet, isOpen, isOffline],
  );
  useEffect(() => {
    // Opened again after a kill while the screen was away: that absence is over now.
    void sitting.comeBack();
    return () => sitting.leave();
  }, [sitting]);
  if (held.submitOpId !== null) {
    return <After {...{ title, held, isCancelled }} questions={sheet.questions.length} />;
  }
  if (held.elsewhere) return <Elsewhere {...{ title, sub, refusal, take }} />;
  return <PaperView {...{ sitting, held, sheet, save, title, sub, watermark, warns }} />;
}
