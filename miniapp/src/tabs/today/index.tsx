import { dayOf, type Profile } from '@qiangji/shared-types';
import { DUTY_PAGES, LeftLine, useCurrentShift } from '@/features/duty-log';
import { useMe } from '@/platform/session';
import { officePagesOf } from '@/shell/office-menu';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { DutyPlates } from './plates';
import { LeadPart } from './lead-part';
import { DoneToday, OwnTasks } from './own-tasks';
import { dayLine } from './today.view';
import { useToday } from './use-today';
import './index.scss';

/** 今日: the shift that one is on, what there is to do by deadline, what waits for a leader. */
export default function TodayTab() {
  const me = useMe();
  const today = useToday();
  const { shift } = useCurrentShift();
  const { data, state, nowMs } = today;
  // A shift that only this phone knows can be worked in, whatever else could not be fetched.
  const status = data || shift ? 'ready' : state === 'empty' ? 'ready' : state;
  return (
    <PageShell
      title="今日"
      sub={me && `${dayLine(dayOf(nowMs))} · ${me.unitName}`}
      tab="today"
      status={status}
      fail={{
        title: '今天的事没取到',
        why: today.error?.message ?? '服务器没有回应，已经记的都在',
      }}
      onRefresh={today.refresh}
    >
      <DutyPlates today={data} shift={shift} me={me} nowMs={nowMs} at={today.at} />
      {me && me.kind !== 'office_staff' && <LeftLine />}
      {data && (
        <>
          {data.lead && <LeadPart lead={data.lead} />}
          {(data.tasks.length > 0 || !data.lead) && (
            <OwnTasks tasks={today.tasks} working={data.working} nowMs={nowMs} />
          )}
          {data.lead && !shift && <AlsoOnDuty />}
          <Office me={me} />
          <DoneToday done={data.done} waiting={today.waiting} />
        </>
      )}
    </PageShell>
  );
}

/** A leader patrols too. */
function AlsoOnDuty() {
  return (
    <Card>
      <Cell
        icon="shield"
        title="我也上岗"
        meta="先做岗前自查"
        onPress={() => openPage(DUTY_PAGES.readiness)}
      />
    </Card>
  );
}

/** Work at a desk, for those who have it. */
function Office({ me }: { me: Profile | undefined }) {
  const pages = officePagesOf(me);
  if (pages.length === 0) return null;
  return (
    <Section title="办公">
      <Card>
        {pages.map((page) => (
          <Cell
            key={page.path}
            icon={page.icon}
            title={page.text}
            meta={page.note}
            onPress={() => openPage(page.path)}
          />
        ))}
      </Card>
    </Section>
  );
}
