import { authContract, feedbackContract, studyContract } from '@qiangji/shared-types';
import {
  device,
  resetDevice,
  type FakeAnswer,
  type FakeRequest,
} from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { currentSession, endSession, setSession, useSessionState } from '../session/session.store';
import { call, callOnce, isUndecided, type ApiError } from './index';
import { Limit } from './limit.core';
import { pathOf, queryString } from './url.core';

const fail = (status: number, code: string): FakeAnswer => ({
  statusCode: status,
  data: { code, message: '不行', requestId: 'r-1' },
});
const ok = (data: unknown): FakeAnswer => ({ statusCode: 200, data });
const bearer = (request: FakeRequest) => request.header.authorization;

beforeEach(() => {
  resetDevice();
  endSession('logout');
  setSession(sessionOf('a'));
});

it('sends path, query, token and the phone clock', async () => {
  device.answer = () => ok({ items: [], nextCursor: null });
  await call(studyContract.listPieces, { query: { limit: 5, kind: 'legal' } });
  const [request] = device.requests;
  expect(request?.url).toBe('http://127.0.0.1:7001/api/v1/study/pieces?kind=legal&limit=5');
  expect(bearer(request as FakeRequest)).toBe('Bearer access-a-1');
  expect(Date.parse(request?.header['x-device-now'] ?? '')).not.toBeNaN();
});

