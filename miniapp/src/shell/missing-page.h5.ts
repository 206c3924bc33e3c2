import { toast } from '@/ui/toast';

/** What a bundler's loader throws when the files of a page cannot be fetched. */
function isMissingPage(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const { code } = reason as Error & { code?: string };
  return reason.name === 'ChunkLoadError' || code === 'CSS_CHUNK_LOAD_FAILED';
}

/**
 * Says why a page does not open. In a browser pages are fetched when first opened, until all are kept:
 * whoever loses the network within the first seconds would else tap and see nothing happen.
 */
export function startMissingPageNotice(): void {
  window.addEventListener('unhandledrejection', ({ reason }) => {
    if (isMissingPage(reason)) toast('这一页还没存下来，有网了再打开', 'bad');
  });
}
