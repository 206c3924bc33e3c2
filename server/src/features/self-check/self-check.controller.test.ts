import {
  addDays,
  checklistFor,
  dayOf,
  DAY_MS,
  leaveContract,
  selfCheckContract,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { checklistCollection, ChecklistService } from '../standard';
import { DueService } from './due.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(() => {
  shiftClock(0);
});

afterAll(async () => {
  await kit.stop();
});

interface Fault {
  itemCode: string;
  note?: string;
  fixed?: boolean;
}

/** A whole check of a shipped list with these faults, as an officer or auxiliary is asked it. */
async function checkOf(
  code: string,
  faults: Fault[] = [],
  extra: { entryId?: string; handlingCode?: string; enforced?: boolean } = {},
  personKind: 'officer' | 'auxiliary' = 'officer',
) {
  const whole = await (await kit.get(ChecklistService)).current(code);
  const { handlingCode = null, enforced } = extra;
  const list = checklistFor(whole, { personKind, handlingCode, enforced });
  const groups = list.groups.map((group) => ({
    groupCode: group.code,
    faults: faults.filter((fault) => group.items.some((one) => one.code === fault.itemCode)),
  }));
  return {
    body: {
      ...phoneWrite(),
      checklistCode: list.code,
      checklistVersion: list.version,
      groups,
      ...extra,
    },
  };
}

async function submit(as: PersonKey, faults: Fault[] = []) {
  const kind = as === 'auxiliary' ? 'auxiliary' : 'officer';
  return kit.ok(selfCheckContract.submit, await checkOf('readiness', faults, {}, kind), as);
}

