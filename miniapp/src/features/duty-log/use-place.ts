import { useCallback, useEffect, useRef, useState } from 'react';
import { useDidShow } from '@tarojs/taro';
import { fixAhead, getPlace, recentPlace, type Place } from '@/platform/location';

/** So long saving waits for a fix that is under way: hardly seen, and often enough. */
const WAIT_MS = 1_000;

export interface FoundPlace {
  place: Place | undefined;
  /** What the fact strip says: how sure it is, or why there is none. */
  note: string;
  again(): void;
  /** The place by the time of saving; waits a moment for one that is under way. */
  soon(): Promise<Place | undefined>;
}

type Result = Awaited<ReturnType<typeof getPlace>>;

const placeOf = (result: Result) => ('reason' in result ? undefined : result);

/**
 * One fix while a shift is looked at: an entry is often saved within two seconds, and a sure fix takes four.
 * It is no track: nothing but an entry keeps it, and nobody is asked for a permission by it.
 */
export function useFixAhead(onDuty: boolean): void {
  useEffect(() => {
    if (onDuty) fixAhead();
  }, [onDuty]);
  useDidShow(() => {
    if (onDuty) fixAhead();
  });
}

/** Where the phone is, taken while the entry is written (`before`: where it was then); it never waits for it. */
export function usePlace(before?: { place?: Place }): FoundPlace {
  const [found, setFound] = useState<{ place?: Place; note: string }>({ note: '正在定位' });
  const underWay = useRef<Promise<Result>>(undefined);
  const follow = useCallback((fix: Promise<Result>) => {
    underWay.current = fix;
    setFound({ note: '正在定位' });
    void fix.then((result) =>
      setFound(
        'reason' in result
          ? { note: result.message }
          : { place: result, note: `误差 ${Math.round(result.accuracyM)} 米` },
      ),
    );
  }, []);
  const again = useCallback(() => follow(getPlace()), [follow]);
  const isPast = before !== undefined;
  useEffect(() => {
    if (!isPast) follow(recentPlace());
  }, [follow, isPast]);
  const soon = () => {
    const timeout = new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), WAIT_MS);
    });
    return Promise.race([underWay.current?.then(placeOf), timeout]);
  };
  if (before) {
    const { place } = before;
    const note = place ? '记的时候定的位' : '没有定位';
    return { place, note, again, soon: () => Promise.resolve(place) };
  }
  return { place: found.place, note: found.note, again, soon };
}
