import type { IncomingMessage } from 'node:http';
import { authContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { addressOf } from './rate-limit';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

it('takes the address of the line, and of a trusted proxy the one that it wrote itself', () => {
  const asked = from('10.0.0.1', '6.6.6.6, 203.0.113.9');
  expect(addressOf(asked, false)).toBe('10.0.0.1');
  // What stands before it came from outside and may say anything.
  expect(addressOf(asked, true)).toBe('203.0.113.9');
  expect(addressOf(from('10.0.0.1'), true)).toBe('10.0.0.1');
});

it('lets an address in that has not signed in, until it asks faster than a bureau', async () => {
  const kit = await Kit.start({ PUBLIC_RATE_BURST: '3', PUBLIC_RATE_PER_SECOND: '0' });
  for (let time = 0; time < 3; time += 1) await kit.ok(authContract.startDesk, {}, null);
  await kit.fails(authContract.startDesk, {}, null, 'RATE_LIMITED');
  await kit.fails(authContract.appInfo, {}, null, 'RATE_LIMITED');
  // Whoever holds a session is counted by it: a bureau's phones may all stand behind one address.
  const body = { refreshToken: 'nonsense' };
  await kit.fails(authContract.refresh, { body }, null, 'UNAUTHENTICATED');
  expect((await kit.ok(authContract.me, {}, 'officer')).name).toBe('陈立');
  await kit.stop();
});
