import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  dutyLogContract,
  orgContract,
  spotCheckContract,
  type Session,
} from '@qiangji/shared-types';
import { launch, type Hand } from './lib/browser';
import { connect } from './lib/database';
import { faultsOf, settled, shoot } from './lib/look-over';
import { phoneOf, signInAs } from './lib/exam';
import { makeId, Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const database = `qj_mend_${process.pid}`;

interface Person {
  _id: string;
  name: string;
  unitPath: string;
}
interface StoredEntry {
  photos: { mediaId: string }[];
}

let client: MongoClient;
let service: Service;
let browser: Browser;
let officer: Session;
let shiftId: string;

jest.setTimeout(300_000);

const write = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });
const people = () => client.db(database).collection<Person>('org_persons');
const entries = () => client.db(database).collection<StoredEntry>('duty_entries');

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
  service = await Service.start({ database });
  browser = await launch();
  officer = await service.signIn('officer');
  shiftId = makeId();
  const body = {
    ...write(),
    shiftId,
    templateCode: 'early',
    catalogueVersion: 1,
    sections: ['花园街北'],
    recorders: [],
    partnerIds: [],
  };
  await service.call(dutyLogContract.openShift, { body }, officer.accessToken);
});

afterAll(async () => {
  await browser?.close();
  await service?.kill('SIGTERM');
  await dropOwn(client.db(database));
  await client.close();
});

