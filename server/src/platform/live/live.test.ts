import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { defineContract, PRIVACY_VERSION, route, z, type Contract } from '@qiangji/shared-types';
import { LiveClient } from '../../../test/live-client';
import type { Actor } from '../actor';
import { readEnv, setEnv } from '../env';
import { AppError } from '../errors';
import { setGuards } from '../http';
import { registry } from '../metrics';
import { NOTHING } from '../policy';
import { LiveHub, takeLive } from './index';

const contract = defineContract('live', {
  board: route({
    method: 'GET',
    path: '/api/v1/board/:room',
    summary: 'What stands on a board',
    policy: 'live.read',
    params: z.strictObject({ room: z.string().check(z.maxLength(8)) }),
    response: z.object({ said: z.string(), mine: z.boolean() }),
    live: true,
  }),
}).board as Contract;

const ROUTE = 'live.board';

let hub: LiveHub;
let server: Server;
let url: string;
let clients: LiveClient[];
/** What stands on the board, and what reading it meets. */
let board: { said: string; over: boolean; fails?: Error };
/** The room of each read. */
let reads: string[];
let revoked: Set<string>;

function actorOf(token: string): Actor {
  if (!token.startsWith('token:') || revoked.has(token)) throw new AppError('SESSION_REVOKED');
  const personId = token.slice('token:'.length);
  const consentVersion = personId === 'stranger' ? null : PRIVACY_VERSION;
  const actor = { personId, sessionId: token, kind: 'officer' as const, unitPath: '/wj' };
  return { ...actor, grants: [], consentVersion };
}

beforeEach(async () => {
  setEnv(readEnv({ NODE_ENV: 'test', MONGODB_URI: 'mongodb://unused' }));
  setGuards({
    authenticate: async (token) => actorOf(token),
    policyOf: () => ({ allows: ({ personId }) => personId !== 'outsider', scope: () => NOTHING }),
  });
  board = { said: 'a', over: false };
  reads = [];
  revoked = new Set();
  clients = [];
  hub = new LiveHub();
  Object.assign(hub.limits, { readMs: 5, readShare: 1, lookMs: 20, goodbyeMs: 200 });
  hub.register({
    contract,
    topicOf: ({ params }) => (params as unknown as { room: string }).room,
    enter: async ({ params }, { actor }) => {
      if ((params as unknown as { room: string }).room === 'hidden')
        throw new AppError('NOT_FOUND');
      return actor.personId;
    },
    read: async (room) => {
      reads.push(room);
      if (board.fails) throw board.fails;
      return { mark: board.said, shared: { ...board, secret: 'stays' }, over: board.over };
    },
    show: (shared, personId) => ({ ...shared, mine: personId === 'ann' }) as never,
  });
  server = createServer((_, response) => response.end('koa'));
  takeLive(server, hub);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const client of clients) client.stop();
  await hub.close();
  await new Promise((done) => server.close(done));
});

async function open(options: Parameters<typeof LiveClient.open>[1] = {}): Promise<LiveClient> {
  const client = await LiveClient.open(url, options);
  clients.push(client);
  return client;
}

const askOf = (personId: string, room = 'hall') => ({
  token: `token:${personId}`,
  route: ROUTE,
  params: { room },
});

async function listener(personId: string, room = 'hall'): Promise<LiveClient> {
  return (await open()).ask(askOf(personId, room));
}

const counted = async (name: string, label = '') =>
  Number(
    (await registry.getSingleMetricAsString(name))
      .split('\n')
      .find((line) => line.startsWith(name) && line.includes(label))
      ?.split(' ')
      .at(-1) ?? 0,
  );

