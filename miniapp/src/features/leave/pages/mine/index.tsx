import { leaveContract } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { History } from '../../components/history';
import { awayWords, STATE_LOOK } from '../../leave.view';

/** What is recorded of my own leaves and by whom; a mistake is for them to put right. */
export default function MyLeavePage() {
  const list = usePagedResource(leaveContract.listMine, {});
  return (
    <PageShell
      title="我的请假"
      status={list.state}
      onRefresh={list.refresh}
      fail={{ title: '没取到', why: list.error?.message ?? '服务器没有回应，记过的都在' }}
      empty={{ title: '没有记过请假', hint: '请假跟队长说，由队长或行动办记，你不用填' }}
    >
      {list.items.map((leave) => (
        <Section key={leave.id} title={awayWords(leave)} note={STATE_LOOK[leave.state].text}>
          <History history={leave.history} />
        </Section>
      ))}
      <More list={list} text="再看 20 条" />
    </PageShell>
  );
}
