/** What a screen reader is told; one spelling for browser and mini-program. */
export interface A11y {
  role?: string;
  label?: string;
  hidden?: boolean;
  checked?: boolean;
  selected?: boolean;
  disabled?: boolean;
  expanded?: boolean;
  /** The page that one is on, in a navigation. */
  current?: boolean;
  live?: 'polite' | 'assertive';
}

/**
 * Attributes for both targets. The mini-program calls the role `aria-role`; values are words,
 * because custom elements drop a `false`.
 */
export function a11y({ role, live, ...flags }: A11y): Record<string, string> {
  const out: Record<string, string> = {};
  if (role) out[process.env.TARO_ENV === 'weapp' ? 'aria-role' : 'role'] = role;
  if (live) out['aria-live'] = live;
  for (const [key, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    // WeChat knows no "current", and says "selected" for the same.
    const name = key === 'current' && process.env.TARO_ENV === 'weapp' ? 'selected' : key;
    out[`aria-${name}`] = String(value);
  }
  return out;
}

/** A heading; its level is a browser's matter. */
export function heading(level: 1 | 2 | 3): Record<string, string> {
  const attributes = a11y({ role: 'heading' });
  return process.env.TARO_ENV === 'weapp'
    ? attributes
    : { ...attributes, 'aria-level': String(level) };
}
