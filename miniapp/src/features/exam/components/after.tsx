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

interface AfterProps {
  title: string;
  held: HeldAttempt;
  questions: number;
}

/** Handed in: whether it has arrived, and what comes next. */
export function After({ title, held, questions }: AfterProps) {
  const mark = useSentMark(held.submitOpId ?? '');
  const offline = useNetState() !== 'online';
  const answered = Object.keys(held.answers).filter((code) => isAnswered(held, code)).length;
  const arrived = mark === 'sent';
  const words =
    mark === 'rejected'
      ? '时间到时已收卷，到点前存上的答案都算'
      : arrived
        ? '服务器已收到，不用再做什么'
        : offline
          ? '卷子已存在手机，联网就交，别删小程序'
          : '正在交，别急着退出';
  return (
    <PageShell
      title={title}
      bottom={
        <Button
          block
          size={56}
          onPress={() => openPage(arrived ? resultUrl(held.examId) : minePath)}
        >
          {arrived ? '看结果' : '回到考试'}
        </Button>
      }
    >
      <Plate
        state={arrived ? '交卷了' : '卷子在手机里'}
        dot={arrived ? 'ok' : 'warn'}
        figure={`${answered}`}
        figureOf={`/ ${questions}`}
        figureNote="题答了"
        corner={<SentMark state={mark} />}
      />
      <Card pad>
        <View className="t-body">{words}</View>
      </Card>
    </PageShell>
  );
}
