import { DutyActions, OffDuty, OnDuty, useCurrentShift } from '@/features/duty-log';
import { useMe } from '@/platform/session';
import { PageShell } from '@/ui/page-shell';

/** 执勤: the shift that one is on, or the way to one. */
export default function DutyTab() {
  const me = useMe();
  const { shift, status, error, refresh } = useCurrentShift();
  const patrols = me !== undefined && me.kind !== 'office_staff';
  return (
    <PageShell
      title="执勤"
      sub={shift ? `${shift.templateName} · ${shift.sections[0] ?? ''}` : undefined}
      tab="duty"
      status={patrols ? status : 'ready'}
      fail={{ title: '这一班没取到', why: error?.message ?? '服务器没有回应，已经记的都在' }}
      onRefresh={refresh}
      bottom={shift ? <DutyActions /> : undefined}
    >
      {shift ? <OnDuty shift={shift} /> : me && <OffDuty me={me} />}
    </PageShell>
  );
}
