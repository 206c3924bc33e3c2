import { contracts, DAY_MS, dayOf } from '@qiangji/shared-types';
import type { NoticeDocument, NoticeReadDocument } from '../../features/notice';
import { at, type World } from './world';
import { opOf, writtenAt } from './written';

export interface Notices {
  notices: NoticeDocument[];
  reads: NoticeReadDocument[];
}

/** At most so many notices are marked in one go. */
const READ_AT_ONCE = 100;

/** Inboxes: most is read the same evening or the next; the demo accounts find the latest unread. */
export function makeNotices(world: World): Notices {
  const { random, nowMs, byId } = world;
  const dated = world.notices
    .filter((one) => one.atMs <= nowMs)
    .sort((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1));
  const batches = new Map<string, NoticeDocument[]>();
  const notices = dated.map(({ atMs, ...notice }): NoticeDocument => {
    const document: NoticeDocument = {
      ...notice,
      _id: random.id(atMs),
      at: new Date(atMs),
      readAt: null,
      schemaVersion: 1,
    };
    const demo = byId.get(notice.personId)?.staffNumber.startsWith('D') ?? false;
    const fresh = nowMs - atMs < 3 * DAY_MS;
    const readMs = at(dayOf(atMs), 1300) + random.below(2) * DAY_MS;
    const reads = random.chance(fresh ? 0.6 : 0.93);
    if (!reads || readMs > nowMs || readMs < atMs || (demo && fresh)) return document;
    const key = `${notice.personId} ${readMs}`;
    batches.set(key, [...(batches.get(key) ?? []), document]);
    return document;
  });
  const reads = [...batches.values()].map((batch): NoticeReadDocument => {
    const [{ personId, unitPath }] = batch as [NoticeDocument];
    const latest = Math.max(...batch.map((one) => one.at.getTime()));
    const readMs = Math.max(latest, at(dayOf(latest), 1300)) + random.below(600_000);
    const time = writtenAt(random, Math.min(readMs, nowMs), nowMs);
    const noticeIds = batch.slice(0, READ_AT_ONCE).map((one) => one._id);
    for (const one of batch.slice(0, READ_AT_ONCE)) one.readAt = time.occurredAt;
    const body = { noticeIds };
    const opId = random.id(readMs);
    return {
      _id: random.id(readMs),
      ...opOf(contracts.notice.markRead, personId, opId, time.deviceAt.getTime(), { body }),
      unitPath,
      noticeIds,
      ...time,
      schemaVersion: 1,
    };
  });
  return { notices, reads };
}
