import { useState } from 'react';
import { View } from '@tarojs/components';
import { examResultContract, type WatchedExam } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Tag } from '@/ui/tag';
import { useRowKeys } from '@/ui/use-row-keys';
import { WhoSits } from '../../components/who-sits';
import { PHASE_TONES, PHASE_WORDS, resultsUrl } from '../../desk.view';
import { EXAM_KIND_WORDS, spanWords } from '../../exam.view';

/** Exams of the people one leads: who is missing while it goes on, results by unit once it is over. */
export default function WatchPage() {
  const [open, setOpen] = useState<WatchedExam>();
  const list = usePagedResource(examResultContract.listWatched, {});
  const rowsId = useRowKeys();
  return (
    <PageShell
      title="队伍考试"
      sub="你带的人考了哪些，不排名次"
      width="full"
      status={list.state}
      empty={{ title: '你带的人还没有考试', hint: '行动办排了考试、通知到人以后，会出现在这里' }}
      fail={{
        title: '队伍考试没取到',
        why: list.error?.message ?? '服务器没有回应，连上网再试',
      }}
      onRefresh={list.refresh}
      drawer={open && <WhoSits exam={open} onClose={() => setOpen(undefined)} />}
    >
      <KeyWords words={[ROW_KEYS]} />
      <View id={rowsId}>
        <Card>
          {list.items.map((exam) => (
            <Row key={exam.id} exam={exam} onWho={() => setOpen(exam)} />
          ))}
        </Card>
      </View>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </PageShell>
  );
}

/** Of a stopped exam there is nothing to be seen. */
function Row({ exam, onWho }: { exam: WatchedExam; onWho: () => void }) {
  const { id, title, kind, phase, opensAt, closesAt, assigned } = exam;
  const open = phase === 'closed' ? () => openPage(resultsUrl(id)) : onWho;
  return (
    <Cell
      icon="timer"
      title={title}
      meta={[EXAM_KIND_WORDS[kind], spanWords(opensAt, closesAt), `应考 ${assigned} 人`]}
      right={<Tag tone={PHASE_TONES[phase]}>{PHASE_WORDS[phase]}</Tag>}
      onPress={phase === 'cancelled' ? undefined : open}
    />
  );
}
