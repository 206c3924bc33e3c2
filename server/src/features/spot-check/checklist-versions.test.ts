import {
  checklist,
  dayOf,
  spotCheckContract,
  standardContract,
  type Checklist,
  type CheckResult,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { practiceOf } from '../../../test/quiz-fixture';
import { DAILY, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { checklistCollection, ChecklistService } from '../standard';

const c = spotCheckContract;
const { code: CODE } = DAILY;

let kit: Kit;
/** As the product shipped it first: the second version added F5 to it and nothing else. */
let first: Checklist;
/** Sealed, and only begun, before the second version came. */
let sealed: SpotCheck;
let begun: SpotCheck;

beforeAll(async () => {
  kit = await Kit.start();
  const shipped = await (await kit.get(ChecklistService)).current(CODE);
  first = checklist.parse({
    ...shipped,
    version: 1,
    groups: shipped.groups.map((group) => ({
      ...group,
      items: group.items.filter((one) => one.code !== 'F5'),
    })),
  });
  await asBefore();
  sealed = await checked(1, teamFaults('F1', 'F2'));
  begun = await begin(1);
  await score(kit, begun.id, teamFaults('F1'));
  // What every start does.
  await (await kit.get(ChecklistService)).loadShipped();
});

afterAll(async () => {
  await kit.stop();
});

/** A bureau that runs the release before. */
async function asBefore(): Promise<void> {
  const lists = (await kit.get(MongoService)).collection(checklistCollection);
  await lists.deleteOne({ _id: `${CODE}@${DAILY.version}` });
  const stamp = { publishedAt: new Date(now()), schemaVersion: 1 as const };
  await lists.insertOne({ _id: `${CODE}@1`, ...first, ...stamp });
}

async function begin(version: number): Promise<SpotCheck> {
  const { inspector, inspector2, officer } = kit.people;
  const body = {
    ...phoneWrite(),
    ...{ checkId: makeId(), kind: 'special' as const, covert: false },
    ...{ squadronPath: UNITS.squadron, reason: '12345 反映较多' },
    ...{ inspectorIds: [inspector._id, inspector2._id], personIds: [officer._id] },
    checklist: { code: CODE, version },
  };
  return kit.ok(c.createCheck, { body }, 'inspector');
}

const teamFaults = (...codes: string[]) => codes.map((code) => result(code, null, 'fault'));

/** Four items of the officer that hold, so that there is enough to score. */
const held = () => ['A1', 'A2', 'B1', 'B2'].map((code) => result(code, kit.people.officer._id));

async function finish(check: SpotCheck, more: CheckResult[]): Promise<SpotCheck> {
  await score(kit, check.id, [...held(), ...more]);
  await signFor(kit, check);
  return seal(kit, check);
}

const checked = async (version: number, more: CheckResult[]) => finish(await begin(version), more);

const inForce = async () => {
  const query = { kind: 'spot_check' as const };
  const { checklists } = await kit.ok(standardContract.listChecklists, { query }, 'inspector');
  return checklists.find((one) => one.code === CODE)!;
};
const codesOf = (list: Checklist) =>
  list.groups.flatMap(({ items }) => items.map(({ code }) => code));

describe('a new version of the list of spot checks', () => {
  it('is in force for new checks from the start of its release on, beside the one before', async () => {
    const list = await inForce();
    expect(list.version).toBe(DAILY.version);
    expect(codesOf(list).filter((code) => !codesOf(first).includes(code))).toEqual(['F5']);
    const params = { code: CODE, version: 1 };
    await kit.ok(standardContract.findChecklist, { params }, 'inspector', (kept) => {
      expect(kept).toEqual(first);
    });
  });

  it('leaves a check that was sealed before as it was', async () => {
    const params = { checkId: sealed.id };
    await kit.ok(c.findCheck, { params }, 'inspector', (check) => {
      expect(check).toEqual(sealed);
    });
    expect(sealed.checklist).toMatchObject({ code: CODE, version: 1 });
    // 3 for F1, 2 for F2.
    expect(sealed.score).toMatchObject({ score: 95, grade: 'excellent', applicable: 6 });
  });

  it('does not ask its item of a check that was begun before, which is scored by its own', async () => {
    const body = { ...phoneWrite(), results: teamFaults('F5') };
    const input = { params: { checkId: begun.id }, body };
    const error = await kit.fails(c.appendResults, input, 'inspector', 'VALIDATION_FAILED');
    expect(JSON.stringify(error.details)).toContain('unknown_item');
    const done = await finish(begun, teamFaults('F2', 'F3', 'F6'));
    // 3 + 2 + 2 + 2 are 9: the group takes 8 at most.
    expect(done.score).toMatchObject({ score: 92, deductions: [{ groupCode: 'F', points: 8 }] });
    expect(done.checklist.version).toBe(1);
  });

  it('takes two points for terms of a case that ran out, of the team', async () => {
    const found = await checked(DAILY.version, teamFaults('F5'));
    expect(found.score).toMatchObject({
      ...{ score: 98, vetoed: false, faults: 1, applicable: 5 },
      deductions: [{ groupCode: 'F', points: 2 }],
    });
    expect(found.personScores.map(({ score: own }) => own.faults)).toEqual([0]);
    const [finding, ...others] = found.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ itemCode: 'F5', topic: 'deadlines', subject: 'team' });
    const practice = await practiceOf(kit, 'officer', dayOf(now()));
    const reason = practice.reasons.find((one) => one.topic === 'deadlines');
    expect(reason).toMatchObject({ piece: { slug: 'working-days' } });
    expect(reason?.text).toContain(finding!.itemName);
    const asked = practice.questions.filter((one) => one.needId === reason?.needId);
    expect(asked.map((one) => one.topic)).toEqual(['deadlines', 'deadlines', 'deadlines']);
  });

  it('asks nothing about cases where there are none', async () => {
    const none = await checked(DAILY.version, [
      result('A3', kit.people.officer._id),
      result('F5', null, 'na'),
    ]);
    expect(none).toMatchObject({ state: 'clean_closed', findings: [] });
    expect(none.score).toMatchObject({ score: 100, applicable: 5, faults: 0 });
  });
});
