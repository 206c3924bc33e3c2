import { create } from 'zustand';
import type { IconName } from './icon';
import { TABS, type TabKey } from './nav';

/** A line of the side navigation in the wide layout. */
export interface SideItem {
  text: string;
  icon: IconName;
  /** Page path with the leading slash. */
  path: string;
  badge?: number;
  /** Heading that starts above this item, for example 办公. */
  group?: string;
}

export interface ShellPerson {
  name: string;
  /** Post in words, for example 中队长. */
  post: string;
  unit: string;
}

interface ShellState {
  /** What waits under a tab; absent or 0 shows no badge. */
  badges: Partial<Record<TabKey, number>>;
  /** Lines after the five tabs in the side navigation; what a person may not use is not listed. */
  sideItems: readonly SideItem[];
  person?: ShellPerson;
}

/** What frames every page: set once after login and whenever counts change. */
export const useShell = create<ShellState>()(() => ({ badges: {}, sideItems: [] }));

export function setBadges(badges: ShellState['badges']): void {
  useShell.setState((state) => ({ badges: { ...state.badges, ...badges } }));
}

export function setSideItems(sideItems: readonly SideItem[]): void {
  useShell.setState({ sideItems });
}

export function setPerson(person: ShellPerson | undefined): void {
  useShell.setState({ person });
}

/** The five tabs and the person's own lines, as the side navigation lists them. */
export function allSideItems({ badges, sideItems }: ShellState): SideItem[] {
  const tabs = TABS.map(({ key, text, icon, path }) => ({ text, icon, path, badge: badges[key] }));
  return [...tabs, ...sideItems];
}
