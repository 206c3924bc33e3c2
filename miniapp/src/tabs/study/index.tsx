import { PageShell } from '@/ui/page-shell';

export default function StudyTab() {
  return <PageShell title="学练" tab="study" />;
}
