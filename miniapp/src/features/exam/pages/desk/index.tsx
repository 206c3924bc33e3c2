import { useState } from 'react';
import { View } from '@tarojs/components';
import { examContract, type ExamSummary, type PaperSummary } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Seg } from '@/ui/seg';
import { Tag } from '@/ui/tag';
import {
  consoleUrl,
  heldWords,
  outdatedWords,
  PAPER_STATE_WORDS,
  paperUrl,
  PHASE_TONES,
  PHASE_WORDS,
  planUrl,
  waitingWords,
  whenWords,
} from '../../desk.view';
import { EXAM_KIND_WORDS, momentWords } from '../../exam.view';
import { useRowKeys } from '@/ui/use-row-keys';

type Part = 'exams' | 'papers';

/** Exams and papers of the bureau, for those who keep them. */
export default function DeskPage() {
  const [part, setPart] = useState<Part>('exams');
  const exams = usePagedResource(examContract.listExams, {}, { keep: false });
  const papers = usePagedResource(examContract.listPapers, {}, { keep: false });
  const isExams = part === 'exams';
  const list = isExams ? exams : papers;
  const url = isExams ? planUrl() : paperUrl();
  const words = isExams ? '安排考试' : '出新卷子';
  const rowsId = useRowKeys({
    n: () => openPage(url),
    e: () => setPart('exams'),
    p: () => setPart('papers'),
  });
  return (
    <PageShell
      title="考试管理"
      sub="卷子、考试、现场、成绩"
      width="full"
      status={list.state === 'empty' ? 'ready' : list.state}
      fail={{ title: '没取到', why: list.error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={list.refresh}
      bottom={
        <Button block size={56} icon="plus" onPress={() => openPage(url)}>
          {words}
        </Button>
      }
    >
      <Seg
        label="看什么"
        value={part}
        onChange={setPart}
        options={[
          { value: 'exams', text: '考试' },
          { value: 'papers', text: '卷子' },
        ]}
      />
      <KeyWords words={[ROW_KEYS, `N ${words}`, 'E 考试', 'P 卷子']} />
      <View id={rowsId}>
        {list.items.length === 0 ? (
          <Empty
            title={isExams ? '还没有考试' : '还没有卷子'}
            hint={isExams ? '先出一份卷子定稿，再安排考试' : '按规则抽题，或者自己挑题'}
          />
        ) : (
          <Card>
            {isExams
              ? exams.items.map((one) => <ExamRow key={one.id} exam={one} />)
              : papers.items.map((one) => <PaperRow key={one.id} paper={one} />)}
          </Card>
        )}
      </View>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </PageShell>
  );
}

function ExamRow({ exam }: { exam: ExamSummary }) {
  const { assigned } = exam;
  return (
    <Cell
      icon="timer"
      title={exam.title}
      meta={[
        EXAM_KIND_WORDS[exam.kind],
        whenWords(exam),
        assigned === null ? undefined : `应考 ${assigned} 人`,
        heldWords(exam) || outdatedWords(exam) || undefined,
        waitingWords(exam) || undefined,
      ]}
      right={<Tag tone={PHASE_TONES[exam.phase]}>{PHASE_WORDS[exam.phase]}</Tag>}
      onPress={() => openPage(consoleUrl(exam.id))}
    />
  );
}

function PaperRow({ paper }: { paper: PaperSummary }) {
  const { questions, points, changedAt, method, state } = paper;
  return (
    <Cell
      icon="file-text"
      title={paper.title}
      meta={[
        method === 'blueprint' ? '按规则抽题' : '固定题目',
        `${questions} 题 ${points} 分`,
        `${momentWords(changedAt)} 改过`,
      ]}
      right={<Tag tone={state === 'published' ? 'ok' : 'plain'}>{PAPER_STATE_WORDS[state]}</Tag>}
      onPress={() => openPage(paperUrl(paper.id))}
    />
  );
}
