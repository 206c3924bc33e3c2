import { useEffect } from 'react';
import type { Profile } from '@qiangji/shared-types';
import { keepForOffline } from '@/features/duty-log';
import { dropOver, keepWritten } from '@/features/exam';
import { keepPieces } from '@/features/study';
import { keepPractices } from '@/features/quiz';
import { now } from '@/platform/clock';
import { wheneverOnline } from '@/platform/resource';
import { hasConsented, useMe } from '@/platform/session';

/** What changes in the office during a day is on the phone by the next shift. */
const AGAIN_MS = 4 * 3_600_000;

/** When the copies were last whole, and whose they are. */
let keptAt = 0;
let keptFor: string | undefined;

async function keepCopies(me: Profile): Promise<boolean> {
  const { personId } = me;
  if (keptFor === personId && now() - keptAt < AGAIN_MS) return true;
  const begun = now();
  // What a shift needs and today's questions first: they are small, and it may begin in a cellar.
  const isWhole = (await keepForOffline(me)) && (await keepPractices()) && (await keepPieces());
  if (isWhole) [keptAt, keptFor] = [begun, personId];
  return isWhole;
}

/** Papers of exams that are over leave the phone; at a sign-out pictures of all but what is written do. */
function usePapersLetGo(personId: string | undefined): void {
  useEffect(() => {
    if (personId === undefined) return undefined;
    void dropOver(personId);
    return () => void keepWritten(personId);
  }, [personId]);
}

/** Keeps on the phone what work on the street needs without a network, from the first sign-in on. */
export function useOfflineCopies(): void {
  const me = useMe();
  usePapersLetGo(me?.personId);
  const kept = me && hasConsented(me) ? me : undefined;
  useEffect(() => {
    return kept ? wheneverOnline(() => keepCopies(kept)) : undefined;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a person, not each time they are asked for
  }, [kept?.personId]);
}
