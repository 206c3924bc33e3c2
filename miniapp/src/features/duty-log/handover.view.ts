import type { Colleague, HandoverRequest, Shift } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import { shiftIdOf, type EntryRow } from './shift.view';

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

/** Colleagues who could come next; those of this very shift last. */
export function receiversOf(
  colleagues: readonly Colleague[],
  own: string,
  on: readonly string[],
): Colleague[] {
  const onShift = new Set(on);
  return colleagues
    .filter((one) => one.personId !== own && one.kind !== 'office_staff')
    .sort((a, b) => Number(onShift.has(a.personId)) - Number(onShift.has(b.personId)));
}

/** Everybody on a shift. */
export function membersOf({ owner, partners }: Pick<Shift, 'owner' | 'partners'>): string[] {
  return [owner, ...partners].map((one) => one.personId);
}

/** Whom a shift that was handed over already goes to instead, while that waits on this phone. */
export function renamedTo(shiftId: string, pending: readonly OutboxItem[]): string | undefined {
  const asked = pending.filter(
    (item) =>
      item.routeId === 'dutyLog.requestHandover' &&
      item.state !== 'rejected' &&
      shiftIdOf(item) === shiftId,
  );
  return (asked.at(-1)?.body as Partial<HandoverRequest> | undefined)?.receiverId;
}
