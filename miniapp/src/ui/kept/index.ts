import { StorageError } from '@/platform/storage';
import { toast } from '../toast';

/**
 * Runs what keeps a write on the phone (`enqueue`, `mend`); answers whether it is kept. A full phone keeps
 * nothing: then it says so, with what to do before `again` (再交, 再答), and the page stays as it is. `lost` says
 * what did not come about (没接成).
 */
export async function keptHere(
  keep: () => Promise<unknown>,
  again: string,
  lost = '没存下',
): Promise<boolean> {
  try {
    await keep();
    return true;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    toast(`手机存储满了，${lost}，请清理后${again}`, 'bad');
    return false;
  }
}
