import { Text } from '@tarojs/components';
import type { PlannedShift, Profile } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { Plate } from '@/ui/plate';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { useMyRota, useMyShifts, useReadinessDone } from '../duty-log.store';
import { dayText } from '../log.view';
import { planSpan } from '../my-rota.view';
import { leads } from '../reading.view';
import { PAGES } from '../routes';
import './off-duty.scss';
import { LeftMatters } from './left-matters';
import { SelfChecks } from './self-checks';
import { ShiftCell } from './shift-cell';
import { Waiting } from './waiting';

/** Nobody's shift is open: what comes next, what waits, and the shifts before. */
export function OffDuty({ me }: { me: Profile }) {
  const patrols = me.kind !== 'office_staff';
  const { data, coming, today } = useMyRota();
  return (
    <>
      {patrols && <Next me={me} plan={today} />}
      <Waiting />
      {patrols && <LeftMatters />}
      {data && data.plans.length > 0 && <MyRota next={coming.find((plan) => plan !== today)} />}
      {leads(me) && (
        <Card>
          <Cell
            icon="eye"
            tone="brand"
            title="看执勤日志"
            meta="有异常的和抽到的，其余不用看"
            onPress={() => openPage(PAGES.reading)}
          />
          <Cell
            icon="calendar"
            tone="brand"
            title="排班"
            meta="谁哪天上什么班，想排就排"
            onPress={() => openPage(PAGES.rota)}
          />
        </Card>
      )}
      <SelfChecks />
      {patrols && <Before />}
      {!patrols && !leads(me) && (
        <Empty
          title="你的岗位不上路"
          hint="执勤日志由中队记；你要做的都在今日"
          icon="shield"
          action="看今日"
          onAction={() => openPage(PAGES.today)}
        />
      )}
    </>
  );
}

/** The readiness check first, once a day; then the shift, the planned one where there is one. */
function Next({ me, plan }: { me: Profile; plan: PlannedShift | undefined }) {
  const checked = useReadinessDone();
  const unit = { icon: 'shield' as const, text: me.unitName, more: me.townName ?? undefined };
  const route = plan && plan.sections.length > 0 ? plan.sections.join('、') : undefined;
  return (
    <Plate
      state="未上岗"
      dot={checked ? 'ok' : 'none'}
      figure={plan ? planSpan(plan) : checked ? '自查交了，可以上岗' : '先自查，再上岗'}
      figureNote={plan?.templateName}
      facts={
        route === undefined
          ? [{ ...unit, icon: 'map-pin' }]
          : [{ icon: 'map-pin', text: route }, unit]
      }
      action={
        <Button onPlate block onPress={() => openPage(checked ? PAGES.open : PAGES.readiness)}>
          {checked ? '上岗' : '岗前自查'}
        </Button>
      }
    >
      {!checked && (
        <Press className="qj-duty__skip" onPress={() => openPage(PAGES.open)}>
          <Text>自查在别处做过，直接上岗</Text>
          <Icon name="chevron-right" size={18} />
        </Press>
      )}
    </Plate>
  );
}

/** The planned shift after that of today, and the way to all of them. */
function MyRota({ next }: { next: PlannedShift | undefined }) {
  return (
    <Card>
      <Cell
        icon="calendar"
        title="我的排班"
        meta={
          next ? [`${dayText(next.day)} ${next.templateName}`, planSpan(next)] : '后面还没有给你排'
        }
        onPress={() => openPage(PAGES.myRota)}
      />
    </Card>
  );
}

function Before() {
  const { data } = useMyShifts();
  if (!data || data.items.length === 0) return null;
  return (
    <Section title="前几班" note="全部" onMore={() => openPage(PAGES.shifts)}>
      <Card>
        {data.items.map((shift) => (
          <ShiftCell key={shift.id} shift={shift} onPress={() => openPage(PAGES.shift(shift.id))} />
        ))}
      </Card>
    </Section>
  );
}
