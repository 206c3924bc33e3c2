import { useState } from 'react';
import { quizContract, stemLine, type WrongEntry } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Runner } from '../../components/runner';
import { WhatsNext } from '../../components/whats-next';
import { useRun } from '../../quiz.store';
import { dailyUrl, dayWords } from '../../quiz.view';

/** Questions that were wrong and are not yet right on two days. */
export default function WrongPage() {
  const list = usePagedResource(
    quizContract.listWrong,
    {},
    { refreshAfter: [quizContract.appendAnswers] },
  );
  const [running, setRunning] = useState<readonly WrongEntry[]>();
  const { given, answer } = useRun('wrong_book');
  if (running) {
    return (
      <Runner
        title="练错题"
        questions={running}
        given={given}
        onAnswer={answer}
        end={<WhatsNext title="这几道错题练完了" questions={running} given={given} />}
      />
    );
  }
  const first = list.items.slice(0, 10);
  return (
    <PageShell
      title="错题本"
      status={list.state}
      empty={{
        title: '没有错题',
        hint: '答错的题会记在这里，两天都答对就出来',
        action: '做今天的题',
        onAction: () => openPage(dailyUrl),
      }}
      fail={{ title: '错题本没取到', why: list.error?.message ?? '服务器没有回应，错题都在' }}
      onRefresh={list.refresh}
      bottom={
        <Button block size={56} onPress={() => setRunning(first)}>
          {`练最近的 ${first.length} 题`}
        </Button>
      }
    >
      <Section title="最近答错的" note="两天都答对就出来">
        <Card>
          {list.items.map((entry) => (
            <Cell
              key={entry.code}
              title={stemLine(entry.body)}
              meta={[
                entry.topicName,
                `${dayWords(entry.wrongAt)}答错`,
                entry.rightDays > 0 ? '已答对一天，再对一天' : undefined,
              ]}
              onPress={() => setRunning([entry])}
            />
          ))}
        </Card>
      </Section>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </PageShell>
  );
}
