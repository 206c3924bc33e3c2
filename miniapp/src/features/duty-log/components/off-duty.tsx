import type { Profile } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Empty } from '@/ui/empty';
import { openPage } from '@/ui/nav';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { useMyShifts } from '../duty-log.store';
import { leads } from '../reading.view';
import { PAGES } from '../routes';
import { ShiftCell } from './shift-cell';
import { Waiting } from './waiting';

/** Nobody's shift is open: what comes next, what waits, and the shifts before. */
export function OffDuty({ me }: { me: Profile }) {
  const patrols = me.kind !== 'office_staff';
  return (
    <>
      {patrols && (
        <Plate
          state="未上岗"
          dot="none"
          figure="先自查，再上岗"
          facts={[{ icon: 'map-pin', text: me.unitName, more: me.townName ?? undefined }]}
          action={
            <Button onPlate block onPress={() => openPage(PAGES.readiness)}>
              岗前自查
            </Button>
          }
        />
      )}
      {patrols && (
        <Button kind="o" block onPress={() => openPage(PAGES.open)}>
          自查做过了，直接上岗
        </Button>
      )}
      <Waiting />
      {leads(me) && (
        <Card>
          <Cell
            icon="eye"
            tone="brand"
            title="看执勤日志"
            meta="有异常的和抽到的，其余不用看"
            onPress={() => openPage(PAGES.reading)}
          />
        </Card>
      )}
      {patrols && <Before />}
      {!patrols && !leads(me) && (
        <Empty title="您的岗位不上路" hint="执勤日志由中队记，您要的数在报表里" icon="shield" />
      )}
    </>
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
