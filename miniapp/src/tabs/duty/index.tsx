import { PageShell } from '@/ui/page-shell';

export default function DutyTab() {
  return <PageShell title="执勤" tab="duty" />;
}
