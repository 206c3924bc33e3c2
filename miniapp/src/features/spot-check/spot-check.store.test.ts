import { spotCheckContract, type CheckResult } from '@qiangji/shared-types';
import { outboxItem, sendNow } from '@/platform/outbox';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { visitOf } from '../../../test/spot-check-fixture';
import { startPhone } from '../../../test/start-phone';
import type { LocalCheck } from './local-check';
import {
  addEvidence,
  beginCheck,
  callOff,
  flush,
  localCheck,
  refusedOf,
  removeEvidence,
  removePerson,
  score,
  seal,
  takeBack,
} from './spot-check.store';

const result = (itemCode: string, more: Partial<CheckResult> = {}): CheckResult => ({
  itemCode,
  personId: 'p1',
  verdict: 'ok',
  evidence: [],
  note: null,
  fixedOnSite: false,
  ...more,
});
const saves = () =>
  engine.items.filter(
    ({ routeId, recordKey }) => routeId === 'spotCheck.appendResults' && recordKey === checkId,
  );
const scoredIn = (item: { body?: unknown } | undefined) =>
  (item?.body as { results: CheckResult[] }).results.map((one) => one.itemCode);

/** What a kill at this moment would leave of the check. */
function onDisk(): LocalCheck {
  const [text] = [...device.storage].flatMap(([key, value]) =>
    key.includes('spot-check@') && key.includes(checkId) ? [value] : [],
  );
  return JSON.parse(String(text)) as LocalCheck;
}

let checkId: string;

beforeAll(startPhone);

beforeEach(async () => {
  resetDevice();
  setSession(sessionOf('a'));
  setNetwork('none');
  checkId = await beginCheck(visitOf({ code: 'spot_daily', version: 1 }));
});

afterEach(() => jest.restoreAllMocks());

async function refuse(path: string): Promise<void> {
  device.answer = ({ url }) =>
    url.endsWith(path)
      ? { statusCode: 409, data: { code: 'STATE_CONFLICT', message: '已封存', requestId: 'r' } }
      : { statusCode: 201, data: {} };
  setNetwork('wifi');
  sendNow();
  for (let i = 0; i < 20; i += 1) await settle();
}

describe('a save of scores', () => {
  it('is marked on the phone until the outbox has it, so that a kill in between loses none', async () => {
    score(checkId, [result('A1')]);
    const add = engine.add.bind(engine);
    const marked: string[][] = [];
    jest.spyOn(engine, 'add').mockImplementation((items) => {
      marked.push(onDisk().dirty);
      add(items);
    });
    await flush(checkId);
    expect(marked).toEqual([['A1 p1']]);
    expect(onDisk().dirty).toEqual([]);
    expect(scoredIn(saves()[0])).toEqual(['A1']);
  });

  it('goes once where two are asked for at once, and what was tapped meanwhile goes with the next', async () => {
    score(checkId, [result('A1')]);
    const first = flush(checkId);
    const second = flush(checkId);
    score(checkId, [result('A1', { verdict: 'fault' })]);
    await Promise.all([first, second]);
    expect(saves()).toHaveLength(1);
    expect(localCheck(checkId)?.dirty).toEqual(['A1 p1']);
    await flush(checkId);
    expect(saves()).toHaveLength(2);
  });

  it('says what was passed with the rest of its group, until it is scored by itself', async () => {
    score(checkId, [result('A1'), result('A2')], true);
    score(checkId, [result('A2', { verdict: 'fault' })]);
    await flush(checkId);
    expect(saves().at(-1)?.body).toMatchObject({ rest: ['A1 p1'] });
    score(checkId, [result('A1', { verdict: 'fault' })]);
    await flush(checkId);
    expect(saves().at(-1)?.body).not.toHaveProperty('rest');
  });

  it('takes its picture along although another save is under way', async () => {
    score(checkId, [result('A1', { verdict: 'fault' })]);
    const under = flush(checkId);
    const photo = { mediaId: 'm1', sha256: 'x', purpose: 'evidence' as const, capturedAt: 'now' };
    await Promise.all([under, addEvidence(checkId, result('A1', { verdict: 'fault' }), photo)]);
    expect(engine.items.filter((item) => item.photo?.mediaId === 'm1')).toHaveLength(1);
  });

  it('is named no more once it was taken off, and never leaves the phone', async () => {
    const fault = result('A1', { verdict: 'fault' });
    const photo = { mediaId: 'm2', sha256: 'x', purpose: 'evidence' as const, capturedAt: 'now' };
    await addEvidence(checkId, fault, photo);
    removeEvidence(checkId, { ...fault, evidence: ['m2'] }, 'm2');
    expect(localCheck(checkId)?.results[0]?.evidence).toEqual([]);
    expect(engine.items.some((item) => item.photo?.mediaId === 'm2')).toBe(false);
    await flush(checkId);
    const { results } = saves().at(-1)?.body as { results: CheckResult[] };
    expect(results[0]?.evidence).toEqual([]);
  });

  it('stays marked where the phone has no room', async () => {
    score(checkId, [result('A1')]);
    jest.spyOn(engine, 'add').mockImplementation(() => {
      throw new Error('no room');
    });
    await expect(flush(checkId)).rejects.toThrow('no room');
    expect(localCheck(checkId)?.dirty).toEqual(['A1 p1']);
    jest.restoreAllMocks();
    await flush(checkId);
    expect(scoredIn(saves()[0])).toEqual(['A1']);
  });
});

describe('somebody named by mistake', () => {
  it('goes off the check once, without a network', async () => {
    await Promise.all([removePerson(checkId, 'p2'), removePerson(checkId, 'p2')]);
    const local = localCheck(checkId);
    expect(local?.persons.map((one) => one.name)).toEqual(['陈立']);
    const sent = engine.items.filter(({ routeId }) => routeId === 'spotCheck.removePerson');
    expect(sent).toMatchObject([{ body: { personId: 'p2' }, recordKey: checkId }]);
  });

  it('stays who was scored', async () => {
    score(checkId, [result('A1')]);
    await removePerson(checkId, 'p1');
    expect(localCheck(checkId)?.persons).toHaveLength(2);
  });
});

describe('calling a check off', () => {
  it('sends what was scored before it, ends the check on the phone, and goes once', async () => {
    score(checkId, [result('A1')]);
    const check = localCheck(checkId)!;
    await callOff(check, '当天停工');
    await callOff(check, '当天停工');
    const routes = engine.items.filter(({ recordKey }) => recordKey === checkId);
    expect(routes.map(({ routeId }) => routeId)).toEqual([
      'spotCheck.createCheck',
      'spotCheck.appendResults',
      'spotCheck.callOffCheck',
    ]);
    score(checkId, [result('A2')]);
    await seal(checkId);
    expect(localCheck(checkId)).toMatchObject({ dirty: [], sealedAt: null });
    expect(localCheck(checkId)?.calledOffAt).toBeTruthy();
  });

  it('that came back is taken back, and the check goes on', async () => {
    await callOff(localCheck(checkId)!, '当天停工');
    await refuse('/call-off');
    const rejected = engine.items.filter(({ state }) => state === 'rejected');
    const refused = refusedOf(localCheck(checkId)!, rejected);
    expect(refused).toMatchObject({
      title: '作废被退回了',
      routeId: spotCheckContract.callOffCheck.id,
    });
    takeBack(checkId, refused!.opId);
    expect(outboxItem(refused!.opId)).toBeUndefined();
    expect(localCheck(checkId)?.calledOffAt).toBeNull();
    expect(refusedOf(localCheck(checkId)!, rejected)).toBeUndefined();
  });
});