describe('a self-check', () => {
  it('keeps its list and version, and makes a dated correction of each fault', async () => {
    const input = await checkOf('readiness', [
      { itemCode: 'A1', note: '臂章脱线' },
      { itemCode: 'A2', fixed: true },
    ]);
    await kit.ok(selfCheckContract.submit, input, 'officer', (check) => {
      const today = dayOf(Date.now());
      expect(check).toMatchObject({
        id: input.body.opId,
        checklistCode: 'readiness',
        checklistVersion: 3,
        kind: 'readiness',
        faultCount: 2,
        personName: '陈立',
        day: today,
      });
      const [open, fixed] = check.corrections;
      expect(open).toMatchObject({ itemCode: 'A1', state: 'open', note: '臂章脱线' });
      expect(open!.dueOn > today).toBe(true);
      expect(fixed).toMatchObject({ itemCode: 'A2', state: 'done', dueOn: today });
      expect(JSON.stringify(check)).not.toContain('score');
    });
    const again = await kit.ok(selfCheckContract.submit, input, 'officer');
    expect(again.corrections).toHaveLength(2);
    const other = { body: { ...input.body, note: '改了' } };
    await kit.fails(selfCheckContract.submit, other, 'officer', 'OP_ID_REUSED');
    await kit.fails(selfCheckContract.submit, input, 'officer2', 'OP_ID_REUSED');
  });

  it('asks about an act of enforcement only where there was one', async () => {
    const entryId = makeId();
    const conduct = await checkOf('conduct', [], { entryId, handlingCode: 'order_to_correct' });
    await kit.ok(selfCheckContract.submit, conduct, 'officer', (check) => {
      expect(check).toMatchObject({ kind: 'conduct', entryId, faultCount: 0, corrections: [] });
      expect(check.handlingCode).toBe('order_to_correct');
      // Nothing about seizing things or issuing a decision: neither happened.
      const codes = check.results.map((result) => result.itemCode);
      expect(codes).toEqual(['P2', 'P3', 'P4', 'R2']);
    });
    const query = { entryId };
    await kit.ok(selfCheckContract.listChecks, { query }, 'officer', (page) => {
      expect(page.items.map((one) => one.id)).toEqual([conduct.body.opId]);
    });
    const without = await checkOf('conduct');
    await kit.fails(selfCheckContract.submit, without, 'officer', 'VALIDATION_FAILED');
    const needless = await checkOf('readiness', [], { entryId });
    await kit.fails(selfCheckContract.submit, needless, 'officer', 'VALIDATION_FAILED');
  });

  it('has to say which handling it is about, and answers nothing about another', async () => {
    const about = { entryId: makeId(), handlingCode: 'seizure' };
    const seizure = await checkOf('conduct', [{ itemCode: 'Q4' }], about);
    const silent = { body: { ...seizure.body, handlingCode: undefined } };
    await kit.fails(selfCheckContract.submit, silent, 'officer', 'VALIDATION_FAILED');
    const other = { body: { ...seizure.body, handlingCode: 'on_spot_penalty' } };
    await kit.fails(selfCheckContract.submit, other, 'officer', 'VALIDATION_FAILED');
    await kit.ok(selfCheckContract.submit, seizure, 'officer', (check) => {
      const codes = check.results.map((result) => result.itemCode);
      expect(codes).toEqual(['P2', 'P3', 'Q3', 'Q4', 'Q7', 'R2']);
    });
    const needless = await checkOf('readiness');
    const readiness = { body: { ...needless.body, handlingCode: 'seizure' } };
    await kit.fails(selfCheckContract.submit, readiness, 'officer', 'VALIDATION_FAILED');
  });

  it('asks in a month without enforcement nothing about it, and otherwise how recordings ended', async () => {
    const codesOf = async (extra: { enforced?: boolean }) => {
      const input = await checkOf('periodic_field', [], extra);
      const { results } = await kit.ok(selfCheckContract.submit, input, 'officer');
      return results.map((result) => result.itemCode).filter((code) => code.startsWith('D'));
    };
    expect(await codesOf({ enforced: false })).toEqual(['D1', 'D3']);
    expect(await codesOf({ enforced: true })).toEqual(['D1', 'D2', 'D3', 'D4']);
    expect(await codesOf({})).toEqual(['D1', 'D2', 'D3', 'D4']);
    const readiness = await checkOf('readiness', [], { enforced: false });
    await kit.fails(selfCheckContract.submit, readiness, 'officer', 'VALIDATION_FAILED');
  });

  it('asks auxiliaries for no enforcement ID and no forms', async () => {
    const check = await submit('auxiliary');
    const codes = check.results.map((result) => result.itemCode);
    expect(codes).toContain('C3');
    expect(codes.filter((one) => one === 'C1' || one === 'C2')).toEqual([]);
    const forOfficers = await checkOf('readiness', [{ itemCode: 'C1' }]);
    await kit.fails(selfCheckContract.submit, forOfficers, 'auxiliary', 'VALIDATION_FAILED');
  });

  it('is taken and read under a version from before there were conditions', async () => {
    const mongo = await kit.get(MongoService);
    const checklists = await kit.get(ChecklistService);
    const now = await checklists.current('conduct');
    const groups = now.groups.map((group) => ({
      ...group,
      items: group.items.map(({ when: _, ...item }) => item),
    }));
    const stamp = { _id: 'conduct@1', publishedAt: new Date(), schemaVersion: 1 as const };
    const first = { ...now, version: 1, groups, ...stamp };
    await mongo.collection(checklistCollection).insertOne(first);
    const entryId = makeId();
    const body = {
      ...phoneWrite(),
      checklistCode: 'conduct',
      checklistVersion: 1,
      entryId,
      groups: groups.map((group) => ({ groupCode: group.code })),
    };
    const params = { checkId: body.opId };
    await kit.ok(selfCheckContract.submit, { body }, 'officer');
    await kit.ok(selfCheckContract.findCheck, { params }, 'officer', (check) => {
      expect(check).toMatchObject({ checklistVersion: 1, handlingCode: null });
      expect(check.results).toHaveLength(groups.flatMap((group) => group.items).length);
    });
  });

  it('refuses a list of another post, one for inspectors, and a list half done', async () => {
    const office = await checkOf('periodic_office');
    await kit.fails(selfCheckContract.submit, office, 'officer', 'FORBIDDEN');
    await kit.ok(selfCheckContract.submit, office, 'office');
    const act = { entryId: makeId(), handlingCode: 'seizure' };
    const forAuxiliary = await checkOf('conduct', [], act);
    await kit.fails(selfCheckContract.submit, forAuxiliary, 'auxiliary', 'FORBIDDEN');
    const spot = await checkOf('spot_daily');
    await kit.fails(selfCheckContract.submit, spot, 'officer', 'NOT_FOUND');
    const half = await checkOf('readiness');
    half.body.groups.pop();
    const error = await kit.fails(selfCheckContract.submit, half, 'officer', 'VALIDATION_FAILED');
    expect(error.details?.[0]?.message).toContain('还没查');
  });

  it('flags a phone whose clock is a day off', async () => {
    const input = await checkOf('readiness');
    input.body.deviceAt = new Date(Date.now() + DAY_MS).toISOString();
    await kit.ok(selfCheckContract.submit, input, 'officer2', (check) => {
      expect(check).toMatchObject({ clockDoubt: true, day: dayOf(Date.now()) });
    });
  });

  it('is seen by its person and their leaders, newest first', async () => {
    const mine = await submit('auxiliary');
    const query = { personId: kit.people.auxiliary._id };
    await kit.ok(selfCheckContract.listChecks, { query }, 'leader', (page) => {
      expect(page.items[0]?.id).toBe(mine.id);
      expect(new Set(page.items.map((one) => one.personName)).size).toBe(1);
    });
    await kit.fails(selfCheckContract.listChecks, { query }, 'siblingLeader', 'NOT_FOUND');
    await kit.fails(selfCheckContract.listChecks, { query }, 'inspector', 'NOT_FOUND');
    const unit = { query: { unitPath: kit.people.auxiliary.unitPath } };
    const all = await kit.ok(selfCheckContract.listChecks, unit, 'bureauLeader');
    expect(all.items.map((one) => one.id)).toContain(mine.id);
    await kit.fails(selfCheckContract.listChecks, unit, 'siblingLeader', 'NOT_FOUND');
    const one = { params: { checkId: mine.id } };
    await kit.ok(selfCheckContract.findCheck, one, 'leader', (check) => {
      expect(check.results.every((result) => result.verdict === 'ok')).toBe(true);
    });
    for (const stranger of ['officer2', 'siblingLeader', 'outsiderLeader', 'inspector'] as const) {
      await kit.fails(selfCheckContract.findCheck, one, stranger, 'NOT_FOUND');
    }
  });
});

