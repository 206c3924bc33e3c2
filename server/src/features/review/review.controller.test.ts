import { Collection } from 'mongodb';
import {
  addDays,
  contracts,
  DAY_MS,
  dayOf,
  reviewContract,
  weekStart,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { sealedCheck } from '../../../test/spot-check-fixture';
import { AccessLog } from '../../platform/access-log';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { ReviewDayService } from './review-day.service';

let kit: Kit;

async function checkReady(as: PersonKey, fault: boolean): Promise<void> {
  const { checklists } = await kit.ok(
    contracts.standard.listChecklists,
    { query: { kind: 'readiness' } },
    as,
  );
  const list = checklists[0]!;
  const groups = list.groups.map((group, index) => ({
    groupCode: group.code,
    faults: fault && index === 0 ? [{ itemCode: group.items[0]!.code }] : [],
  }));
  const checklist = { checklistCode: list.code, checklistVersion: list.version };
  await kit.ok(contracts.selfCheck.submit, { body: { ...phoneWrite(), ...checklist, groups } }, as);
}

async function wholeShift(as: PersonKey): Promise<string> {
  const shiftId = makeId();
  const params = { shiftId };
  const open = { shiftId, templateCode: 'early', catalogueVersion: 1, sections: ['花园街'] };
  await kit.ok(contracts.dutyLog.openShift, { body: { ...phoneWrite(), ...open } }, as);
  const entry = {
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
  };
  await kit.ok(contracts.dutyLog.appendEntry, { params, body: { ...phoneWrite(), ...entry } }, as);
  await kit.ok(contracts.dutyLog.closeShift, { params, body: phoneWrite() }, as);
  return shiftId;
}

let shiftId: string;

beforeAll(async () => {
  kit = await Kit.start();
  await checkReady('officer', true);
  shiftId = await wholeShift('officer');
  const { questions } = await practiceOf(kit, 'officer', dayOf(now()));
  await send(
    kit,
    'officer',
    questions.map((question) => answerTo(question, false)),
  );
  await sealedCheck(kit);
  const { items } = await kit.ok(contracts.study.listPieces, { query: {} }, 'officer');
  const piece = items[0]!;
  const read = { pieceVersion: piece.version, positionBp: 5_000, answers: [] };
  await kit.ok(
    contracts.study.appendProgress,
    { params: { slug: piece.slug }, body: { ...phoneWrite(), ...read } },
    'officer',
  );
  await (await kit.get(ReviewDayService)).settled();
});

afterEach(() => {
  shiftClock(0);
  kit.tokens.clear();
});

afterAll(async () => {
  await kit.stop();
});

describe("a unit's week", () => {
  it('shows everybody of the own squadron by job and name, with counts or no data', async () => {
    await kit.ok(reviewContract.week, { query: {} }, 'leader', (week) => {
      expect(week.unit.path).toBe(UNITS.squadron);
      expect(week.from).toBe(weekStart(dayOf(now())));
      expect(week.units.map((unit) => unit.path)).toEqual([UNITS.squadron]);
      const kinds = week.rows.map((row) => row.kind);
      expect(kinds).toEqual([...kinds].sort().reverse());
      const mine = week.rows.find((row) => row.personId === kit.people.officer._id);
      expect(mine?.cells).toEqual({
        study: { have: 0, of: 1 },
        mastery: { have: 0, of: 10 },
        readiness: { have: 1, of: 1 },
        logs: { have: 1, of: 1 },
        spot_check: { have: 3, of: 5 },
      });
      const other = week.rows.find((row) => row.personId === kit.people.officer2._id);
      expect(Object.values(other?.cells ?? {})).toEqual([null, null, null, null, null]);
      expect(week.trend).toHaveLength(8);
      expect(week.trend[7]?.passed).toEqual({ have: 5, of: 8 });
      expect(week.trend[0]?.passed).toBeNull();
      expect(week.waiting).toEqual([]);
    });
  });

  it('names whom to talk to, and what is overdue once it is', async () => {
    shiftClock(9 * DAY_MS);
    kit.tokens.clear();
    const day = dayOf(Date.now());
    await kit.ok(reviewContract.week, { query: { day } }, 'leader', (week) => {
      expect(week.talks[0]?.personId).toBe(kit.people.officer._id);
      expect(week.talks[0]?.reason.code).toBe('corrections_overdue');
      expect(week.waiting.map((one) => one.kind)).toContain('correction_overdue');
      expect(week.waiting[0]?.link?.feature).toBe('self-check');
    });
  });

  it('lets the campaign office and bureau leaders look at any squadron, and nobody beyond', async () => {
    for (const as of ['office', 'bureauLeader'] as const) {
      const query = { unitPath: UNITS.sibling };
      await kit.ok(reviewContract.week, { query }, as, (week) => {
        expect(week.unit.path).toBe(UNITS.sibling);
        expect(week.units.map((unit) => unit.path)).toContain(UNITS.squadron);
      });
    }
    const query = { unitPath: UNITS.squadron };
    for (const as of ['siblingLeader', 'outsiderLeader', 'outsiderOffice'] as const) {
      await kit.fails(reviewContract.week, { query }, as, 'NOT_FOUND');
    }
    for (const as of ['officer', 'liaison', 'inspector', 'clerk'] as const) {
      await kit.fails(reviewContract.week, { query }, as, 'FORBIDDEN');
    }
  });

  // The ninth: logs of long ago that were opened again, by an index of their own.
  it('asks the database nine questions at most', async () => {
    await kit.ok(reviewContract.week, { query: {} }, 'leader');
    const asked = (['find', 'findOne', 'aggregate', 'countDocuments'] as const).map((name) =>
      jest.spyOn(Collection.prototype, name),
    );
    await kit.ok(reviewContract.week, { query: {} }, 'leader');
    const count = asked.reduce((all, spy) => all + spy.mock.calls.length, 0);
    for (const spy of asked) spy.mockRestore();
    expect(count).toBeGreaterThan(4);
    expect(count).toBeLessThanOrEqual(9);
  });

  it('keeps a disputed score out of every sum', async () => {
    const { items } = await kit.ok(
      contracts.spotCheck.listChecks,
      { query: { view: 'checked' } },
      'officer',
    );
    const input = {
      params: { checkId: items[0]!.id },
      body: { ...phoneWrite(), disagree: true, answer: '当时正在换装' },
    };
    await kit.ok(contracts.spotCheck.acknowledge, input, 'officer');
    await (await kit.get(ReviewDayService)).settled();
    await kit.ok(reviewContract.week, { query: {} }, 'leader', (week) => {
      const mine = week.rows.find((row) => row.personId === kit.people.officer._id);
      expect(mine?.cells.spot_check).toBeNull();
      // The team's items are disputed with them: what is left is the other one's.
      expect(week.trend[7]?.passed).toEqual({ have: 1, of: 1 });
    });
  });
});

describe('the squadrons', () => {
  it('stand by town and name, each kind of job by itself', async () => {
    await kit.ok(reviewContract.squadrons, { query: {} }, 'bureauLeader', ({ squadrons }) => {
      expect(squadrons.map((one) => one.unit.name)).toEqual(['湖塘中队', '牛塘中队']);
      const kinds = squadrons[0]?.groups.map((group) => group.kind);
      expect(kinds).toEqual(['officer', 'auxiliary']);
      expect(squadrons[0]?.groups[0]?.readiness).toEqual({ have: 1, of: 1 });
      expect(squadrons[1]?.groups[0]?.readiness).toBeNull();
    });
    await kit.fails(reviewContract.squadrons, { query: {} }, 'leader', 'FORBIDDEN');
    await kit.ok(reviewContract.squadrons, { query: {} }, 'outsiderOffice', ({ squadrons }) => {
      expect(squadrons.map((one) => one.unit.name)).toEqual(['北河中队']);
    });
  });
});

describe('one person', () => {
  it('shows what was counted and what lies behind it, and notes who looked', async () => {
    const params = { personId: kit.people.officer._id };
    await kit.ok(reviewContract.person, { params, query: {} }, 'leader', (person) => {
      expect(person.counts).toMatchObject({ shifts: 1, entries: 1, correctionsOpen: 1 });
      expect(person.counts.practice).toEqual({ have: 0, of: 10 });
      expect(person.topics.every((topic) => topic.answered > 0)).toBe(true);
      expect(person.person.unit.name).toBe('湖塘中队');
    });
    const log = await (await kit.get(AccessLog)).listOf(params.personId, undefined, 10);
    expect(log.map((one) => [one.readerId, one.what])).toContainEqual([
      kit.people.leader._id,
      'review_person',
    ]);
  });

  it('opens the records behind each figure', async () => {
    const params = { personId: kit.people.officer._id };
    const to = dayOf(now());
    const range = { from: addDays(to, -6), to };
    const lead = (
      kind: 'study' | 'mastery' | 'readiness' | 'logs' | 'spot_check' | 'corrections',
    ) => kit.ok(reviewContract.listRecords, { params, query: { kind, ...range } }, 'leader');
    await kit.ok(
      reviewContract.listRecords,
      { params, query: { kind: 'logs', ...range } },
      'leader',
      ({ items }) => {
        expect(items).toHaveLength(1);
        expect(items[0]?.link).toEqual({ feature: 'duty-log', page: 'shift', id: shiftId });
        expect(items[0]?.meta).toBe('记 1 条，日志已交');
      },
    );
    expect((await lead('study')).items[0]?.meta).toBe('读到 50%');
    expect((await lead('mastery')).items).toHaveLength(10);
    expect((await lead('readiness')).items[0]?.link?.feature).toBe('self-check');
    expect((await lead('spot_check')).items[0]?.link?.page).toBe('result');
    expect((await lead('corrections')).items[0]?.tone).toBe('warn');
  });

  it('opens of a topic the questions that were met in it', async () => {
    const params = { personId: kit.people.officer._id };
    const to = dayOf(now());
    const { topics } = await kit.ok(reviewContract.person, { params, query: {} }, 'leader');
    expect(topics.length).toBeGreaterThan(0);
    let seen = 0;
    for (const { topic, topicName, answered } of topics) {
      const query = { kind: 'mastery' as const, from: addDays(to, -6), to, topic, limit: 100 };
      const { items } = await kit.ok(reviewContract.listRecords, { params, query }, 'leader');
      expect(items.length).toBe(answered);
      expect(items.every(({ meta }) => meta.includes(topicName))).toBe(true);
      seen += items.length;
    }
    const query = { kind: 'mastery' as const, from: addDays(to, -6), to, limit: 100 };
    const all = await kit.ok(reviewContract.listRecords, { params, query }, 'leader');
    expect(seen).toBe(all.items.length);
    const none = { ...query, topic: 'no-such-topic' };
    expect(
      (await kit.ok(reviewContract.listRecords, { params, query: none }, 'leader')).items,
    ).toEqual([]);
  });

  it('is open to the person, and the office sees figures but opens spot checks only', async () => {
    const params = { personId: kit.people.officer._id };
    const to = dayOf(now());
    const query = { from: to, to };
    await kit.ok(reviewContract.person, { params, query: {} }, 'officer');
    const logs = await kit.ok(
      reviewContract.listRecords,
      { params, query: { kind: 'logs', ...query } },
      'office',
    );
    expect(logs.items.map((one) => one.link)).toEqual([null]);
    const checks = await kit.ok(
      reviewContract.listRecords,
      { params, query: { kind: 'spot_check', ...query } },
      'office',
    );
    expect(checks.items[0]?.link?.feature).toBe('spot-check');
  });

  it('is hidden from everybody who does not lead them', async () => {
    const params = { personId: kit.people.officer._id };
    const to = dayOf(now());
    for (const as of [
      'officer2',
      'auxiliary',
      'siblingLeader',
      'siblingOfficer',
      'inspector',
      'outsider',
      'outsiderLeader',
      'outsiderOffice',
    ] as const) {
      await kit.fails(reviewContract.person, { params, query: {} }, as, 'NOT_FOUND');
      const query = { kind: 'logs', from: to, to };
      await kit.fails(reviewContract.listRecords, { params, query }, as, 'NOT_FOUND');
    }
  });

  it('refuses a range that is too long or runs backwards', async () => {
    const params = { personId: kit.people.officer._id };
    const to = dayOf(now());
    for (const from of [addDays(to, -90), addDays(to, 1)]) {
      const query = { kind: 'logs', from, to };
      await kit.fails(reviewContract.listRecords, { params, query }, 'leader', 'VALIDATION_FAILED');
    }
  });
});
