import { examContract, type MySitting } from '@qiangji/shared-types';
import { useNow } from '@/platform/clock';
import { usePagedResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { TaskRow } from '@/ui/task-row';
import { ReminderRow } from '../../components/reminder-row';
import { leadsPeople } from '../../desk.view';
import {
  asOf,
  beforeUrl,
  EXAM_KIND_WORDS,
  groupOf,
  railOf,
  resultUrl,
  standingWords,
  type SittingGroup,
} from '../../exam.view';
import { watchPath } from '../../paths';

const GROUPS: readonly { group: SittingGroup; title: string; note?: string }[] = [
  { group: 'now', title: '现在能考', note: '时间按服务器' },
  { group: 'later', title: '还没到' },
  { group: 'over', title: '考过的' },
];

/** My exams: what can be sat now, what comes, what is over. */
export default function MinePage() {
  const list = usePagedResource(
    examContract.listMine,
    {},
    { refreshAfter: [examContract.submitAttempt] },
  );
  const nowMs = useNow(30_000);
  const exams = list.items.map((one) => asOf(one, nowMs));
  const leads = leadsPeople(useMe());
  return (
    <PageShell
      title="考试"
      status={list.state === 'empty' ? 'ready' : list.state}
      fail={{ title: '考试没取到', why: list.error?.message ?? '服务器没有回应，答过的都在' }}
      onRefresh={list.refresh}
    >
      {list.state === 'empty' && (
        <Empty title="没有要考的试" hint="排了考试会发通知，也会出现在这里" />
      )}
      {GROUPS.map(({ group, title, note }) => {
        const rows = exams.filter((one) => groupOf(one) === group);
        if (rows.length === 0) return null;
        return (
          <Section key={group} title={`${title} ${rows.length}`} note={note}>
            <Card>
              {rows.map((one) => (
                <Row key={one.examId} one={one} group={group} nowMs={nowMs} />
              ))}
            </Card>
          </Section>
        );
      })}
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
      {leads && (
        <Card>
          <Cell
            icon="users"
            title="队伍考试"
            meta="你带的人谁没考，考得怎么样"
            onPress={() => openPage(watchPath)}
          />
        </Card>
      )}
      <ReminderRow />
    </PageShell>
  );
}

function Row({ one, group, nowMs }: { one: MySitting; group: SittingGroup; nowMs: number }) {
  const isOver = group === 'over' && one.attempts.length > 0;
  return (
    <TaskRow
      due={railOf(one, nowMs)}
      title={one.title}
      meta={[
        EXAM_KIND_WORDS[one.kind],
        `${one.paper.questions} 题 ${one.times.durationMin} 分钟`,
        standingWords(one),
      ]}
      state={group === 'now' ? 'due' : isOver ? 'done' : 'normal'}
      onPress={() => openPage(isOver ? resultUrl(one.examId) : beforeUrl(one.examId))}
    />
  );
}