describe('a correction', () => {
  it('is closed by its person, once, and only by them', async () => {
    const { corrections } = await submit('officer3', [{ itemCode: 'A1' }]);
    const params = { correctionId: corrections[0]!.id };
    const body = { ...phoneWrite(), note: '换了新臂章' };
    await kit.fails(selfCheckContract.closeCorrection, { params, body }, 'leader', 'NOT_FOUND');
    await kit.fails(selfCheckContract.closeCorrection, { params, body }, 'officer', 'NOT_FOUND');
    await kit.ok(selfCheckContract.closeCorrection, { params, body }, 'officer3', (one) => {
      expect(one).toMatchObject({ state: 'done', doneNote: '换了新臂章', overdue: false });
    });
    const again = await kit.ok(selfCheckContract.closeCorrection, { params, body }, 'officer3');
    expect(again.doneNote).toBe('换了新臂章');
    const second = { params, body: { ...phoneWrite() } };
    await kit.fails(selfCheckContract.closeCorrection, second, 'officer3', 'STATE_CONFLICT');
  });

  it('is overdue the day after its last, and leaders see those of their people', async () => {
    const { corrections } = await submit('auxiliary', [{ itemCode: 'A1' }]);
    const { id, dueOn } = corrections[0]!;
    const query = { state: 'open' as const };
    await kit.ok(selfCheckContract.listCorrections, { query }, 'auxiliary', (page) => {
      expect(page.items.map((one) => [one.id, one.overdue])).toEqual([[id, false]]);
    });
    const daysOn = (Date.parse(addDays(dueOn, 1)) - Date.parse(dayOf(Date.now()))) / DAY_MS;
    shiftClock(daysOn * DAY_MS);
    kit.tokens.clear();
    const unit = { query: { ...query, unitPath: kit.people.leader.unitPath } };
    await kit.ok(selfCheckContract.listCorrections, unit, 'leader', (page) => {
      expect(page.items.find((one) => one.id === id)).toMatchObject({
        overdue: true,
        personName: '周敏',
      });
      expect(page.items.every((one) => one.state === 'open')).toBe(true);
    });
    await kit.fails(selfCheckContract.listCorrections, unit, 'officer', 'NOT_FOUND');
    await kit.fails(selfCheckContract.listCorrections, unit, 'outsiderLeader', 'NOT_FOUND');
    const params = { correctionId: id };
    await kit.ok(selfCheckContract.findCorrection, { params }, 'leader', (one) => {
      expect(one).toMatchObject({ id, severity: 'moderate', topic: 'uniform' });
    });
    for (const stranger of ['officer', 'siblingLeader', 'outsiderLeader'] as const) {
      await kit.fails(selfCheckContract.findCorrection, { params }, stranger, 'NOT_FOUND');
    }
    kit.tokens.clear();
  });

  it('waits for whoever is away, and does not where the leave is withdrawn', async () => {
    const { corrections } = await submit('siblingOfficer', [{ itemCode: 'A1' }]);
    const { id, dueOn } = corrections[0]!;
    const due = async () => {
      const { run } = (await kit.get(DueService)).job();
      await run({ at: new Date(), fence: 1, signal: new AbortController().signal });
      const params = { correctionId: id };
      return (await kit.ok(selfCheckContract.findCorrection, { params }, 'siblingOfficer')).dueOn;
    };
    expect(await due()).toBe(dueOn);
    const today = dayOf(Date.now());
    const personId = kit.people.siblingOfficer._id;
    const days = { from: addDays(today, 1), to: addDays(dueOn, 3) };
    const body = { ...phoneWrite(), personId, kind: 'annual' as const, ...days };
    const leave = await kit.ok(leaveContract.record, { body }, 'office');
    expect((await due()) > days.to).toBe(true);
    const params = { leaveId: leave.id };
    const back = { ...phoneWrite(), version: leave.version };
    await kit.ok(leaveContract.withdraw, { params, body: back }, 'office');
    expect(await due()).toBe(dueOn);
  });
});
