import { useCallback, useEffect, useState } from 'react';
import { getPlace, type Place } from '@/platform/location';

export interface FoundPlace {
  place: Place | undefined;
  /** What the fact strip says: how sure it is, or why there is none. */
  note: string;
  again(): void;
}

/** Where the phone is, taken while the entry is written; the entry never waits for it. */
export function usePlace(): FoundPlace {
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
  useEffect(again, [again]);
  return { place: found.place, note: found.note, again };
}
