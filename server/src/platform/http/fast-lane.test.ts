import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineContract, route, z, type Contract } from '@qiangji/shared-types';
import { takeFastLane } from './fast-lane';
import { HotResponse } from './hot-response';
import { hotServer } from './hot-server';
import { checkHot, matcherOf } from './hot-routes';
import type { Route } from './run';

const hotContract = defineContract('lane', {
  echo: route({
    method: 'POST',
    path: '/api/v1/lane/:room/echo',
    summary: 'Says what was said',
    policy: 'public',
    params: z.strictObject({ room: z.string() }),
    query: z.strictObject({ loud: z.optional(z.string()) }),
    body: z.strictObject({ said: z.string() }),
    response: z.object({ room: z.string(), said: z.string() }),
    hot: true,
  }),
}).echo as Contract;

const echo: Route = {
  contract: hotContract,
  handler: ((input: { params: { room: string }; body: { said: string } }) =>
    Promise.resolve({ ...input.params, ...input.body, secret: 'stays' })) as Route['handler'],
};

describe('the fast lane', () => {
  const koa = jest.fn<void, Parameters<RequestListener>>((_, response) => response.end('koa'));
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(hotServer, koa);
    takeFastLane(server, [echo], [['X-Kept', 'always']]);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  it('answers its own routes without koa, and presents only what the contract names', async () => {
    const body = JSON.stringify({ said: '好' });
    const answer = await fetch(`${url}/api/v1/lane/a%20b/echo`, { method: 'POST', body });
    expect(await answer.json()).toEqual({ room: 'a b', said: '好' });
    expect(answer.headers.get('x-kept')).toBe('always');
    expect(koa).not.toHaveBeenCalled();
  });

  it('sends an answer in plain letters whole, and leaves the others to Node', async () => {
    const whole = jest.spyOn(HotResponse.prototype, 'sendWhole');
    const ask = async (said: string) => {
      const answer = await fetch(`${url}/api/v1/lane/a/echo`, {
        method: 'POST',
        body: JSON.stringify({ said }),
      });
      expect(((await answer.json()) as { said: string }).said).toBe(said);
      return [...answer.headers].filter(([name]) => !/^(date|x-|content-length)/.test(name));
    };
    const plain = await ask('a');
    expect(whole).toHaveBeenCalledTimes(1);
    expect(whole).toHaveReturnedWith(true);
    expect(await ask('𠮷')).toEqual(plain);
    expect(whole).toHaveBeenCalledTimes(1);
    whole.mockRestore();
  });

  it('hands koa all the rest', async () => {
    const rest = [
      ['GET', '/api/v1/lane/a/echo'],
      ['POST', '/api/v1/lane/a/echo/'],
      ['POST', '/api/v1/lane//echo'],
      ['POST', '/api/v1/lane/a/b/echo'],
    ] as const;
    for (const [method, path] of rest) {
      koa.mockClear();
      expect(await (await fetch(url + path, { method })).text()).toBe('koa');
      expect(koa).toHaveBeenCalledTimes(1);
    }
  });

  it('is put before something that answers', () => {
    expect(() => takeFastLane(createServer(), [], [])).toThrow('nothing answers');
  });
});

describe('matching', () => {
  const match = (method: string, url: string) =>
    matcherOf([echo])({ method, url } as Parameters<ReturnType<typeof matcherOf>>[0]);

  it('decodes each segment once, and leaves what cannot be decoded to the schema', () => {
    expect(match('POST', '/api/v1/lane/a%2Fb/echo')?.params).toEqual({ room: 'a/b' });
    expect(match('POST', '/api/v1/lane/%2525/echo')?.params).toEqual({ room: '%25' });
    expect(match('POST', '/api/v1/lane/%zz/echo')?.params).toEqual({ room: '%zz' });
  });

  it('reads the query as koa does', () => {
    const asked = match('POST', '/api/v1/lane/a/echo?loud=1&loud=2&x=%20');
    expect(asked?.query).toEqual({ loud: ['1', '2'], x: ' ' });
    expect(match('POST', '/api/v1/lane/a/echo?')?.query).toEqual({});
    expect(match('POST', '/api/v1/lane/a/echo?x=1#y')).toBeUndefined();
    expect(match('POST', '/api/v1/lane/a#/echo')).toBeUndefined();
  });
});

describe('at boot', () => {
  const other = (spec: Partial<Contract>) => ({ ...hotContract, id: 'lane.other', ...spec });

  it('refuses hot routes that share paths with others, or carry files', () => {
    const shares = other({ hot: undefined, path: '/api/v1/lane/mine/echo' });
    expect(() => checkHot([hotContract, shares])).toThrow('shares paths with lane.other');
    expect(() => checkHot([other({ download: 'text/csv' })])).toThrow('does not speak JSON');
    expect(() => checkHot([other({ upload: true })])).toThrow('does not speak JSON');
    const apart = [
      other({ method: 'GET' }),
      other({ path: '/api/v1/lane/:room/shout' }),
      other({ path: '/api/v1/lane/:room' }),
    ];
    for (const one of apart) expect(() => checkHot([hotContract, one])).not.toThrow();
  });
});
