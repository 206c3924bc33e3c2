import { useEffect } from 'react';
import type { Profile } from '@qiangji/shared-types';
import { keepForOffline } from '@/features/duty-log';
import { keepPieces } from '@/features/study';
import { keepPractices } from '@/features/quiz';
import { now } from '@/platform/clock';
import { onReconnect } from '@/platform/network';
import { hasConsented, useMe } from '@/platform/session';

/** What changes in the office during a day is on the phone by the next shift. */
const AGAIN_MS = 4 * 3_600_000;

let keptAt = 0;
let keptFor: string | undefined;

async function keepCopies({ personId, unitPath }: Profile): Promise<void> {
  if (keptFor === personId && now() - keptAt < AGAIN_MS) return;
  keptFor = personId;
  keptAt = now();
  // What a shift needs and today's questions first: they are small, and it may begin in a cellar.
  keepForOffline(unitPath);
  await keepPractices();
  await keepPieces();
}

/** Keeps on the phone what work on the street needs without a network, from the first sign-in on. */
export function useOfflineCopies(): void {
  const me = useMe();
  const kept = me && hasConsented(me) ? me : undefined;
  useEffect(() => {
    if (!kept) return undefined;
    void keepCopies(kept);
    return onReconnect(() => void keepCopies(kept));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a person, not each time they are asked for
  }, [kept?.personId]);
}
