import { useRouter } from '@tarojs/taro';
import { clockOf, selfCheckContract } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { dateText } from '../../correction.view';

/** Self-checks, newest first: mine, or those of a person that I lead. */
export default function HistoryPage() {
  const { person, unit, from, to } = useRouter().params;
  const list = usePagedResource(
    selfCheckContract.listChecks,
    {
      query: {
        ...(person ? { personId: person } : {}),
        ...(unit ? { unitPath: decodeURIComponent(unit) } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
      },
    },
    { refreshAfter: [selfCheckContract.submit] },
  );
  const ofOthers = Boolean(person ?? unit);
  return (
    <PageShell
      title={ofOthers ? '自查记录' : '我的自查'}
      status={list.state}
      empty={{ title: '还没有自查', hint: '上岗前先做一次岗前自查' }}
      fail={{ title: '自查记录没取到', why: list.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={list.refresh}
    >
      <Card>
        {list.items.map((one) => (
          <Cell
            key={one.id}
            icon={one.faultCount > 0 ? 'circle-alert' : 'circle-check'}
            tone={one.faultCount > 0 ? 'warn' : 'ok'}
            title={one.checklistName}
            meta={[
              ofOthers ? one.personName : undefined,
              `${dateText(one.day)} ${clockOf(Date.parse(one.occurredAt))}`,
              one.faultCount > 0 ? `${one.faultCount} 条不合格` : `${one.itemCount} 条合格`,
            ]}
            onPress={() => openPage(`/features/self-check/pages/record/index?id=${one.id}`)}
          />
        ))}
      </Card>
      <More list={list} text="再看一些" />
    </PageShell>
  );
}
