import {
  contracts,
  errors,
  type Contract,
  type ErrorBody,
  type ErrorCode,
  type PolicyName,
} from '@qiangji/shared-types';
import { AuthService } from '../src/features/auth';
import { personCollection } from '../src/features/org';
import { shiftClock } from '../src/platform/clock';
import { limitRate } from '../src/platform/http/rate-limit';
import { requestLog } from '../src/platform/log';
import { errorsTotal, requestSeconds } from '../src/platform/metrics';
import { MongoService } from '../src/platform/mongo';
import { policies } from '../src/policies';
import { Kit } from './kit';
import { comparable, targetOf } from './lane-answers';
import { laneSamples, type LaneSample } from './lane-samples';
import type { PersonKey } from './org-fixture';
import { binary, chunked, exchange, hangUp, rawRequest } from './raw-http';
import type { Sample } from './sample';

const ORIGIN = 'https://console.example';
const BURST = 10_000;
const hot = Object.values(contracts)
  .flatMap((feature) => Object.values(feature) as Contract[])
  .filter((contract) => contract.hot);

let kit: Kit;
let lanes: string[];

beforeAll(async () => {
  process.env.RATE_BURST = String(BURST);
  process.env.RATE_PER_SECOND = '0';
  kit = await Kit.start({ CORS_ORIGINS: ORIGIN });
  lanes = [kit.url, await kit.koaUrl()];
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

interface Asked {
  method?: string;
  target?: string;
  headers?: Record<string, string>;
  body?: string;
  as?: PersonKey | null;
}

async function headersFor(as: PersonKey | null, more: Record<string, string> = {}) {
  return {
    'content-type': 'application/json',
    'x-request-id': 'same-on-both-lanes',
    ...(as ? { authorization: `Bearer ${await kit.tokenOf(as)}` } : {}),
    ...more,
  };
}

async function bytesOf(contract: Contract, sample: Sample, asked: Asked): Promise<string> {
  const { as = 'officer', method = contract.method, target = targetOf(contract, sample) } = asked;
  const body = asked.body ?? (sample.body === undefined ? '' : binary(JSON.stringify(sample.body)));
  return rawRequest(method, target, await headersFor(as, asked.headers), body);
}

/** Sends the same to both lanes, in the order given, and answers what both said. */
async function both(contract: Contract, sample: Sample, asked: Asked = {}, order = lanes) {
  const bytes = await bytesOf(contract, sample, asked);
  const answers = [];
  for (const lane of order) {
    const [answer] = await exchange(lane, bytes, { bodyless: asked.method === 'HEAD' });
    answers.push(comparable(answer!));
  }
  expect(answers[0]).toEqual(answers[1]);
  return answers[0]!;
}

async function bothFail(
  contract: Contract,
  sample: Sample,
  asked: Asked,
  status: number,
  code: string,
) {
  const answer = await both(contract, sample, asked);
  const { details, ...body } = JSON.parse(answer.body) as ErrorBody;
  const message = expect.stringMatching(/./) as string;
  expect({ status: answer.status, body }).toEqual({
    status,
    body: { code, message, requestId: 'ID' },
  });
  expect(details === undefined || Array.isArray(details)).toBe(true);
  expect(answer.named).toBe(true);
  return answer;
}

const refusalsOf = ({ refusals }: LaneSample) =>
  (Object.keys(refusals) as ErrorCode[]).flatMap((code) =>
    Object.entries(refusals[code] ?? {}).map(([when, refusal]) => [when, code, refusal] as const),
  );

it('there are hot routes, each with a sample for both lanes', () => {
  expect(hot.length).toBeGreaterThan(0);
  expect(hot.map(({ id }) => id).filter((id) => !laneSamples[id])).toEqual([]);
});

describe.each(hot.map((contract) => [contract.id, contract] as const))('%s', (id, contract) => {
  const rows = laneSamples[id]!;
  const success = () => rows.success(kit);
  const writes = contract.body !== undefined;

  it('succeeds alike, whichever lane was first', async () => {
    for (const order of [lanes, [...lanes].reverse()]) {
      const answer = await both(contract, await success(), {}, order);
      expect(answer.status).toBe(contract.status ?? 200);
      expect(contract.response.safeParse(JSON.parse(answer.body)).success).toBe(true);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        vary: 'Accept-Encoding, Origin',
      });
    }
  });

  it('makes a request id of its own where none or a bad one was asked for', async () => {
    for (const asked of ['', 'short', 'a b c d e f g h', '13900001111', 'of-32040219900101123X']) {
      const headers = { 'x-request-id': asked };
      expect((await both(contract, await success(), { headers })).named).toBe(true);
    }
  });

  it('allows the origins that may ask, and no other', async () => {
    const sample = await success();
    const allowed = await both(contract, sample, { headers: { origin: ORIGIN } });
    expect(allowed.headers['access-control-allow-origin']).toBe(ORIGIN);
    const other = await both(contract, sample, { headers: { origin: 'https://evil.example' } });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers uncompressed, whatever the caller takes', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const answer = await both(contract, await success(), { headers });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  it('refuses what no token, a wrong, a forged, an expired or a revoked one asks', async () => {
    const sample = await success();
    await bothFail(contract, sample, { as: null }, 401, 'UNAUTHENTICATED');
    const [head, claims] = (await kit.tokenOf('officer')).split('.');
    for (const token of ['nonsense', 'a.b.c', `${head}.${claims}.AAAA`, `${head}.${claims}.`]) {
      const headers = { authorization: `Bearer ${token}` };
      await bothFail(contract, sample, { as: null, headers }, 401, 'UNAUTHENTICATED');
    }
    const basic = { authorization: 'Basic b2ZmaWNlcjo=' };
    await bothFail(contract, sample, { as: null, headers: basic }, 401, 'UNAUTHENTICATED');
    shiftClock(16 * 60_000);
    await bothFail(contract, sample, {}, 401, 'TOKEN_EXPIRED');
    shiftClock(0);
    const auth = await kit.get(AuthService);
    const session = await auth.openSession(kit.people.officer);
    const authorization = `Bearer ${session.accessToken}`;
    const revoked = { as: null, headers: { authorization } };
    expect((await both(contract, await success(), revoked)).status).toBe(contract.status ?? 200);
    // As another process would do it: this one still remembers the actor, for two seconds at most.
    const { sessionId } = await auth.authenticate(session.accessToken);
    await auth.repository.saveRevoked(sessionId, new Date());
    shiftClock(2_000);
    await bothFail(contract, sample, revoked, 401, 'SESSION_REVOKED');
  });

  it('refuses whom consent or the policy keeps out', async () => {
    const sample = await success();
    await bothFail(contract, sample, { as: 'noConsent' }, 403, 'CONSENT_REQUIRED');
    jest.spyOn(policies[contract.policy as PolicyName], 'allows').mockReturnValue(false);
    await bothFail(contract, sample, {}, 403, 'FORBIDDEN');
  });

  it('answers 404 and 409 alike', async () => {
    const sample = await success();
    await both(contract, sample);
    if (rows.conflict) {
      const answer = await both(contract, rows.conflict(sample));
      expect(answer.status).toBe(409);
    }
    if (rows.missing) await bothFail(contract, rows.missing(sample), {}, 404, 'NOT_FOUND');
  });

  it('has a row for every refusal that the contract names, and for no other', () => {
    const codes = Object.keys(rows.refusals).filter((code) => code !== 'NOT_FOUND');
    expect(codes.sort()).toEqual([...(contract.errors ?? [])].sort());
  });

  it.each(refusalsOf(rows))('refuses alike %s (%s)', async (_when, code, refusal) => {
    const sample = await success();
    const { laterMs = 0, ...one } = await refusal(kit, sample);
    shiftClock(laterMs);
    if (laterMs > 0) kit.tokens.clear();
    await bothFail(contract, one.sample, { as: one.as }, errors[code].status, code);
    if (laterMs > 0) kit.tokens.clear();
  });

  it('refuses alike somebody who was suspended meanwhile', async () => {
    const sample = await success();
    const persons = (await kit.get(MongoService)).collection(personCollection);
    const person = kit.people.officer2;
    await kit.tokenOf('officer2');
    await persons.updateOne(
      { _id: person._id },
      { $set: { active: false, updatedAt: new Date() }, $inc: { authVersion: 1 } },
    );
    shiftClock(2_000);
    await bothFail(contract, sample, { as: 'officer2' }, 401, 'SESSION_REVOKED');
    await persons.replaceOne({ _id: person._id }, person);
    kit.tokens.clear();
  });

  it('names the same wrong fields', async () => {
    const sample = await success();
    const target = targetOf(contract, sample);
    const wrong: Asked[] = [];
    // An unknown part of the query is dropped where the contract has none.
    if (contract.query) wrong.push({ target: `${target}?%24gt=&a=1&a=2` });
    if (writes) {
      const hostile = { ...(sample.body as object), $gt: '' };
      wrong.push(
        { body: binary(JSON.stringify(hostile)) },
        { body: '[]' },
        { body: '{}' },
        { body: '""' },
      );
    }
    if (contract.params) {
      for (const junk of ['$ne', '%zz', '%2e%2e', 'a%2Fb', '%E4%BD%A0', 'a;b=c', '%00']) {
        wrong.push({ target: contract.path.replace(/:[a-zA-Z]+/, junk) });
      }
    }
    for (const asked of wrong) {
      const answer = await bothFail(contract, sample, asked, 400, 'VALIDATION_FAILED');
      expect(answer.body).toContain('"details":[{"path":');
    }
  });

  if (writes) {
    it('takes a body in chunks, and one that was announced', async () => {
      const sample = await success();
      const body = binary(JSON.stringify(sample.body));
      const headers = { 'transfer-encoding': 'chunked' };
      for (const size of [1, 7, 4_096]) {
        const answer = await both(contract, sample, { headers, body: chunked(body, size) });
        expect(answer.status).toBe(contract.status ?? 200);
      }
      const expecting = await both(contract, sample, { headers: { expect: '100-continue' } });
      expect(expecting.status).toBe(contract.status ?? 200);
    });

    it('refuses malformed, missing and huge bodies', async () => {
      const sample = await success();
      const body = JSON.stringify(sample.body);
      for (const bad of [body.slice(0, -1), `${body},`, '{"a":', '\ufeff{}', 'null ']) {
        const code = bad === 'null ' ? 'VALIDATION_FAILED' : 'MALFORMED_JSON';
        await bothFail(contract, sample, { body: binary(bad) }, 400, code);
      }
      const empty = { ...sample, body: undefined };
      await bothFail(contract, empty, {}, 400, 'VALIDATION_FAILED');
      const huge = JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) });
      await bothFail(contract, sample, { body: huge }, 413, 'BODY_TOO_LARGE');
      const headers = { 'transfer-encoding': 'chunked' };
      const pieces = chunked(huge, 65_536);
      await bothFail(contract, sample, { headers, body: pieces }, 413, 'BODY_TOO_LARGE');
    });

    it('counts an upload that was broken off, and goes on', async () => {
      const sample = await success();
      const bytes = await bytesOf(contract, sample, {});
      const counted = async () => {
        const { values } = await errorsTotal.get();
        return values.find(({ labels }) => labels.code === 'MALFORMED_JSON')?.value ?? 0;
      };
      for (const lane of lanes) {
        const before = await counted();
        await hangUp(lane, bytes.slice(0, -5));
        while ((await counted()) === before) await new Promise((done) => setImmediate(done));
        expect(await counted()).toBe(before + 1);
      }
      expect((await both(contract, sample)).status).toBe(contract.status ?? 200);
    });
  }

  it('answers requests that came in one piece in their order', async () => {
    const sample = await success();
    const good = await bytesOf(contract, sample, {});
    const nobody = await bytesOf(contract, sample, { as: null });
    const cold = rawRequest('GET', '/api/v1/auth/me', await headersFor('officer'));
    const all = [good, nobody, cold, good].join('');
    const answers = await Promise.all(lanes.map((lane) => exchange(lane, all, { count: 4 })));
    const [fast, koa] = answers.map((one) => one.map(comparable));
    expect(fast).toEqual(koa);
    expect(fast?.map(({ status }) => status)).toEqual([
      contract.status ?? 200,
      401,
      200,
      contract.status ?? 200,
    ]);
  });

  it('leaves other methods and other spellings of the path to koa', async () => {
    const sample = await success();
    const target = targetOf(contract, sample);
    const methods = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST'];
    for (const method of methods.filter((one) => one !== contract.method)) {
      await both(contract, { params: sample.params }, { method });
    }
    const preflight = {
      origin: ORIGIN,
      'access-control-request-method': contract.method,
      'access-control-request-headers': 'authorization',
    };
    const allowed = await both(contract, sample, {
      method: 'OPTIONS',
      headers: preflight,
      body: '',
    });
    expect(allowed.headers['access-control-allow-methods']).toContain(contract.method);
    const spellings = [
      `${target}/`,
      target.toUpperCase(),
      target.replace('/v1/', '//v1/'),
      `${target}/more`,
      `http://lanes.test${target}`,
      `${target}#part`,
      `${target}?a=1#part`,
      `${target}?`,
    ];
    for (const spelling of spellings) await both(contract, sample, { target: spelling });
  });

  it('says alike that the database is away, and masks what went wrong in the house', async () => {
    const sample = await success();
    const auth = await kit.get(AuthService);
    const away = Object.assign(new Error('no'), { name: 'MongoServerSelectionError' });
    const guard = jest.spyOn(auth, 'authenticate').mockRejectedValue(away);
    const answer = await bothFail(contract, sample, {}, 503, 'DATABASE_UNAVAILABLE');
    expect(answer.headers['retry-after']).toBe('2');
    guard.mockRejectedValue(new Error('the secret reason'));
    const masked = await bothFail(contract, sample, {}, 500, 'INTERNAL');
    expect(masked.body).not.toContain('secret');
  });

  it('leaves the same figures and log lines', async () => {
    const info = jest.spyOn(requestLog(), 'info');
    const counted = async (status: number) => {
      const { values } = await requestSeconds.get();
      const row = values.find(
        ({ labels, metricName }) =>
          metricName === 'qiangji_request_seconds_count' &&
          labels.route === id &&
          labels.status === String(status),
      );
      return row?.value ?? 0;
    };
    for (const [as, status] of [
      ['officer', contract.status ?? 200],
      [null, 401],
    ] as const) {
      const before = await counted(status);
      await both(contract, await success(), { as });
      expect(await counted(status)).toBe(before + 2);
      const lines = info.mock.calls
        .map(([fields]) => fields as unknown as Record<string, unknown>)
        .filter(({ route }) => route === id)
        .map(({ ms, ...rest }) => ({ ...rest, timed: typeof ms === 'number' }));
      info.mockClear();
      expect(lines).toHaveLength(2);
      expect(lines[0]).toEqual(lines[1]);
      expect(lines[0]).toMatchObject({ requestId: 'same-on-both-lanes', status });
    }
  });

  it('limits an account, not an address', async () => {
    const sample = await success();
    const asked = { as: 'officer3' } as const;
    const { _id } = kit.people.officer3;
    const spend = () => {
      for (let token = 0; token <= BURST; token += 1) limitRate(_id, Date.now());
    };
    expect(spend).toThrow('RATE_LIMITED');
    await bothFail(contract, sample, asked, 429, 'RATE_LIMITED');
    expect((await both(contract, await success())).status).toBe(contract.status ?? 200);
  });
});
