import { View } from '@tarojs/components';
import { useNetState } from '@/platform/network';
import { useSentMark } from '@/platform/outbox';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { SentMark } from '@/ui/sent-mark';
import { minePath, resultUrl } from '../exam.view';
import { isAnswered, type HeldAttempt } from '../held.core';
import { afterOf } from '../sit.view';

interface AfterProps {
  title: string;
  held: HeldAttempt;
  questions: number;
  isCancelled: boolean;
}

/** Handed in or over: whether it has arrived, and what comes next. */
export function After({ title, held, questions, isCancelled }: AfterProps) {
  const mark = useSentMark(held.submitOpId ?? '');
  const offline = useNetState() !== 'online';
  const answered = Object.keys(held.answers).filter((code) => isAnswered(held, code)).length;
  const isAside = held.isAside ?? false;
  const { state, words, isSettled } = afterOf({
    mark,
    offline,
    isCancelled,
    isAside,
    byClock: held.byClock ?? false,
    endedBy: held.endedBy ?? null,
  });
  const hasResult = isSettled && !isCancelled && !isAside;
  return (
    <PageShell
      title={title}
      bottom={
        <Button
          block
          size={56}
          onPress={() => openPage(hasResult ? resultUrl(held.examId) : minePath)}
        >
          {hasResult ? '看结果' : '回到考试'}
        </Button>
      }
    >
      <Plate
        state={state}
        dot={isSettled ? 'ok' : 'warn'}
        figure={`${answered}`}
        figureOf={`/ ${questions}`}
        figureNote="题答了"
        corner={held.endedBy == null && !isCancelled ? <SentMark state={mark} /> : undefined}
      />
      <Card pad>
        <View className="t-body">{words}</View>
      </Card>
    </PageShell>
  );
}
