import {
  addDays,
  dayOf,
  dutyLogContract,
  quizContract,
  studyContract,
  type Contract,
  type DemoAccount,
} from '@qiangji/shared-types';
import type { MongoClient } from 'mongodb';
import { startAlone } from './lib/database';
import { makeId, Service } from './lib/service';

/** Writes in all, every one of them under way before the first is answered. */
const KINDS = { study_reports: 400, quiz_answers: 300, duty_entries: 300 };
type Kind = keyof typeof KINDS;
const WRITES = KINDS.study_reports + KINDS.quiz_answers + KINDS.duty_entries;
const KILL_AFTER = 400;
const ACCOUNTS: DemoAccount[] = ['officer', 'auxiliary', 'inspector', 'leader'];
/** Those who are on duty, and so write entries. */
const ON_DUTY: DemoAccount[] = ['officer', 'auxiliary'];

const database = 'qj_durability';
const env = { RATE_BURST: '5000', RATE_PER_SECOND: '5000' };
let own: Awaited<ReturnType<typeof startAlone>>;
let client: MongoClient;
let where: { uri: string; database: string };

beforeAll(async () => {
  own = await startAlone('durability');
  where = { uri: own.uri, database };
  ({ client } = own);
  await Service.seedPeople(where);
}, 240_000);

afterAll(async () => {
  await own?.stop();
});

interface Op {
  kind: Kind;
  account: DemoAccount;
  contract: Contract;
  params?: Record<string, string>;
  body: object;
  opId: string;
  acknowledged: boolean;
}

type Tokens = Record<string, string>;

async function signIn(service: Service): Promise<Tokens> {
  const tokens: Tokens = {};
  for (const account of ACCOUNTS) tokens[account] = (await service.signIn(account)).accessToken;
  return tokens;
}

const written = () => ({ opId: makeId(), deviceAt: new Date().toISOString() });

/** The shift that an account is on; opened where there is none. */
async function shiftOf(service: Service, token: string, recorders: string[]): Promise<string> {
  const { shift } = await service.call(dutyLogContract.currentShift, {}, token);
  if (shift) return shift.id;
  const body = {
    ...written(),
    shiftId: makeId(),
    templateCode: 'early',
    catalogueVersion: 1,
    sections: ['花园街北'],
    recorders,
  };
  return (await service.call(dutyLogContract.openShift, { body }, token)).id;
}

async function studyOps(service: Service, tokens: Tokens): Promise<Op[]> {
  const query = { limit: 100 };
  const { items } = await service.call(studyContract.listPieces, { query }, tokens.officer);
  return Array.from({ length: KINDS.study_reports }, (_, index): Op => {
    const { slug, version } = items[index % items.length]!;
    const body = { ...written(), pieceVersion: version, positionBp: index, answers: [] };
    const account = ACCOUNTS[index % ACCOUNTS.length]!;
    const contract = studyContract.appendProgress;
    const { opId } = body;
    return {
      kind: 'study_reports',
      account,
      contract,
      params: { slug },
      body,
      opId,
      acknowledged: false,
    };
  });
}

async function quizOps(service: Service, tokens: Tokens): Promise<Op[]> {
  const params = { day: dayOf(Date.now()) };
  const asked: Record<string, object[]> = {};
  for (const account of ACCOUNTS) {
    const practice = await service.call(quizContract.findPractice, { params }, tokens[account]);
    asked[account] = practice.questions.flatMap(({ code, version, body }) =>
      body.kind === 'single'
        ? [
            {
              questionCode: code,
              questionVersion: version,
              answer: { kind: 'single', chosen: [body.options[0]!.id] },
              mode: 'daily',
            },
          ]
        : [],
    );
    expect(asked[account].length).toBeGreaterThan(0);
  }
  return Array.from({ length: KINDS.quiz_answers }, (_, index): Op => {
    const account = ACCOUNTS[index % ACCOUNTS.length]!;
    const questions = asked[account]!;
    const answer = { ...written(), ...questions[index % questions.length]! };
    const body = { ...written(), answers: [answer] };
    const contract = quizContract.appendAnswers;
    return {
      kind: 'quiz_answers',
      account,
      contract,
      body,
      opId: answer.opId,
      acknowledged: false,
    };
  });
}

async function entryOps(service: Service, tokens: Tokens): Promise<Op[]> {
  const shifts: Record<string, string> = {};
  for (const account of ON_DUTY) {
    const recorders = [`${account}-1`, `${account}-2`];
    shifts[account] = await shiftOf(service, tokens[account]!, recorders);
  }
  return Array.from({ length: KINDS.duty_entries }, (_, index): Op => {
    const account = ON_DUTY[index % ON_DUTY.length]!;
    const body = {
      ...written(),
      entryId: makeId(),
      catalogueVersion: 1,
      categoryCode: 'outdoor_trading',
      handlingCode: 'persuasion',
      partyTypeCode: 'shop',
      text: `第 ${index} 条`,
    };
    const contract = dutyLogContract.appendEntry;
    const params = { shiftId: shifts[account]! };
    const { opId } = body;
    return { kind: 'duty_entries', account, contract, params, body, opId, acknowledged: false };
  });
}