it('turns a failed answer into its code, message and request id', async () => {
  device.answer = () => fail(404, 'NOT_FOUND');
  await expect(call(studyContract.findPiece, { params: { slug: 'none' } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: '不行',
    requestId: 'r-1',
    status: 404,
  });
});

it.each([
  ['no answer', () => Promise.reject(new Error('timeout'))],
  ['a sign-in page on the way', () => ok('<html>')],
  ['a gateway error on the way', () => ({ statusCode: 502, data: '<html>' })],
])('is NETWORK on %s', async (_, answer: () => FakeAnswer | Promise<FakeAnswer>) => {
  device.answer = answer;
  await expect(call(authContract.me)).rejects.toMatchObject({ code: 'NETWORK', status: 0 });
});

describe('a write whose answer is needed at once', () => {
  const answer = (text: string) =>
    callOnce(feedbackContract.answer, {
      params: { feedbackId: '0190a000-0000-7000-8000-0000000000f1' },
      body: { version: 1, text },
    }).catch(() => undefined);
  const sent = () =>
    device.requests.map(({ data }) => JSON.parse(String(data)) as { opId: string; text: string });
  const ids = () => new Set(sent().map(({ opId }) => opId)).size;

  it('is the same act when it is called again since its answer was lost, until one came', async () => {
    device.answer = () => Promise.reject(new Error('timeout'));
    await answer('添凳子');
    device.answer = () => fail(503, 'DATABASE_UNAVAILABLE');
    await answer('添凳子');
    device.answer = () => ok({});
    await answer('添凳子');
    expect(sent()[2]).toEqual(sent()[0]);
    expect(ids()).toBe(1);
    await answer('添凳子');
    expect(ids()).toBe(2);
  });

  it('is another act with other words, or once it was refused', async () => {
    device.answer = () => Promise.reject(new Error('timeout'));
    await answer('添凳子');
    await answer('不添');
    device.answer = () => fail(409, 'VERSION_CONFLICT');
    await answer('不添');
    await answer('不添');
    expect(ids()).toBe(3);
  });

  it('is the same act though another was done meanwhile, and though somebody on the way refused it', async () => {
    device.answer = () => Promise.reject(new Error('timeout'));
    await answer('添凳子');
    device.answer = () => ok({});
    await answer('不添');
    device.answer = () => fail(429, 'RATE_LIMITED');
    await answer('添凳子');
    device.answer = () => ok({});
    await answer('添凳子');
    const [first, , third, last] = sent();
    expect([third, last]).toEqual([first, first]);
    expect(ids()).toBe(2);
  });
});

it('renews an expired token once for many calls at the same time', async () => {
  device.answer = (request) => {
    if (request.url.endsWith('/auth/refresh')) return ok(sessionOf('a', 2));
    return bearer(request) === 'Bearer access-a-2'
      ? ok(sessionOf('a').me)
      : fail(401, 'TOKEN_EXPIRED');
  };
  await Promise.all([call(authContract.me), call(authContract.me), call(authContract.me)]);
  expect(device.requests.filter(({ url }) => url.endsWith('/auth/refresh'))).toHaveLength(1);
  expect(currentSession()?.refreshToken).toBe('refresh-a-2');
});

it('uses tokens that another tab renewed instead of using the old one twice', async () => {
  device.storage.set('qj/session/current', JSON.stringify(sessionOf('a', 3)));
  device.answer = (request) =>
    bearer(request) === 'Bearer access-a-3' ? ok(sessionOf('a').me) : fail(401, 'TOKEN_EXPIRED');
  await call(authContract.me);
  expect(device.requests.some(({ url }) => url.endsWith('/auth/refresh'))).toBe(false);
});

it('keeps the session when renewing finds no network', async () => {
  device.answer = (request) => {
    if (request.url.endsWith('/auth/refresh')) throw new Error('timeout');
    return fail(401, 'TOKEN_EXPIRED');
  };
  await expect(call(authContract.me)).rejects.toMatchObject({ code: 'NETWORK' });
  expect(currentSession()).toBeDefined();
});

it.each([
  ['a refusal of what an older service does not know', fail(400, 'VALIDATION_FAILED')],
  ['a refusal by somebody on the way', fail(403, 'FORBIDDEN')],
  ['a refusal that is none of ours', { statusCode: 404, data: '<html>' }],
  ['a page of a network on the way', ok('<html>')],
])('decides nothing about a write when its tokens were not renewed: %s', async (_, answer) => {
  device.answer = ({ url }) =>
    url.endsWith('/auth/refresh') ? answer : fail(401, 'TOKEN_EXPIRED');
  const error = await call(authContract.me).catch((thrown: unknown) => thrown as ApiError);
  expect(isUndecided(error as ApiError)).toBe(true);
  expect(currentSession()).toMatchObject(sessionOf('a'));
});

it.each(['SESSION_REVOKED', 'REFRESH_REUSED'])('ends the session on %s', async (code) => {
  device.answer = () => fail(401, code);
  await expect(call(authContract.me)).rejects.toMatchObject({ code });
  expect(currentSession()).toBeUndefined();
  expect(useSessionState.getState().endReason).toBe('ended');
  expect(device.storage.has('qj/session/current')).toBe(false);
});

describe('somebody signs out, or in, while an answer is under way', () => {
  /** Answers the first request of this path when it is told to. */
  function held(path: string, answer: FakeAnswer, meanwhile: (request: FakeRequest) => FakeAnswer) {
    let release = () => undefined as void;
    device.answer = (request) =>
      request.url.endsWith(path)
        ? new Promise((resolve) => (release = () => resolve(answer)))
        : meanwhile(request);
    return () => release();
  }

  it('a renewal that comes late signs nobody in again', async () => {
    const release = held('/auth/refresh', ok(sessionOf('a', 2)), () => fail(401, 'TOKEN_EXPIRED'));
    const asked = call(authContract.me).catch((error: unknown) => error);
    await settle();
    endSession('logout');
    release();
    expect(await asked).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(currentSession()).toBeUndefined();
    expect(device.storage.has('qj/session/current')).toBe(false);
  });

  it('a renewal of one who left leaves the one who came', async () => {
    const release = held('/auth/refresh', ok(sessionOf('a', 2)), () => fail(401, 'TOKEN_EXPIRED'));
    const asked = call(authContract.me).catch((error: unknown) => error);
    await settle();
    setSession(sessionOf('b'));
    release();
    expect(await asked).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(currentSession()?.accessToken).toBe('access-b-1');
  });

  it('the end of a session of before ends none that began since', async () => {
    const release = held('/auth/me', fail(401, 'SESSION_REVOKED'), () => ok({}));
    const asked = call(authContract.me).catch((error: unknown) => error);
    await settle();
    setSession(sessionOf('a', 7));
    release();
    expect(await asked).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(currentSession()?.accessToken).toBe('access-a-7');
  });
});

it('runs at most so many at once, in order, and goes on after a failure', async () => {
  const limit = new Limit(2);
  const started: number[] = [];
  const gates: (() => void)[] = [];
  const task = (n: number) => () =>
    new Promise<number>((resolve, reject) => {
      started.push(n);
      gates.push(() => (n === 0 ? reject(new Error('no')) : resolve(n)));
    });
  const all = Promise.allSettled([0, 1, 2, 3].map((n) => limit.run(task(n))));
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  while (gates.length > 0) {
    gates.shift()?.();
    await settle();
  }
  expect((await all).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(started).toEqual([0, 1, 2, 3]);
});

it('spells a query in one way', () => {
  expect(queryString({ b: '强 基', a: [1, 2], c: undefined })).toBe(
    'a=1&a=2&b=%E5%BC%BA%20%E5%9F%BA',
  );
  expect(pathOf({ path: '/api/v1/x/:id' }, { params: { id: 'a/b' } })).toBe('/api/v1/x/a%2Fb');
});
