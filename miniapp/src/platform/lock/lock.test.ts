import { resetDevice } from '../../../test/mocks/taro-device';
import { settle } from '../../../test/settle';
import { withLock } from './index';
import * as browser from './index.h5';
import { dropLease, LEASE_MS, takeLease, type Lease } from './lease.core';

beforeEach(resetDevice);

function memory() {
  let held: Lease | undefined;
  return { read: () => held, write: (lease: Lease | undefined) => (held = lease) };
}

it('gives a lease to one, and to the next when it is dropped or its owner died', () => {
  const store = memory();
  expect(takeLease(store, 'a', 0)).toBe(true);
  expect(takeLease(store, 'b', 1)).toBe(false);
  expect(takeLease(store, 'a', LEASE_MS - 1)).toBe(true);
  expect(takeLease(store, 'b', LEASE_MS + 1)).toBe(false);
  dropLease(store, 'b');
  expect(takeLease(store, 'b', 2 * LEASE_MS)).toBe(true);
  dropLease(store, 'b');
  expect(takeLease(store, 'a', 0)).toBe(true);
});

it.each([
  ['the mini-program', withLock],
  ['a browser without Web Locks', browser.withLock],
])('runs one task at a time in %s, also after one failed', async (_, lock: typeof withLock) => {
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} in`);
    await settle();
    log.push(`${name} out`);
    if (name === 'a') throw new Error('no');
    return name;
  };
  const all = await Promise.allSettled([lock('x', task('a')), lock('x', task('b'))]);
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out']);
  expect(all[1]).toEqual({ status: 'fulfilled', value: 'b' });
});
