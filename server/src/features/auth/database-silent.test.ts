import { authContract, fillPath, studyContract, type ErrorBody } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { SilentProxy } from '../../../test/silent-proxy';
import { shiftClock } from '../../platform/clock';
import { GUARD_READ_MS } from '../../platform/mongo';

let proxy: SilentProxy;
let kit: Kit;
/** The same service, with its fast lane and without it. */
let lanes: string[];

beforeAll(async () => {
  const given = process.env.MONGODB_URI ?? 'mongodb://127.0.0.1:27017';
  const before = await SilentProxy.before(given);
  proxy = before.proxy;
  kit = await Kit.start({ MONGODB_URI: before.uri });
  lanes = [kit.url, await kit.koaUrl()];
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  proxy.speak();
  await kit.stop();
  await proxy.stop();
});

const target = fillPath(studyContract.appendProgress.path, { slug: 'no-such-piece' });

/** A hot route, asked on one lane; how long it took (ms). */
async function ask(lane: string, token: string) {
  const began = performance.now();
  const body = { ...phoneWrite(), pieceVersion: 1, positionBp: 100, answers: [] };
  const answer = await fetch(lane + target, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { code } = (await answer.json()) as ErrorBody;
  return { status: answer.status, code, ms: performance.now() - began };
}

it('answers 503 within its bound where the database is silent, to those it knows and to others, on both lanes', async () => {
  const [known, unknown] = [await kit.tokenOf('officer'), await kit.tokenOf('leader')];
  const found = { status: 404, code: 'NOT_FOUND' };
  for (const lane of lanes) expect(await ask(lane, known)).toMatchObject(found);

  proxy.fallSilent();
  // What was looked at a moment ago is good no more: it is looked again before anybody is let in.
  shiftClock(2_000);
  const asked = lanes.flatMap((lane) => [ask(lane, known), ask(lane, unknown)]);
  const readiness = kit.raw('GET', '/readyz');
  const answers = await Promise.all(asked);
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect(answer.ms).toBeLessThan(2 * GUARD_READ_MS);
  }
  expect((await readiness).status).toBe(503);

  proxy.speak();
  expect((await kit.call(authContract.me, {}, 'officer')).status).toBe(200);
  for (const lane of lanes) expect(await ask(lane, unknown)).toMatchObject(found);
});
