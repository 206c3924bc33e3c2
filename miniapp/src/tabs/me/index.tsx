import { PageShell } from '@/ui/page-shell';

export default function MeTab() {
  return <PageShell title="我的" tab="me" />;
}
