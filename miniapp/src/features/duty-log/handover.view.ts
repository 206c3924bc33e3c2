import type { HandoverRequest } from '@qiangji/shared-types';
import type { EntryRow } from './shift.view';

/** What was touched of a hand-over: matters taken off the list, words for the next shift, to whom. */
export interface HandoverDraft {
  settled: string[];
  more: string;
  receiverId: string | undefined;
}

type Matter = HandoverRequest['matters'][number];

/**
 * A hand-over that came back, as it was filled in. `unseen` are matters of entries that the list does not
 * show now: they go along all the same.
 */
export function handoverAgain(
  { matters = [], receiverId }: Partial<HandoverRequest>,
  open: readonly Pick<EntryRow, 'id'>[],
): HandoverDraft & { unseen: Matter[] } {
  const shown = new Set(open.map(({ id }) => id));
  const named = new Set(matters.map(({ entryId }) => entryId));
  return {
    settled: [...shown].filter((id) => !named.has(id)),
    more: matters
      .filter(({ entryId }) => entryId === undefined)
      .map(({ text }) => text)
      .join('\n'),
    receiverId,
    unseen: matters.filter(({ entryId }) => entryId !== undefined && !shown.has(entryId)),
  };
}
