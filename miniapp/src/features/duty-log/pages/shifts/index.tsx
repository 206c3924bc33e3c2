import { useRouter } from '@tarojs/taro';
import { dutyLogContract } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { ShiftCell } from '../../components/shift-cell';
import { PAGES } from '../../routes';

/** Shifts, newest first: mine, or those of people that I lead. */
export default function ShiftsPage() {
  const { person, unit, from, to, now } = useRouter().params;
  const list = usePagedResource(dutyLogContract.listShifts, {
    query: {
      ...(person ? { personId: person } : {}),
      ...(unit ? { unitPath: decodeURIComponent(unit) } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(now ? { state: 'on_duty' as const } : {}),
    },
  });
  const ofOthers = Boolean(person ?? unit);
  return (
    <PageShell
      title={now ? '正在执勤的班' : ofOthers ? '执勤班次' : '我的班'}
      status={list.state}
      empty={
        now
          ? { title: '现在没有人在岗', hint: '有人上岗，这里就有他的班' }
          : { title: '还没有班', hint: '上岗以后这里会有记录' }
      }
      fail={{ title: '班次没取到', why: list.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={list.refresh}
    >
      <Card>
        {list.items.map((shift) => (
          <ShiftCell
            key={shift.id}
            shift={shift}
            withOwner={ofOthers}
            onPress={() => openPage(PAGES.shift(shift.id))}
          />
        ))}
      </Card>
      <More list={list} text="再看一些" />
    </PageShell>
  );
}
