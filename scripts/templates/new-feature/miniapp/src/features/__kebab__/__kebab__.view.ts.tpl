import type { __Pascal__Entry } from '@qiangji/shared-types';

export interface EntryDay {
  day: string;
  entries: __Pascal__Entry[];
}

/** Entries by the day that they are about, latest day first; within a day in the given order. */
export function daysOf(entries: readonly __Pascal__Entry[]): EntryDay[] {
  const days = new Map<string, __Pascal__Entry[]>();
  for (const entry of entries) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  return [...days]
    .map(([day, own]) => ({ day, entries: own }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}
