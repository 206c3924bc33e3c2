import { deviceAt } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { toApiError } from '@/platform/request';
import { toast } from '@/ui/toast';

/** What every write from a desk carries; its answer is needed at once, so it is called, not kept. */
export function deskWrite(): { opId: string; deviceAt: string } {
  return { opId: newId(), deviceAt: deviceAt() };
}

/** Does it, and says why where it could not be done; undefined then. */
export async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (thrown) {
    toast(toApiError(thrown).message, 'bad');
    return undefined;
  }
}
