import { PageShell } from '@/ui/page-shell';

export default function TodayTab() {
  return <PageShell title="今日" tab="today" />;
}
