import type { KeyboardEvent } from 'react';

const STEP: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrow keys move the choice of a radio group, as a browser's own radios do. */
export function useArrowKeys<T>(
  values: readonly T[],
  value: T | undefined,
  onChange: (value: T) => void,
): Record<string, unknown> {
  if (process.env.TARO_ENV !== 'h5') return {};
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = STEP[event.key];
      if (!step) return;
      event.preventDefault();
      const from = value === undefined ? (step > 0 ? -1 : 0) : values.indexOf(value);
      const index = (from + step + values.length) % values.length;
      const next = values[index];
      if (next === undefined) return;
      onChange(next);
      const radios = event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]');
      radios[index]?.focus();
    },
  };
}
