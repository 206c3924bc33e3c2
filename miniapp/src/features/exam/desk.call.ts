import { toApiError } from '@/platform/request';
import { toast } from '@/ui/toast';

/** Does it, and says why where it could not be done; undefined then. */
export async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (thrown) {
    toast(toApiError(thrown).message, 'bad');
    return undefined;
  }
}