async function until(what: string, filter: object): Promise<void> {
  const limit = Date.now() + 30_000;
  while ((await entries().countDocuments(filter)) === 0) {
    if (Date.now() > limit) throw new Error(`there was never ${what}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** Two who may be named beside the officer today. */
async function partners(): Promise<[Person, Person]> {
  const { personId, unitPath } = officer.me;
  const today = new Date().toISOString().slice(0, 10);
  const found = await people()
    .find({
      unitPath,
      kind: 'officer',
      active: true,
      _id: { $ne: personId },
      'enforcementId.validUntil': { $gte: today },
    })
    .sort({ name: 1, _id: 1 })
    .limit(2)
    .toArray();
  const [one, two] = found;
  if (!one || !two) throw new Error('the demo squadron has no two officers beside');
  return [one, two];
}

/** Two who may inspect the officer's squadron. */
async function inspectors(): Promise<[Person, Person]> {
  const found = await people()
    .find({ active: true, 'grants.role': 'inspector', unitPath: { $ne: officer.me.unitPath } })
    .sort({ _id: 1 })
    .limit(2)
    .toArray();
  const [one, two] = found;
  if (!one || !two) throw new Error('the demo has no two inspectors');
  return [one, two];
}

async function name(hand: Hand, { name: who }: Person): Promise<void> {
  const box = hand.control(who, 'checkbox');
  if ((await box.count()) === 0) await hand.tap('更多', 'checkbox');
  await hand.press(box);
}

it('puts an entry right that came back, in the form it was written in, and holds nothing else up', async () => {
  const [gone, stays] = await partners();
  const shift = { shiftId };
  const hand = await phoneOf(browser, service, officer, '/tabs/today/index', { keeps: true });
  await hand.sees('记一条');
  await hand.shellKept();
  await hand.offline(true);
  await hand.tap('记一条');
  await hand.photo(hand.control('拍照'));
  await hand.tap('占道经营', 'radio');
  await hand.tap('责令改正', 'radio');
  await name(hand, gone);
  await hand.fill('记录仪编号', 'Z01、Z02');
  await hand.tap('存下，继续巡查');
  await hand.tap('先巡查');
  // One more behind it, with nothing wrong.
  await hand.tap('记一条');
  await hand.photo(hand.control('拍照'));
  await hand.tap('占道经营', 'radio');
  await hand.tap('存下，继续巡查');
  await hand.sees(/待发送/);

  // While the phone was away that officer left.
  const office = await service.signIn('office');
  const params = { personId: gone._id };
  await service.call(
    orgContract.changePerson,
    { params, body: { active: false } },
    office.accessToken,
  );
  await hand.offline(false);
  await until('the entry behind', { ...shift, 'photos.0': { $exists: true } });
  await hand.go('/features/outbox/pages/list/index');
  await hand.sees('被退回 1');
  await look(hand, 'outbox-returned');
  expect(await entries().countDocuments(shift)).toBe(1);

  await hand.tap('去改');
  await hand.sees('改一改再送');
  // What was written is there; whoever is not on the roster any more is not, and the button says so.
  await hand.sees('还差 1 名执法员');
  await look(hand, 'entry-mend');
  expect(await hand.page.getByLabel('记录仪编号').filter({ visible: true }).inputValue()).toBe(
    'Z01、Z02',
  );
  await name(hand, stays);
  await hand.tap('改好，再送');
  const named = { ...shift, officerIds: stays._id };
  await until('the entry put right', named);
  expect(await entries().countDocuments(shift)).toBe(2);
  const entry = await entries().findOne(named);
  expect(entry?.photos).toHaveLength(1);
  await hand.go('/features/outbox/pages/list/index');
  await hand.page.getByText('被退回').first().waitFor({ state: 'detached' });
  expect(hand.faults).toEqual([]);
  await hand.close();
});

it('keeps what an inspector scored offline beside the check that the other one sealed meanwhile', async () => {
  const [one, two] = await inspectors();
  const { personId, unitPath } = officer.me;
  const office = await service.signIn('office');
  const checkId = makeId();
  const plan = {
    ...write(),
    checkId,
    kind: 'special',
    covert: false,
    squadronPath: unitPath,
    reason: '12345 反映较多',
    inspectorIds: [one._id, two._id],
    checklist: { code: 'spot_daily', version: 1 },
  };
  await service.call(spotCheckContract.createCheck, { body: plan }, office.accessToken);

  const session = await signInAs(client.db(database), service, two._id);
  const start = `/features/spot-check/pages/start/index?checkId=${checkId}`;
  const hand = await phoneOf(browser, service, session, start, { keeps: true });
  const person = hand.page.getByRole('checkbox').filter({ visible: true });
  await person.first().waitFor();
  await hand.shellKept();
  await hand.offline(true);
  await hand.tap(officer.me.name, 'checkbox');
  await hand.tap('开始打分');
  await hand.sees('拍证据');
  await hand.tap(/^扣 \d+ 分/, 'radio');

  // Meanwhile the other one scores, has it signed and seals it.
  const { accessToken } = await signInAs(client.db(database), service, one._id);
  const params = { checkId };
  const own = { itemCode: 'A1', personId, verdict: 'ok' };
  const results = [{ ...own, evidence: [], note: null, fixedOnSite: false }];
  const said = { personId, answer: null, signatureId: null, refusalReason: '先走了' };
  await service.call(
    spotCheckContract.startCheck,
    { params, body: { ...write(), personIds: [personId] } },
    accessToken,
  );
  await service.call(
    spotCheckContract.appendResults,
    { params, body: { ...write(), results } },
    accessToken,
  );
  await service.call(
    spotCheckContract.appendSignoff,
    { params, body: { ...write(), ...said } },
    accessToken,
  );
  const sealed = await service.call(
    spotCheckContract.sealCheck,
    { params, body: write() },
    accessToken,
  );

  await hand.go('/features/outbox/pages/list/index');
  await hand.offline(false);
  await hand.sees('已送达 2');
  expect(await hand.page.getByText('被退回').count()).toBe(0);
  await hand.go(`/features/spot-check/pages/result/index?id=${checkId}`);
  await hand.sees('封存后才送到');
  await hand.sees('不合格');
  await settled(hand.page);
  expect(await faultsOf(hand, {}, true)).toEqual([]);
  await shoot(hand.page, 'check-late.inspector.light');
  expect(hand.faults).toEqual([]);
  await hand.close();
  const { score, late } = await service.call(
    spotCheckContract.findCheck,
    { params },
    session.accessToken,
  );
  expect(score).toEqual(sealed.score);
  expect(late).toMatchObject([{ by: { personId: two._id }, results: [{ verdict: 'fault' }] }]);
});

/** Nothing cut, sideways or hard to read, and a picture where pictures are taken. */
async function look(hand: Hand, shown: string): Promise<void> {
  await settled(hand.page);
  expect(await faultsOf(hand, {}, true)).toEqual([]);
  await shoot(hand.page, `${shown}.officer.light`);
}
