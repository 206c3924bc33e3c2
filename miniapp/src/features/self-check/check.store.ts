import { useCallback, useState } from 'react';
import { useMe } from '@/platform/session';
import { personStore, StorageError } from '@/platform/storage';
import { toast } from '@/ui/toast';
import { EMPTY_DRAFT, type CheckDraft } from './check.view';

const STORE = 'self-check';

/** A draft that outlives the page: half a check done in a basement is still there upstairs. */
export function useCheckDraft(key: string): [CheckDraft, (next: CheckDraft) => void, () => void] {
  const personId = useMe()?.personId ?? '';
  const store = personStore(STORE, personId);
  const [draft, setDraft] = useState<CheckDraft>(() => store.get<CheckDraft>(key) ?? EMPTY_DRAFT);
  const save = useCallback(
    (next: CheckDraft) => {
      setDraft(next);
      try {
        personStore(STORE, personId).set(key, next);
      } catch (error) {
        if (!(error instanceof StorageError)) throw error;
        toast('手机存储满了，先把这次自查交掉', 'bad');
      }
    },
    [key, personId],
  );
  const clear = useCallback(() => {
    setDraft(EMPTY_DRAFT);
    personStore(STORE, personId).remove(key);
  }, [key, personId]);
  return [draft, save, clear];
}
