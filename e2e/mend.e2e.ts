import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  addDays,
  dayOf,
  dutyLogContract,
  orgContract,
  spotCheckContract,
  type Session,
} from '@qiangji/shared-types';
import { launch, type Hand } from './lib/browser';
import { connect } from './lib/database';
import { faultsOf, LOOKS, settled, shoot, SHOOTING } from './lib/look-over';
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
  _id: string;
  photos: { mediaId: string }[];
}

let client: MongoClient;
let service: Service;
let browser: Browser;
let officer: Session;
let shiftId: string;
/** An entry with a photo, once there is one. */
let photographed: string;

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
  photographed = entry?._id ?? '';
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
    checklist: { code: 'spot_daily', version: 2 },
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

  // Whoever was checked does not agree: that is settled once, with a reason.
  const held = { ...write(), disagree: true, answer: '胸号当天送修，有登记' };
  await service.call(spotCheckContract.acknowledge, { params, body: held }, officer.accessToken);
  const result = `/features/spot-check/pages/result/index?id=${checkId}`;
  const act = `处理${officer.me.name}的意见`;
  await inEveryLook(session, result, 'spot-check-settle.inspector', async (desk) => {
    await desk.tap(act);
    await desk.sees('只能处理一次，会通知本人');
  });
  const desk = await phoneOf(browser, service, session, result);
  await desk.tap(act);
  await desk.tap('结果不变', 'radio');
  await desk.fill('理由', '看了登记本，当天没有送修');
  await desk.press(desk.page.getByRole('alertdialog').getByRole('button', { name: '处理' }));
  await desk.sees(/看了登记本，当天没有送修/);
  await desk.control(act).waitFor({ state: 'detached' });
  expect(desk.faults).toEqual([]);
  await desk.close();
});

it('opens a photo as wide as the page', async () => {
  const note = `/features/duty-log/pages/note/index?id=${photographed}`;
  await inEveryLook(
    officer,
    note,
    'duty-log-note-photo.officer',
    async (hand) => {
      await hand.tap(/点开看大的/);
      await hand.control(/点一下收起/).waitFor();
      await hand.page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>('.qj-pictures__large img')].some(
          // The copy that is shown large, not the small one drawn larger.
          ({ complete, naturalWidth }) => complete && naturalWidth > 320,
        ),
      );
      const isCut = await hand.page.evaluate(() => {
        const [box, img] = ['.qj-pictures__img', '.qj-pictures__large img'].map(
          (one) => document.querySelector(one)?.getBoundingClientRect().height ?? NaN,
        );
        return !(Math.abs(box! - img!) < 1);
      });
      expect(isCut).toBe(false);
    },
    ['fs150', 'wide'],
  );
});

it('names whom the rota has come next where a shift is handed over', async () => {
  const [next] = await partners();
  const leader = await service.signIn('leader');
  const plan = { personId: next._id, day: addDays(dayOf(Date.now()), 1), templateCode: 'early' };
  const body = { ...write(), catalogueVersion: 1, plans: [plan] };
  await service.call(dutyLogContract.saveRota, { body }, leader.accessToken);
  // The shift goes on until then, at whatever hour this runs.
  const db = client.db(database);
  const planned = await db.collection('duty_plans').findOne({ personId: next._id });
  await db
    .collection<{ _id: string }>('duty_shifts')
    .updateOne({ _id: shiftId }, { $set: { plannedEndAt: planned?.beginsAt as Date } });
  const page = '/features/duty-log/pages/handover/index';
  await inEveryLook(officer, page, 'duty-log-handover-planned.officer', async (hand) => {
    await hand.sees(/^按.*的排班/);
    expect(await hand.control(next.name, 'radio').getAttribute('aria-checked')).toBe('true');
  });
});

/** Nothing cut, sideways or hard to read, and a picture where pictures are taken. */
async function look(hand: Hand, shown: string): Promise<void> {
  await settled(hand.page);
  expect(await faultsOf(hand, {}, true)).toEqual([]);
  await shoot(hand.page, `${shown}.officer.light`);
}

/** The same of a page as it is after `act`, in what hides faults best; in all looks where pictures are taken. */
async function inEveryLook(
  session: Session,
  path: string,
  shown: string,
  act: (hand: Hand) => Promise<void>,
  least: readonly string[] = ['fs150'],
): Promise<void> {
  const faults: string[] = [];
  for (const name of SHOOTING ? Object.keys(LOOKS) : least) {
    const like = LOOKS[name] ?? {};
    const hand = await phoneOf(browser, service, session, path, like);
    await act(hand);
    await settled(hand.page);
    await shoot(hand.page, `${shown}.${name}`);
    faults.push(...(await faultsOf(hand, like, true)).map((fault) => `${name}: ${fault}`));
    await hand.close();
  }
  expect(faults).toEqual([]);
}
