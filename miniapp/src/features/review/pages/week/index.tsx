import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  addDays,
  dayOf,
  daysWords,
  reviewContract,
  type ReviewColumn,
  type ReviewRow,
  type ReviewWeek,
} from '@qiangji/shared-types';
import { unitUrl } from '@/features/leave';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { useHasRole } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { FilterBar } from '@/ui/filter-bar';
import { HeatLegend } from '@/ui/heat-cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { useWide } from '@/ui/use-wide';
import { HeatRows } from '../../components/heat-rows';
import { RecordList } from '../../components/record-list';
import { TalkCard, TrendCard, WaitingCard } from '../../components/week-cards';
import { WeekTable } from '../../components/week-table';
import {
  cellText,
  COLUMN_NAMES,
  isAway,
  PAGES,
  recordsSpan,
  spanText,
  type Waits,
  whenText,
} from '../../review.view';
import './index.scss';

interface Drill {
  row: ReviewRow;
  column: ReviewColumn;
}

/** 队伍一周: what waits, whom to talk to and why, how it stands; every figure opens its records. */
export default function WeekPage() {
  const { unit: asked, day: askedDay, waits } = useRouter().params;
  const wide = useWide();
  const [unitPath, setUnitPath] = useState(asked && decodeURIComponent(asked));
  const [day, setDay] = useState(askedDay);
  const [drawer, setDrawer] = useState<'units' | 'leave' | Drill>();
  const close = () => setDrawer(undefined);
  const drill = typeof drawer === 'object' ? drawer : undefined;
  const query = { ...(unitPath ? { unitPath } : {}), ...(day ? { day } : {}) };
  const { state, data, error, refresh } = useResource(reviewContract.week, { query });
  const move = (days: number) => {
    close();
    if (data) setDay(addDays(data.from, days));
  };
  const choose = (path: string) => {
    close();
    setUnitPath(path);
  };
  const opened = data && (
    <>
      {drawer === 'units' && <UnitDrawer units={data.units} onClose={close} onUnit={choose} />}
      {drawer === 'leave' && <LeaveDrawer rows={data.rows.filter(isAway)} onClose={close} />}
      {drill && <DrillDrawer week={data} drill={drill} onClose={close} />}
    </>
  );
  return (
    <PageShell
      title="队伍一周"
      status={state}
      width="full"
      fail={{ title: '这一周没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      drawer={opened}
      top={
        data && (
          <FilterBar
            period={spanText(data)}
            onPrevious={() => move(-7)}
            onNext={data.to < dayOf(now()) ? () => move(7) : undefined}
            scope={`${data.unit.name} ${data.rows.length} 人`}
            onScope={data.units.length > 1 ? () => setDrawer('units') : undefined}
          />
        )
      }
    >
      {data && (
        <Week
          week={data}
          wide={wide}
          waits={waits as Waits | undefined}
          drill={drill}
          onLeave={() => setDrawer('leave')}
          onDrill={(row, column) =>
            wide ? setDrawer({ row, column }) : openPage(PAGES.records(row, column, data))
          }
        />
      )}
    </PageShell>
  );
}

interface WeekProps {
  week: ReviewWeek;
  wide: boolean;
  /** What of that which waits one came for. */
  waits: Waits | undefined;
  drill: Drill | undefined;
  /** Opens who is on leave in the week. */
  onLeave: () => void;
  onDrill: (row: ReviewRow, column: ReviewColumn) => void;
}

function Week({ week, wide, waits, drill, onLeave, onDrill }: WeekProps) {
  const open = (personId: string) => openPage(PAGES.person(personId, week.from));
  const away = week.rows.filter(isAway).length;
  const selected = drill && { personId: drill.row.personId, column: drill.column };
  return (
    <>
      <View className={wide ? 'rv-top' : 'rv-stack'}>
        <WaitingCard waiting={week.waiting} waits={waits} />
        <TalkCard talks={week.talks} onPerson={open} />
        <TrendCard week={week} />
      </View>
      <Card>
        <Cell
          icon="calendar"
          title={`这周请假 ${away} 人`}
          meta="没做的不算欠，也不找他谈"
          onPress={away > 0 ? onLeave : undefined}
        />
      </Card>
      {wide ? (
        <>
          <View className="rv-table-head">
            <View className="t-sub">每人每项，分岗位，按姓名排</View>
            <HeatLegend />
          </View>
          <WeekTable
            rows={week.rows}
            selected={selected}
            onPerson={(row) => open(row.personId)}
            onCell={onDrill}
          />
        </>
      ) : (
        <HeatRows rows={week.rows} onPerson={(row) => open(row.personId)} onCell={onDrill} />
      )}
    </>
  );
}

/** The records behind one figure, beside the table. */
function DrillDrawer({
  week,
  drill: { row, column },
  onClose,
}: {
  week: ReviewWeek;
  drill: Drill;
  onClose: () => void;
}) {
  const span = recordsSpan(column, week);
  return (
    <Drawer
      open
      title={`${row.name}，${COLUMN_NAMES[column]} ${cellText(row.cells[column], column)}`}
      sub={column === 'mastery' ? whenText(column, span) : `${spanText(span)}的记录`}
      onClose={onClose}
      footer={
        <Button block kind="o" onPress={() => openPage(PAGES.person(row.personId, week.from))}>
          打开本人页
        </Button>
      }
    >
      <RecordList personId={row.personId} kind={column} span={span} />
    </Drawer>
  );
}

/** Who is on leave in the week and until when; whoever keeps leaves goes on to them. */
function LeaveDrawer({ rows, onClose }: { rows: readonly ReviewRow[]; onClose: () => void }) {
  const mayKeep = useHasRole('squadron_leader', 'campaign_office');
  return (
    <Drawer
      open
      title={`这周请假 ${rows.length} 人`}
      onClose={onClose}
      footer={
        mayKeep && (
          <Button block kind="o" onPress={() => openPage(unitUrl())}>
            打开请假
          </Button>
        )
      }
    >
      <Card>
        {rows.map(({ personId, name, away }) => (
          <Cell key={personId} plain title={name} meta={away.map(daysWords)} />
        ))}
      </Card>
    </Drawer>
  );
}

function UnitDrawer({
  units,
  onClose,
  onUnit,
}: {
  units: ReviewWeek['units'];
  onClose: () => void;
  onUnit: (path: string) => void;
}) {
  return (
    <Drawer open title="看哪个单位" onClose={onClose}>
      <Card>
        {units.map(({ path, name }) => (
          <Cell key={path} plain title={name} onPress={() => onUnit(path)} />
        ))}
      </Card>
    </Drawer>
  );
}
