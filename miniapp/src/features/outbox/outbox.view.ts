import type { OutboxItem } from '@/platform/outbox';
import { isOver, page } from './refused.view';

const duty = (name: string) => page('duty-log', name);

/** Pages on which a rejected record can be put right, by the route that it was sent to. */
const MEND_PAGES: Record<string, string> = {
  'feedback.send': page('feedback', 'write'),
  'leave.record': page('leave', 'record'),
  'dutyLog.openShift': duty('open'),
  'dutyLog.appendEntry': duty('entry'),
  'dutyLog.amendEntry': duty('entry'),
  'dutyLog.takeOverDraft': duty('draft'),
  'dutyLog.requestHandover': duty('handover'),
  'dutyLog.closeShift': duty('handover'),
  'dutyLog.saveRota': duty('rota'),
  'spotCheck.sealCheck': page('spot-check', 'score'),
  'spotCheck.removePerson': page('spot-check', 'score'),
  'spotCheck.callOffCheck': page('spot-check', 'score'),
  'selfCheck.submit': page('self-check', 'check'),
  'selfCheck.closeCorrection': page('self-check', 'correction'),
};

/** Where a rejected record is mended; undefined where it can only be tried again or given up. */
export function mendPageOf(
  item: Pick<OutboxItem, 'routeId' | 'opId' | 'params' | 'body' | 'error'>,
): string | undefined {
  const form = MEND_PAGES[item.routeId];
  // An auxiliary's entry is kept by the service already, as a draft: it goes on to an officer.
  if (form === undefined || bodyForOfficer(item) || isOver(item)) return undefined;
  const params = (item.params ?? {}) as Record<string, string | undefined>;
  const id = params.correctionId ?? params.checkId ?? params.entryId;
  return `${form}?mend=${item.opId}${id ? `&id=${id}` : ''}`;
}

/** The body without what the outbox adds by itself, for sending the same again. */
export function bodyAgain(item: Pick<OutboxItem, 'body'>): object {
  const {
    opId: _opId,
    deviceAt: _deviceAt,
    ...rest
  } = (item.body ?? {}) as Record<string, unknown>;
  return rest;
}

/**
 * An auxiliary may not handle an act of enforcement, but what was seen is kept for an officer: the body
 * that says so, for a record that came back for this reason.
 */
export function bodyForOfficer(
  item: Pick<OutboxItem, 'routeId' | 'body' | 'error'>,
): object | undefined {
  const refused = item.error?.code === 'AUXILIARY_NOT_ALLOWED';
  if (item.routeId !== 'dutyLog.appendEntry' || !refused) return undefined;
  return { ...bodyAgain(item), draftForOfficer: true };
}

/** Why a check that was drawn stands as a special one, in the words of its record. */
export const SPECIAL_REASON = '同一次抽签已作废或另有一份督察，查到的另存一份';

/**
 * A draw is good for one check. Where it was called off or the other inspector's phone was first, what
 * was scored and signed on this one stays as a special check that says why: the body of that.
 */
export function bodyAsSpecial(
  item: Pick<OutboxItem, 'routeId' | 'body' | 'error'>,
): object | undefined {
  const refused = item.error?.code === 'STATE_CONFLICT';
  if (item.routeId !== 'spotCheck.createCheck' || !refused) return undefined;
  const { drawId, ...check } = bodyAgain(item) as { drawId?: string };
  if (drawId === undefined) return undefined;
  return { ...check, kind: 'special', reason: SPECIAL_REASON };
}

/** Which records wait for one that came back: 改好或者不要了，后面的才送：交班、执勤记录 2 条. */
export function heldWords(held: readonly Pick<OutboxItem, 'title'>[]): string {
  const counts = new Map<string, number>();
  for (const { title } of held) counts.set(title, (counts.get(title) ?? 0) + 1);
  const names = [...counts].map(([title, count]) => (count > 1 ? `${title} ${count} 条` : title));
  return `这条改好或者不要了，后面的才送：${names.join('、')}`;
}
