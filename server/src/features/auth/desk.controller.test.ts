import { authContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { DESK_TTL_MS } from './desk.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(() => shiftClock(0));

afterAll(() => kit.stop());

const start = () =>
  kit.ok(authContract.startDesk, {}, null, ({ code, expiresAt }) => {
    expect(code).toMatch(/^\d{8}$/);
    expect(Date.parse(expiresAt)).toBeGreaterThan(now());
  });
const poll = (deskToken: string) => ({ body: { deskToken } });

describe('signing in at a desk', () => {
  it('waits for the phone, lets in once, and ends after twelve hours however often it is used', async () => {
    const { code, deskToken } = await start();
    await kit.ok(authContract.pollDesk, poll(deskToken), null, (answer) => {
      expect(answer).toEqual({ state: 'waiting' });
    });
    await kit.ok(authContract.confirmDesk, { body: { code } }, 'officer', (answer) => {
      expect(answer).toEqual({ done: true });
    });
    const entered = await kit.ok(authContract.pollDesk, poll(deskToken), null, (answer) => {
      expect(answer).toMatchObject({ state: 'signed_in', session: { me: { name: '陈立' } } });
    });
    await kit.fails(authContract.pollDesk, poll(deskToken), null, 'DESK_CODE_INVALID');
    if (entered.state !== 'signed_in') throw new Error('not signed in');
    shiftClock(11 * 3_600_000);
    const { refreshToken } = entered.session;
    const next = await kit.ok(authContract.refresh, { body: { refreshToken } }, null);
    expect(next.refreshExpiresAt).toBe(entered.session.refreshExpiresAt);
    shiftClock(12 * 3_600_000 + 1_000);
    const late = { body: { refreshToken: next.refreshToken } };
    await kit.fails(authContract.refresh, late, null, 'SESSION_REVOKED');
  });

  it('lets nobody in by the code alone, by another secret or with a code that is over', async () => {
    const { code, deskToken } = await start();
    const other = await start();
    const forged = `${code}.${other.deskToken.split('.')[1]}`;
    await kit.fails(authContract.pollDesk, poll(forged), null, 'DESK_CODE_INVALID');
    await kit.fails(authContract.pollDesk, poll(code), null, 'DESK_CODE_INVALID');
    shiftClock(DESK_TTL_MS + 1);
    const late = { body: { code } };
    await kit.fails(authContract.confirmDesk, late, 'officer', 'DESK_CODE_INVALID');
    await kit.fails(authContract.pollDesk, poll(deskToken), null, 'DESK_CODE_INVALID');
  });

  it('is confirmed by one person only, and opens one session for two polls at once', async () => {
    const { code, deskToken } = await start();
    await kit.ok(authContract.confirmDesk, { body: { code } }, 'officer');
    await kit.fails(authContract.confirmDesk, { body: { code } }, 'leader', 'DESK_CODE_INVALID');
    const outcomes = await Promise.allSettled([
      kit.ok(authContract.pollDesk, poll(deskToken), null),
      kit.ok(authContract.pollDesk, poll(deskToken), null),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
