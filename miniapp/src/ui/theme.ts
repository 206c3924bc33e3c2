import Taro from '@tarojs/taro';
import { create } from 'zustand';

/** `system` follows the phone. */
export type ThemeChoice = 'system' | 'light' | 'dark';
/** 标准, 大, 特大: 1, 1.25 and 1.5 times. */
export type FontChoice = 'system' | '1' | '2' | '3';

/**
 * Storage keys. Taro's browser storage wraps a value, so a test that forces a look writes
 * `localStorage.setItem('qj.theme', '{"data":"dark"}')` and
 * `localStorage.setItem('qj.font', '{"data":"3"}')` before the page loads.
 */
export const THEME_KEY = 'qj.theme';
export const FONT_KEY = 'qj.font';

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const FONTS: readonly FontChoice[] = ['system', '1', '2', '3'];

function stored<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const value: unknown = Taro.getStorageSync(key);
  return allowed.find((choice) => choice === value) ?? fallback;
}

/** WeChat's own font setting in pixels, 16 or 17 being its standard. */
function systemFontStep(): '1' | '2' | '3' {
  if (process.env.TARO_ENV !== 'weapp') return '1';
  const { fontSizeSetting } = Taro.getAppBaseInfo() as { fontSizeSetting?: number };
  if (!fontSizeSetting || fontSizeSetting < 18) return '1';
  return fontSizeSetting < 21 ? '2' : '3';
}

interface LookState {
  theme: ThemeChoice;
  font: FontChoice;
  setTheme(theme: ThemeChoice): void;
  setFont(font: FontChoice): void;
}

/** The look that this person chose on this phone; kept in storage, never sent. */
export const useLook = create<LookState>()((set) => ({
  theme: stored(THEME_KEY, THEMES, 'system'),
  font: stored(FONT_KEY, FONTS, 'system'),
  setTheme: (theme) => {
    Taro.setStorageSync(THEME_KEY, theme);
    set({ theme });
  },
  setFont: (font) => {
    Taro.setStorageSync(FONT_KEY, font);
    set({ font });
  },
}));

/** The classes of a page root for a choice. */
export function lookClass(theme: ThemeChoice, font: FontChoice): string {
  return `theme-${theme} fs-${font === 'system' ? systemFontStep() : font}`;
}
