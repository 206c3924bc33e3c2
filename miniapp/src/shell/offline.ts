import { useEffect } from 'react';
import { keepPieces } from '@/features/study';
import { keepPractices } from '@/features/quiz';
import { now } from '@/platform/clock';
import { onReconnect } from '@/platform/network';
import { hasConsented, useMe } from '@/platform/session';

/** What changes in the office during a day is on the phone by the next shift. */
const AGAIN_MS = 4 * 3_600_000;

let keptAt = 0;
let keptFor: string | undefined;

async function keepCopies(personId: string): Promise<void> {
  if (keptFor === personId && now() - keptAt < AGAIN_MS) return;
  keptFor = personId;
  keptAt = now();
  // Today's questions first: they are small, and the shift may begin in a cellar.
  await keepPractices();
  await keepPieces();
}

/** Keeps on the phone what work on the street needs without a network, from the first sign-in on. */
export function useOfflineCopies(): void {
  const me = useMe();
  const personId = me && hasConsented(me) ? me.personId : undefined;
  useEffect(() => {
    if (personId === undefined) return undefined;
    void keepCopies(personId);
    return onReconnect(() => void keepCopies(personId));
  }, [personId]);
}
