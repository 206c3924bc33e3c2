import { PageShell } from '@/ui/page-shell';

export default function GalleryPage() {
  return <PageShell title="样张" />;
}
