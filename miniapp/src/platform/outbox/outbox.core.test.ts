import {
  BACKOFF_CAP_MS,
  backoffMs,
  canRetry,
  due,
  failed,
  idTime,
  restored,
  sent,
} from './outbox.core';
import type { OutboxError, OutboxItem } from './outbox.types';
import { sentMarkOf } from './outbox.hooks';

const item = (over: Partial<OutboxItem>): OutboxItem => ({
  opId: 'a',
  seq: 1,
  personId: 'p1',
  routeId: 'x.append',
  contractVersion: 1,
  method: 'POST',
  path: '/api/v1/x',
  deviceAt: '2026-11-24T01:00:00.000Z',
  recordKey: 'r1',
  title: '记录',
  state: 'waiting',
  attempts: 0,
  nextAttemptAt: 0,
  ...over,
});
const error = (code: OutboxError['code']): OutboxError => ({ code, message: '' });
const ids = (items: readonly OutboxItem[]) => items.map(({ opId }) => opId);

it('tries again only where that can help', () => {
  expect(canRetry(error('NETWORK'), 0, 99)).toBe(true);
  expect(canRetry(error('INTERNAL'), 500, 99)).toBe(true);
  expect(canRetry(error('RATE_LIMITED'), 429, 99)).toBe(true);
  expect(canRetry(error('SESSION_REVOKED'), 401, 99)).toBe(true);
  expect(canRetry(error('CONSENT_REQUIRED'), 403, 99)).toBe(true);
  expect(canRetry(error('FORBIDDEN'), 403, 1)).toBe(false);
  expect(canRetry(error('VERSION_CONFLICT'), 409, 1)).toBe(false);
  expect([1, 2, 3].map((n) => canRetry(error('MEDIA_HASH_MISMATCH'), 400, n))).toEqual([
    true,
    true,
    false,
  ]);
});

it('waits longer each time, up to five minutes, spread over the whole span', () => {
  expect([1, 2, 3].map((n) => backoffMs(n, 0.999))).toEqual([3996, 7992, 15984]);
  expect(backoffMs(50, 0.999)).toBeLessThanOrEqual(BACKOFF_CAP_MS);
  expect(backoffMs(50, 0)).toBe(0);
});

it('sends records side by side, items of one record one after the other, at most four', () => {
  const items = [
    item({ opId: 'a', seq: 1 }),
    item({ opId: 'b', seq: 2 }),
    ...['c', 'd', 'e', 'f'].map((opId, i) => item({ opId, seq: 3 + i, recordKey: opId })),
  ];
  expect(ids(due(items, 'p1', 0))).toEqual(['a', 'c', 'd', 'e']);
  expect(ids(due(sent(items, 'a', 1), 'p1', 0))).toEqual(['b', 'c', 'd', 'e']);
});

it('lets a rejected item hold up its own record only', () => {
  const items = [
    item({ opId: 'a' }),
    item({ opId: 'b', seq: 2 }),
    item({ opId: 'c', seq: 3, recordKey: 'r2' }),
  ];
  const refused = failed(items, 'a', { error: error('FORBIDDEN'), status: 403 }, 0, 0);
  expect(refused[0]).toMatchObject({ state: 'rejected', error: { code: 'FORBIDDEN' } });
  expect(ids(due(refused, 'p1', 0))).toEqual(['c']);
});

it('holds what one person did back while another is signed in', () => {
  expect(due([item({})], 'p2', 0)).toEqual([]);
});

it('drops what it held once sent, keeps the line for the list, and forgets old ones', () => {
  const [done] = sent([item({ body: { text: '…' } })], 'a', 1_000);
  expect(done).toMatchObject({ state: 'sent', sentAt: 1_000 });
  expect(done).not.toHaveProperty('body');
  const many = Array.from({ length: 60 }, (_, i) =>
    item({ opId: `s${i}`, seq: i, state: 'sent', sentAt: 0 }),
  );
  expect(restored(many, 1, 0)).toHaveLength(50);
  expect(restored(many, 4 * 86_400_000, 0)).toHaveLength(0);
});

it('reads the time of an id', () => {
  expect(idTime('019abf3e-7c00-7000-8000-000000000000')).toBe(0x019abf3e7c00);
});

it('marks a record as under way until its photos are through', () => {
  const photo = item({
    opId: 'p',
    parent: 'a',
    recordKey: 'media:1',
    photo: { mediaId: '1', sha256: '' },
  });
  expect(sentMarkOf([item({}), photo], 'a')).toBe('waiting');
  expect(sentMarkOf([item({ state: 'sent' }), photo], 'a')).toBe('sending');
  expect(sentMarkOf([item({ state: 'sent' }), { ...photo, state: 'rejected' }], 'a')).toBe(
    'rejected',
  );
  expect(sentMarkOf([item({ state: 'sent' }), { ...photo, state: 'sent' }], 'a')).toBe('sent');
  expect(sentMarkOf([], 'a')).toBe('sent');
});
