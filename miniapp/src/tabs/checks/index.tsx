import { PageShell } from '@/ui/page-shell';

export default function ChecksTab() {
  return <PageShell title="督察" tab="checks" />;
}
