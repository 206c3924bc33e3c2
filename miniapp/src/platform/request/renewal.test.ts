import { authContract } from '@qiangji/shared-types';
import { launchApp, type App } from '../../../test/app';
import type { FakeAnswer, FakeRequest } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';

const NO_ATTEMPT = 'none';
const ended: FakeAnswer = {
  statusCode: 401,
  data: { code: 'REFRESH_REUSED', message: '请重新登录', requestId: 'r-1' },
};

/** A service that gives tokens out as ours does: the one before again to its own attempt, an end to any other. */
class Service {
  turn = 1;
  by = NO_ATTEMPT;
  expired = true;
  /** By which attempt each renewal asked. */
  readonly attempts: string[] = [];
  /** Renewed, and the answer lost on the way. */
  lost = false;

  answer = ({ url, header, data }: FakeRequest): FakeAnswer => {
    if (!url.endsWith('/auth/refresh')) {
      return header.authorization === `Bearer access-a-${this.turn}` && !this.expired
        ? { statusCode: 200, data: sessionOf('a').me }
        : { ...ended, data: { ...(ended.data as object), code: 'TOKEN_EXPIRED' } };
    }
    const { refreshToken, attemptId = NO_ATTEMPT } = JSON.parse(data ?? '') as {
      refreshToken: string;
      attemptId?: string;
    };
    this.attempts.push(attemptId);
    if (refreshToken === `refresh-a-${this.turn}`) {
      this.turn += 1;
      this.by = attemptId;
      this.expired = false;
    } else if (refreshToken !== `refresh-a-${this.turn - 1}` || attemptId !== this.by) {
      return ended;
    }
    if (this.lost) throw new Error('timeout');
    return { statusCode: 200, data: sessionOf('a', this.turn) };
  };
}

const KEY = 'qj/session/current';

let service: Service;
let app: App;

beforeEach(() => {
  service = new Service();
  app = launchApp('wifi');
  app.phone.device.answer = service.answer;
});

const restart = () => (app = launchApp('wifi', app));
const ask = () => app.request.call(authContract.me);
const token = () => app.session.currentSession()?.refreshToken;

it('renews by one attempt until its answer has come, over restarts, and the next token by another', async () => {
  app.session.setSession(sessionOf('a'));
  service.lost = true;
  await expect(ask()).rejects.toMatchObject({ code: 'NETWORK' });
  restart();
  await expect(ask()).rejects.toMatchObject({ code: 'NETWORK' });
  service.lost = false;
  restart();
  await ask();
  expect(token()).toBe('refresh-a-2');
  service.expired = true;
  restart();
  await ask();
  expect(token()).toBe('refresh-a-3');
  const [first, second, third, next] = service.attempts;
  expect([second, third]).toEqual([first, first]);
  expect([NO_ATTEMPT, first]).not.toContain(next);
});

it('asks without an attempt by a token that came without one, also after a restart', async () => {
  app.phone.device.storage.set(KEY, JSON.stringify(sessionOf('a')));
  restart();
  service.lost = true;
  await expect(ask()).rejects.toMatchObject({ code: 'NETWORK' });
  restart();
  service.lost = false;
  await ask();
  expect(service.attempts).toEqual([NO_ATTEMPT, NO_ATTEMPT]);
  service.expired = true;
  await ask();
  expect(service.attempts[2]).not.toBe(NO_ATTEMPT);
  expect(token()).toBe('refresh-a-3');
});

describe('a phone that has no room', () => {
  const fill = () => (app.phone.device.storageLimit = 0);

  it('stays signed in over renewals and lost answers', async () => {
    app.session.setSession(sessionOf('a'));
    fill();
    await ask();
    expect(token()).toBe('refresh-a-2');
    service.expired = true;
    service.lost = true;
    await expect(ask()).rejects.toMatchObject({ code: 'NETWORK' });
    service.lost = false;
    await ask();
    expect(token()).toBe('refresh-a-3');
  });

  it('is given the same tokens again after a restart', async () => {
    app.session.setSession(sessionOf('a'));
    fill();
    await ask();
    restart();
    expect(token()).toBe('refresh-a-1');
    await ask();
    expect(token()).toBe('refresh-a-2');
  });

  it('keeps them once there is room, and what another tab did counts', async () => {
    app.session.setSession(sessionOf('a'));
    fill();
    await ask();
    app.phone.device.storageLimit = 10_000_000;
    expect(app.session.reloadSession()?.refreshToken).toBe('refresh-a-2');
    restart();
    expect(token()).toBe('refresh-a-2');
    fill();
    service.expired = true;
    await ask();
    app.phone.device.storage.delete(KEY);
    expect(app.session.reloadSession()).toBeUndefined();
  });

  it('signs in', () => {
    fill();
    app.session.setSession(sessionOf('a'));
    expect(app.session.reloadSession()).toMatchObject(sessionOf('a'));
  });
});

it('renews by the attempt of the tab that was given the tokens first', () => {
  app.session.setSession(sessionOf('a', 2));
  const other = launchApp('wifi', app);
  other.session.setSession(sessionOf('a', 2));
  expect(other.session.currentSession()).toEqual(app.session.currentSession());
  // One that took no notice of the other is taken over.
  const kept = { ...sessionOf('a', 2), attemptId: '0190a000-0000-7000-8000-0000000000c1' };
  other.phone.device.storage.set(KEY, JSON.stringify(kept));
  expect(other.session.reloadSession()).toEqual(kept);
  expect(other.session.currentSession()).toEqual(kept);
});
