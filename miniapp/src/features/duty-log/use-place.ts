import { useCallback, useEffect, useState } from 'react';
import { getPlace, type Place } from '@/platform/location';

export interface FoundPlace {
  place: Place | undefined;
  /** What the fact strip says: how sure it is, or why there is none. */
  note: string;
  again(): void;
}

/** Where the phone is, taken while the entry is written (`before`: where it was then); it never waits for it. */
export function usePlace(before?: { place?: Place }): FoundPlace {
  const [found, setFound] = useState<{ place?: Place; note: string }>({ note: '正在定位' });
  const again = useCallback(() => {
    setFound({ note: '正在定位' });
    void getPlace().then((result) =>
      setFound(
        'reason' in result
          ? { note: result.message }
          : { place: result, note: `误差 ${Math.round(result.accuracyM)} 米` },
      ),
    );
  }, []);
  const isPast = before !== undefined;
  useEffect(() => {
    if (!isPast) again();
  }, [again, isPast]);
  if (before)
    return { place: before.place, note: before.place ? '记的时候定的位' : '没有定位', again };
  return { place: found.place, note: found.note, again };
}