describe('those who listen', () => {
  it('hear what stands, and each change, each in their own words', async () => {
    const [ann, bob] = [await listener('ann'), await listener('bob')];
    expect(await ann.body()).toEqual({ said: 'a', mine: true });
    expect(await bob.body()).toEqual({ said: 'a', mine: false });
    board = { said: 'b', over: false };
    expect(await ann.body(({ said }: { said: string }) => said === 'b')).toEqual({
      said: 'b',
      mine: true,
    });
    expect(await bob.body(({ said }: { said: string }) => said === 'b')).toMatchObject({
      mine: false,
    });
  });

  it('share one read, and hear nothing twice', async () => {
    // Slow enough that the first reading serves all who come.
    hub.limits.readMs = 60_000;
    const first = await listener('p0');
    await first.body();
    const others = await Promise.all(['p1', 'p2', 'p3', 'p4'].map((id) => listener(id)));
    await Promise.all(others.map((one) => one.body()));
    expect(reads).toEqual(['hall']);
    const separate = await listener('p5', 'other');
    await separate.body();
    expect(reads).toEqual(['hall', 'other']);
    expect([first, ...others].map((one) => one.words.length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('are told when nothing will change any more', async () => {
    board.over = true;
    const ann = await listener('ann');
    expect(await ann.body()).toMatchObject({ said: 'a' });
    expect(await ann.end()).toEqual({ code: undefined, close: 1_000 });
  });

  it('end the reading when the last of them goes', async () => {
    const [ann, bob] = [await listener('ann', 'hall'), await listener('bob', 'other')];
    await Promise.all([ann.body(), bob.body()]);
    ann.stop();
    // One change later the service has heard that she left; from then on only his room is read.
    for (const said of ['b', 'c', 'd', 'e']) {
      board.said = said;
      await bob.body((body: { said: string }) => body.said === said);
      if (said === 'b') reads = [];
    }
    expect(new Set(reads)).toEqual(new Set(['other']));
  });

  it('are ended with the reason where it cannot be read', async () => {
    const ann = await listener('ann');
    await ann.body();
    board.fails = Object.assign(new Error('away'), { name: 'MongoNetworkError' });
    expect(await ann.end()).toEqual({ code: 'DATABASE_UNAVAILABLE', close: 4_503 });
  });
});

describe('a listener is judged as a request is', () => {
  it.each([
    ['no such token', { ...askOf('ann'), token: 'nobody' }, 'SESSION_REVOKED', 4_401],
    ['no consent', askOf('stranger'), 'CONSENT_REQUIRED', 4_403],
    ['not by the policy', askOf('outsider'), 'FORBIDDEN', 4_403],
    ['out of reach', askOf('ann', 'hidden'), 'NOT_FOUND', 4_404],
    ['params that are none', askOf('ann', 'a room too long'), 'VALIDATION_FAILED', 4_400],
    ['a route that is not live', { ...askOf('ann'), route: 'exam.findMine' }, 'NOT_FOUND', 4_404],
    ['one field too many', { ...askOf('ann'), more: 1 }, 'VALIDATION_FAILED', 4_400],
  ])('%s', async (_, ask, code, close) => {
    const client = (await open()).ask(ask);
    expect(await client.end()).toEqual({ code, close });
    expect(client.words).toHaveLength(1);
    expect(reads).toEqual([]);
  });

  it('goes with its session', async () => {
    const [ann, bob] = [await listener('ann'), await listener('bob')];
    await Promise.all([ann.body(), bob.body()]);
    revoked.add('token:ann');
    expect(await ann.end()).toEqual({ code: 'SESSION_REVOKED', close: 4_401 });
    board.said = 'b';
    await bob.body(({ said }: { said: string }) => said === 'b');
  });

  it('has a few lines at most: the oldest makes room', async () => {
    hub.limits.linesOfOne = 2;
    const [one, two, other] = [await listener('ann'), await listener('ann'), await listener('bob')];
    await Promise.all([one.body(), two.body(), other.body()]);
    const three = await listener('ann');
    await three.body();
    expect(await one.end()).toEqual({ code: 'RATE_LIMITED', close: 4_429 });
    expect([two, three, other].map(({ socket }) => socket.readyState)).toEqual([1, 1, 1]);
  });
});

describe('hostile listeners', () => {
  it('that say no JSON, bytes, or a second thing are ended', async () => {
    const [text, bytes, twice] = [await open(), await open(), await listener('ann')];
    text.socket.send('{"token":');
    expect(await text.end()).toEqual({ code: 'MALFORMED_JSON', close: 4_400 });
    bytes.socket.send(Buffer.from(JSON.stringify(askOf('ann'))));
    expect(await bytes.end()).toEqual({ code: 'VALIDATION_FAILED', close: 4_400 });
    await twice.body();
    twice.ask(askOf('ann', 'other'));
    expect(await twice.end()).toEqual({ code: 'VALIDATION_FAILED', close: 4_400 });
  });

  it('that say too much are ended before it is read', async () => {
    const client = await open();
    client.socket.send(JSON.stringify({ ...askOf('ann'), more: 'x'.repeat(5_000) }));
    expect(await client.end()).toEqual({ code: undefined, close: 1_009 });
  });

  it('that say nothing, or do not answer, are ended', async () => {
    hub.limits.askMs = 20;
    const mute = await open();
    expect(await mute.end()).toEqual({ code: 'UNAUTHENTICATED', close: 4_401 });
  });

  it('that answer no ping are dropped, others hear that nothing has changed', async () => {
    hub.limits.stillMs = 300;
    const [dead, ann] = [await open({ autoPong: false }), await listener('ann')];
    dead.ask(askOf('bob'));
    await Promise.all([dead.body(), ann.body()]);
    expect(await dead.end()).toEqual({ code: undefined, close: 1_006 });
    await ann.word((word) => (word.type === 'still' ? word : undefined));
    expect(ann.socket.readyState).toBe(1);
  });

  it('that do not take in what they are told are dropped, and nobody waits for them', async () => {
    const before = await counted('qiangji_live_ended_total', 'reason="slow"');
    const [slow, ann] = [await listener('bob'), await listener('ann')];
    await Promise.all([slow.body(), ann.body()]);
    (slow.socket as unknown as { _socket: Socket })._socket.pause();
    // Once the buffers in between are full, what is said stays here.
    let turn = 0;
    const dropped = async () =>
      (await counted('qiangji_live_ended_total', 'reason="slow"')) > before;
    while (!(await dropped())) {
      const said = `${(turn += 1)} ${'x'.repeat(1_000_000)}`;
      board.said = said;
      await ann.body((body: { said: string }) => body.said === said);
    }
    expect(await counted('qiangji_live_lines')).toBe(1);
  });

  it('reach nothing but the one address, from no other site', async () => {
    const refusal = async (options: Parameters<typeof LiveClient.open>[1]) =>
      LiveClient.open(url, options).then(
        () => 'opened',
        (error: Error) => error.message,
      );
    const refused = (status: number) => `Unexpected server response: ${status}`;
    expect(await refusal({ path: '/api/v1/other' })).toBe(refused(404));
    expect(await refusal({ path: '/api/v1/live?token=token:ann' })).toBe(refused(404));
    expect(await refusal({ origin: 'https://elsewhere.example' })).toBe(refused(403));
    expect(await refusal({ origin: 'null' })).toBe(refused(403));
    for (const origin of [url, 'weapp://wechat-miniprogram']) {
      const client = (await open({ origin })).ask(askOf('ann'));
      await client.body();
    }
  });

  it('find no room where too many have come', async () => {
    hub.limits.unasked = 2;
    await Promise.all([open(), open()]);
    await expect(open()).rejects.toThrow('503');
  });
});

describe('the end of a process', () => {
  it('tells all who listen, and takes nobody in', async () => {
    const [ann, mute] = [await listener('ann'), await open()];
    await ann.body();
    await hub.close();
    expect(await ann.end()).toEqual({ code: undefined, close: 1_001 });
    expect(await mute.end()).toEqual({ code: undefined, close: 1_001 });
    await expect(open()).rejects.toThrow('503');
  });

  it('waits for nobody who does not let go', async () => {
    const deaf = await listener('ann');
    await deaf.body();
    (deaf.socket as unknown as { _socket: Socket })._socket.pause();
    await hub.close();
    expect(await counted('qiangji_live_lines')).toBe(0);
  });
});

it('does not start where nothing tells a live route', () => {
  expect(() => new LiveHub().check([contract])).toThrow('live.board');
  expect(() => hub.check([contract])).not.toThrow();
});