/** So often a phone that is told to try again does, at most. */
const ROUNDS = 30;

/**
 * Sends all ops that were not acknowledged, at once. A lost connection leaves an op open, and so does a
 * database that does not answer in time: a thousand at once are more than the slow one takes in five seconds.
 */
async function send(service: Service, ops: Op[], tokens: Tokens, acknowledged: () => void) {
  const refused: unknown[] = [];
  const one = async (op: Op) => {
    const { contract, params, body, account } = op;
    const answer = await service.raw(contract, { params, body }, tokens[account]).catch(() => null);
    if (!answer) return;
    if (answer.status === (contract.status ?? 200)) {
      op.acknowledged = true;
      acknowledged();
    } else if (answer.status !== 503) refused.push(answer.body, service.output().slice(-2_000));
  };
  await Promise.all(ops.filter((op) => !op.acknowledged).map(one));
  return refused;
}

/** How many documents the database holds of these ops, and of how many different ones. */
async function storedOf(kind: Kind, ops: readonly Op[]) {
  const opIds = ops.filter((op) => op.kind === kind).map((op) => op.opId);
  const found = client.db(database).collection<{ opId: string }>(kind);
  const rows = await found.find({ opId: { $in: opIds } }).toArray();
  return {
    wanted: opIds.length,
    rows: rows.length,
    ops: new Set(rows.map((row) => row.opId)).size,
  };
}

const kinds = Object.keys(KINDS) as Kind[];

it('seeds the demo anew where its seeding was cut off, and leaves nothing of the half', async () => {
  const db = client.db(database);
  const marks = db.collection<{ _id: string; done: boolean; day: string }>('seed_marks');
  const people = db.collection('org_persons');
  const whole = await people.countDocuments({});
  expect(whole).toBeGreaterThan(100);
  await marks.updateOne({ _id: 'demo' }, { $set: { done: false } });
  await people.deleteMany({ kind: 'auxiliary' });
  await db.collection('duty_shifts').insertOne({ half: true });
  await Service.seedPeople(where);
  expect(await people.countDocuments({})).toBe(whole);
  expect(await db.collection('duty_shifts').countDocuments({ half: true })).toBe(0);
  const mark = await marks.findOne({ _id: 'demo' });
  expect(mark?.done).toBe(true);
  // Midnight may have come since.
  const today = dayOf(Date.now());
  expect([today, addDays(today, -1)]).toContain(mark?.day);
});

describe('kill -9 in the middle of a thousand writes', () => {
  it('loses no acknowledged write and doubles none', async () => {
    let service = await Service.start({ ...where, env });
    const tokens = await signIn(service);
    const made = [
      await studyOps(service, tokens),
      await quizOps(service, tokens),
      await entryOps(service, tokens),
    ];
    // In turns, so that the kill meets all three.
    const ops = made.flat().sort((a, b) => (a.opId.slice(-6) < b.opId.slice(-6) ? -1 : 1));

    let count = 0;
    let killed: Promise<unknown> = Promise.resolve();
    const refused = await send(service, ops, tokens, () => {
      count += 1;
      if (count === KILL_AFTER) killed = service.kill('SIGKILL');
    });
    expect(refused).toEqual([]);
    await killed;
    const before = ops.filter((op) => op.acknowledged);
    expect(before.length).toBeGreaterThanOrEqual(KILL_AFTER);
    expect(before.length).toBeLessThan(WRITES);
    expect(new Set(before.map((op) => op.account)).size).toBe(ACCOUNTS.length);
    for (const kind of kinds) {
      const { wanted, rows, ops: different } = await storedOf(kind, before);
      expect({ kind, some: wanted > 0, rows, different }).toEqual({
        kind,
        some: true,
        rows: wanted,
        different: wanted,
      });
    }

    // The phones do not know which of the others arrived: they send them all again.
    service = await Service.start({ ...where, env });
    const again = await signIn(service);
    for (let round = 0; round < ROUNDS && ops.some((op) => !op.acknowledged); round += 1) {
      expect(await send(service, ops, again, () => undefined)).toEqual([]);
    }
    expect(ops.filter((op) => !op.acknowledged)).toEqual([]);
    for (const kind of kinds) {
      const all = await storedOf(kind, ops);
      expect({ kind, ...all }).toEqual({
        kind,
        wanted: KINDS[kind],
        rows: KINDS[kind],
        ops: KINDS[kind],
      });
    }
    process.stdout.write(
      `kill -9: ${WRITES} under way, ${before.length} acknowledged before, ${WRITES} after, 0 lost, 0 doubled\n`,
    );
    expect(await service.kill('SIGTERM')).toBe(0);
  }, 240_000);
});
