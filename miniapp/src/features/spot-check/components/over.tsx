import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { paths } from '../paths';

/** In the place of a page that writes in a check, once it was called off. */
export function Over({ checkId, title }: { checkId: string; title: string }) {
  const empty = {
    title: '这次督察作废了',
    hint: '打过的分留着，都不算',
    action: '看作废的',
    onAction: () => openPage(paths.result(checkId)),
  };
  return <PageShell title={title} status="empty" empty={empty} />;
}
