import { noticeContract, spotCheckContract as c, type SpotCheck } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { DAILY } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { personCollection } from '../org';

let kit: Kit;

beforeEach(async () => {
  kit = await Kit.start();
});
afterEach(() => kit.stop());

/** Further inspectors of the bureau, some of them of squadrons. */
async function entrust(...keys: PersonKey[]): Promise<string[]> {
  const people = (await kit.get(MongoService)).collection(personCollection);
  const ids = keys.map((key) => kit.people[key]._id);
  await people.updateMany(
    { _id: { $in: ids } },
    { $push: { grants: { role: 'inspector', unitPath: UNITS.bureau } } },
  );
  kit.tokens.clear();
  return ids;
}

async function plan(inspectorIds?: string[]): Promise<SpotCheck> {
  const body = {
    ...phoneWrite(),
    ...{ checkId: makeId(), kind: 'special' as const, covert: false, inspectorIds },
    ...{ squadronPath: UNITS.squadron, reason: '12345 反映较多', checklist: DAILY },
  };
  return kit.ok(c.createCheck, { body }, 'office');
}

const send = ({ id }: SpotCheck, inspectorIds: string[], reason?: string) => ({
  params: { checkId: id },
  body: { ...phoneWrite(), inspectorIds, reason },
});

async function told(as: PersonKey, { id }: SpotCheck): Promise<string[]> {
  const { items } = await kit.ok(noticeContract.listMine, { query: { limit: 50 } }, as);
  return items
    .filter((one) => one.link?.id === id || one.title.endsWith('的督察不用你去了'))
    .map((one) => one.text)
    .reverse();
}

const goers = (check: SpotCheck) => check.inspectors.map((one) => one.personId);

describe('who sends others to a check', () => {
  it('is one of its inspectors, its planner or the office, and has the same answer again', async () => {
    const { inspector, inspector2 } = kit.people;
    const [third] = await entrust('legalOfficer', 'siblingOfficer');
    const check = await plan([inspector._id, inspector2._id]);
    const next = [inspector2._id, third!];
    for (const as of ['siblingOfficer', 'legalOfficer', 'outsiderOffice'] as const) {
      await kit.fails(c.assignCheck, send(check, next, '病了'), as, 'NOT_FOUND');
    }
    const input = send(check, next, '病了');
    const given = await kit.ok(c.assignCheck, input, 'inspector');
    expect(goers(given)).toEqual(next);
    expect(await kit.ok(c.assignCheck, input, 'inspector')).toEqual(given);
    // They go no more, and say no more who goes.
    const back = send(check, [inspector._id, inspector2._id], '好了');
    await kit.fails(c.assignCheck, back, 'inspector', 'NOT_FOUND');
    expect(goers(await kit.ok(c.assignCheck, back, 'office'))).toEqual(back.body.inspectorIds);
  });

  it('is nobody of the squadron that is to be visited, be it the first time or again', async () => {
    const { inspector, inspector2, officer, office } = kit.people;
    const [third] = await entrust('legalOfficer', 'officer');
    const pair = [inspector._id, inspector2._id];
    const open = await plan();
    await kit.fails(c.assignCheck, send(open, pair), 'officer', 'NOT_FOUND');
    const check = await plan(pair);
    const next = send(check, [inspector2._id, third!], '病了');
    await kit.fails(c.assignCheck, next, 'officer', 'NOT_FOUND');
    // Nor who planned it and was moved there since.
    const people = (await kit.get(MongoService)).collection(personCollection);
    await people.updateOne({ _id: office._id }, { $set: { unitPath: officer.unitPath } });
    kit.tokens.clear();
    await kit.fails(c.assignCheck, next, 'office', 'NOT_FOUND');
    expect(goers(await kit.ok(c.assignCheck, next, 'inspector'))).toEqual(next.body.inspectorIds);
  });
});

describe('a repeat of having sent others', () => {
  it('tells nobody of what was done after it', async () => {
    const { inspector, inspector2 } = kit.people;
    const [third] = await entrust('legalOfficer');
    const check = await plan([inspector._id, inspector2._id]);
    const first = send(check, [inspector2._id, third!], '病了');
    await kit.ok(c.assignCheck, first, 'office');
    await kit.ok(c.assignCheck, send(check, [inspector._id, inspector2._id], '好了'), 'office');
    const words = async () => [await told('inspector', check), await told('legalOfficer', check)];
    const before = await words();
    expect(before).toEqual([
      ['改派：病了', '改派：好了'],
      ['改派：病了', '改派：好了'],
    ]);
    await kit.ok(c.assignCheck, first, 'office');
    expect(await words()).toEqual(before);
  });
});
