import { useRouter } from '@tarojs/taro';
import {
  addDays,
  dayOf,
  dutyLogContract,
  KIND_SHORT_NAMES,
  reviewContract,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { offDuty, PAGES } from '../../review.view';

/** More shifts than one squadron can have going on at once. */
const ALL = 100;

/** Who of a squadron's patrols has no shift that goes on and is not on leave. Nobody is called absent. */
export default function OffDutyPage() {
  const { unit } = useRouter().params;
  const unitPath = unit && decodeURIComponent(unit);
  const today = dayOf(now());
  const week = useResource(reviewContract.week, unitPath ? { query: { unitPath } } : undefined);
  // As far back as 今日 looks for those on duty.
  const going = { state: 'on_duty' as const, from: addDays(today, -1), limit: ALL };
  const shifts = useResource(
    dutyLogContract.listShifts,
    unitPath ? { query: { unitPath, ...going } } : undefined,
    { keep: false },
  );
  const people = week.data && shifts.data && offDuty(week.data.rows, shifts.data.items, today);
  return (
    <PageShell
      title="没上岗"
      sub={week.data?.unit.name}
      status={people ? (people.length > 0 ? 'ready' : 'empty') : (week.data ? shifts : week).state}
      empty={{ title: '都在岗或者请假', hint: '谁下了班，这里就有他' }}
      fail={{
        title: '没上岗的人没取到',
        why: (week.error ?? shifts.error)?.message ?? '服务器没有回应，内容没丢',
      }}
      onRefresh={() => Promise.all([week.refresh(), shifts.refresh()])}
    >
      {people && (
        <Section title={`${people.length} 人`} note="现在没开着的班，不说明缺勤">
          <Card>
            {people.map(({ personId, name, kind }) => (
              <Cell
                key={personId}
                title={name}
                meta={KIND_SHORT_NAMES[kind]}
                onPress={() => openPage(PAGES.person(personId, today))}
              />
            ))}
          </Card>
        </Section>
      )}
    </PageShell>
  );
}
