import { type TouchEvent, useRef, useState } from 'react';
import type { ScrollViewProps } from '@tarojs/components';

/** How far a finger pulls before it counts, in CSS pixels. */
const ENOUGH = 64;

type Pulled = Pick<
  ScrollViewProps,
  'refresherEnabled' | 'refresherTriggered' | 'onRefresherRefresh' | 'refresherBackground'
>;

/**
 * Pull to refresh. WeChat's scroll view has its own; Taro's browser one has none, so there the
 * same gesture is followed by touch.
 */
export function usePull(onRefresh?: () => Promise<unknown>): {
  busy: boolean;
  run: () => void;
  scroll: Pulled | Record<string, unknown>;
} {
  const [busy, setBusy] = useState(false);
  const from = useRef<number>();
  const run = () => {
    if (busy || !onRefresh) return;
    setBusy(true);
    // Whatever happened is the page's to say; here only the spinner ends.
    const end = () => setBusy(false);
    onRefresh().then(end, end);
  };
  if (!onRefresh) return { busy, run, scroll: {} };
  if (process.env.TARO_ENV !== 'h5') {
    const scroll: Pulled = {
      refresherEnabled: true,
      refresherTriggered: busy,
      onRefresherRefresh: run,
      refresherBackground: 'transparent',
    };
    return { busy, run, scroll };
  }
  const scroll = {
    onTouchStart: (event: TouchEvent<HTMLElement>) => {
      from.current = event.currentTarget.scrollTop <= 0 ? event.touches[0]?.clientY : undefined;
    },
    onTouchEnd: (event: TouchEvent<HTMLElement>) => {
      const to = event.changedTouches[0]?.clientY;
      if (from.current !== undefined && to !== undefined && to - from.current > ENOUGH) run();
      from.current = undefined;
    },
  };
  return { busy, run, scroll };
}
