import {
  addDays,
  dayOf,
  DAY_MS,
  spotCheckContract,
  standardContract,
  todayContract,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { beginCheck, DAILY, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { checkCollection } from './spot-check.collection';

const c = spotCheckContract;

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const plan = (more: object = {}) => ({
  ...phoneWrite(),
  checkId: makeId(),
  kind: 'special' as const,
  covert: false,
  squadronPath: UNITS.squadron,
  reason: '12345 反映较多',
  checklist: DAILY,
  ...more,
});
const inspectorIds = () => [kit.people.inspector._id, kit.people.inspector2._id];

describe('a spot check', () => {
  it('goes from a plan to its inspectors and on to the visit', async () => {
    const planned = await kit.ok(c.createCheck, { body: plan() }, 'office', (check) => {
      expect(check).toMatchObject({ state: 'planned', inspectors: [], startedAt: null });
    });
    const params = { checkId: planned.id };
    const assign = { ...phoneWrite(), inspectorIds: inspectorIds() };
    await kit.fails(c.assignCheck, { params, body: assign }, 'outsiderOffice', 'NOT_FOUND');
    await kit.ok(c.assignCheck, { params, body: assign }, 'office', (check) => {
      expect(check.state).toBe('assigned');
    });
    const more = { ...phoneWrite(), inspectorIds: inspectorIds() };
    await kit.fails(c.assignCheck, { params, body: more }, 'office', 'STATE_CONFLICT');
    const personIds = [kit.people.officer._id];
    const point = { lng: 119.93, lat: 31.72, accuracyM: 12 };
    const start = { ...phoneWrite(), personIds, place: { label: '人民路东段', point } };
    await kit.ok(c.startCheck, { params, body: start }, 'inspector2', (check) => {
      expect(check).toMatchObject({ state: 'in_progress', place: { label: '人民路东段', point } });
      expect(check.persons.map((one) => one.name)).toEqual(['陈立']);
    });
    const late = { ...phoneWrite(), personIds };
    await kit.fails(c.startCheck, { params, body: late }, 'outsiderOffice', 'NOT_FOUND');
  });

  it('is joined by the other inspector, whose phone was offline at the start, with whom they met', async () => {
    const { officer, officer2 } = kit.people;
    const assigned = await kit.ok(
      c.createCheck,
      { body: plan({ inspectorIds: inspectorIds() }) },
      'office',
    );
    const params = { checkId: assigned.id };
    const start = (personIds: string[], as: 'inspector' | 'inspector2') =>
      kit.ok(c.startCheck, { params, body: { ...phoneWrite(), personIds } }, as);
    const first = await start([officer._id], 'inspector');
    const second = await start([officer._id, officer2._id], 'inspector2');
    expect(second).toMatchObject({ state: 'in_progress', startedAt: first.startedAt });
    expect(second.persons.map((one) => one.personId)).toEqual([officer._id, officer2._id]);
    for (const id of [officer._id, officer2._id]) await score(kit, assigned.id, [result('A1', id)]);
    await signFor(kit, second);
    await seal(kit, second);
    const late = { ...phoneWrite(), personIds: [officer._id] };
    await kit.fails(c.startCheck, { params, body: late }, 'inspector', 'STATE_CONFLICT');
  });

  it('is begun on site in one step, once for an op', async () => {
    const { officer } = kit.people;
    const body = plan({ inspectorIds: inspectorIds(), personIds: [officer._id] });
    await kit.ok(c.createCheck, { body }, 'inspector', (check) => {
      expect(check).toMatchObject({
        id: body.checkId,
        state: 'in_progress',
        relation: 'inspector',
      });
    });
    expect((await kit.ok(c.createCheck, { body }, 'inspector')).id).toBe(body.checkId);
    await kit.fails(
      c.createCheck,
      { body: { ...body, covert: true } },
      'inspector',
      'OP_ID_REUSED',
    );
    const stolen = { ...body, ...phoneWrite() };
    await kit.fails(c.createCheck, { body: stolen }, 'inspector2', 'OP_ID_REUSED');
  });

  it('takes two inspectors from outside, people of the squadron, and a checklist of spot checks', async () => {
    const { inspector, officer, siblingOfficer, leader, inspector2 } = kit.people;
    const personIds = [officer._id];
    const refused = async (
      more: object,
      code: 'VALIDATION_FAILED' | 'NOT_FOUND' | 'STATE_CONFLICT',
    ) => kit.fails(c.createCheck, { body: plan(more) }, 'inspector', code);
    await refused({ inspectorIds: [inspector._id, inspector._id], personIds }, 'VALIDATION_FAILED');
    await refused({ inspectorIds: [inspector._id, leader._id], personIds }, 'VALIDATION_FAILED');
    await refused(
      { inspectorIds: inspectorIds(), personIds: [siblingOfficer._id] },
      'VALIDATION_FAILED',
    );
    await refused({ personIds }, 'STATE_CONFLICT');
    await refused({ squadronPath: UNITS.otherSquadron }, 'NOT_FOUND');
    const { checklists } = await kit.ok(
      standardContract.listChecklists,
      { query: { kind: 'readiness' } },
      'inspector',
      ({ checklists: found }) => expect(found).toHaveLength(1),
    );
    const { code: ofShifts, version } = checklists[0]!;
    await refused({ checklist: { code: ofShifts, version } }, 'NOT_FOUND');
    await refused({ checklist: { code: 'spot_daily', version: 99 } }, 'NOT_FOUND');
    await refused({ drawId: makeId() }, 'NOT_FOUND');
    const body = plan({ inspectorIds: [inspector._id, inspector2._id], personIds });
    await kit.fails(c.createCheck, { body }, 'office', 'VALIDATION_FAILED');
  });
});

describe('the day of a plan', () => {
  const today = () => dayOf(now());
  const send = (more: object) => ({ body: plan({ inspectorIds: inspectorIds(), ...more }) });

  afterEach(() => shiftClock(0));

  it('is set with the plan, and shown to its inspectors in their list and on 今日', async () => {
    const plannedOn = addDays(today(), 2);
    const check = await kit.ok(c.createCheck, send({ plannedOn }), 'office');
    expect(check).toMatchObject({ state: 'assigned', plannedOn, startedAt: null });
    const query = { view: 'inspecting' as const, status: 'open' as const };
    await kit.ok(c.listChecks, { query }, 'inspector2', ({ items }) => {
      expect(items.find((one) => one.id === check.id)).toMatchObject({ plannedOn });
    });
    const { tasks } = await kit.ok(todayContract.find, {}, 'inspector2');
    const task = tasks.find((one) => one.link.id === check.id);
    expect(task).toMatchObject({ kind: 'open_check', dueOn: plannedOn });
  });

  it('may be today, never a day that has passed, by the day in Shanghai', async () => {
    const plannedOn = today();
    await kit.fails(
      c.createCheck,
      send({ plannedOn: addDays(plannedOn, -1) }),
      'office',
      'DATE_IN_PAST',
    );
    const input = send({ plannedOn });
    const check = await kit.ok(c.createCheck, input, 'office');
    expect(check.plannedOn).toBe(plannedOn);
    // The same op on the next day asks for nothing new.
    shiftClock(DAY_MS);
    kit.tokens.clear();
    expect(await kit.ok(c.createCheck, input, 'office')).toEqual(check);
    kit.tokens.clear();
  });

  it('is left open, changed or taken back when the inspectors are named', async () => {
    const [first, later] = [addDays(today(), 1), addDays(today(), 5)];
    const assign = async (planned: object, named: object) => {
      const { id } = await kit.ok(c.createCheck, { body: plan(planned) }, 'office');
      const body = { ...phoneWrite(), inspectorIds: inspectorIds(), ...named };
      return kit.call(c.assignCheck, { params: { checkId: id }, body }, 'office');
    };
    const dayAfter = async (planned: object, named: object) =>
      ((await assign(planned, named)).body as { plannedOn: string | null }).plannedOn;
    expect(await dayAfter({}, {})).toBeNull();
    expect(await dayAfter({ plannedOn: first }, {})).toBe(first);
    expect(await dayAfter({ plannedOn: first }, { plannedOn: later })).toBe(later);
    expect(await dayAfter({ plannedOn: first }, { plannedOn: null })).toBeNull();
    const past = await assign({}, { plannedOn: addDays(today(), -1) });
    expect(past).toMatchObject({ status: 400, body: { code: 'DATE_IN_PAST' } });
  });

  it('belongs to no visit that begins at once, and is missing in checks from before', async () => {
    const personIds = [kit.people.officer._id];
    const begun = send({ personIds, plannedOn: today() });
    await kit.fails(c.createCheck, begun, 'inspector', 'VALIDATION_FAILED');
    const { id } = await kit.ok(c.createCheck, send({}), 'office');
    const checks = (await kit.get(MongoService)).collection(checkCollection);
    await checks.updateOne({ _id: id }, { $unset: { plannedOn: '' } });
    await kit.ok(c.findCheck, { params: { checkId: id } }, 'inspector', (check) => {
      expect(check).toMatchObject({ id, plannedOn: null });
    });
  });
});

describe('scoring', () => {
  it('keeps the last result by the time on the phone, whatever arrives last', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    const params = { checkId: check.id };
    const later = { opId: makeId(), deviceAt: '2026-11-24T02:00:00.000Z' };
    const sooner = { opId: makeId(), deviceAt: '2026-11-24T01:00:00.000Z' };
    const fault = { ...later, results: [result('A1', officer._id, 'fault')] };
    const ok = { ...sooner, results: [result('A1', officer._id), result('A2', officer._id)] };
    await kit.ok(c.appendResults, { params, body: fault }, 'inspector', (found) => {
      expect(found.results).toMatchObject([{ itemCode: 'A1', verdict: 'fault', deduction: 2 }]);
    });
    await kit.ok(c.appendResults, { params, body: ok }, 'inspector2', (found) => {
      expect(found.results.map((one) => [one.itemCode, one.verdict])).toEqual([
        ['A1', 'fault'],
        ['A2', 'ok'],
      ]);
    });
    const other = { ...fault, results: [result('A1', officer._id)] };
    await kit.fails(c.appendResults, { params, body: other }, 'inspector', 'OP_ID_REUSED');
  });

  it('loses nothing where two phones save at once', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    const codes = ['A1', 'A2', 'A3', 'B1', 'B2'];
    await Promise.all(
      codes.map((code, n) =>
        score(kit, check.id, [result(code, officer._id)], n % 2 ? 'inspector' : 'inspector2'),
      ),
    );
    const found = await kit.ok(c.findCheck, { params: { checkId: check.id } }, 'inspector');
    expect(found.results.map((one) => one.itemCode)).toEqual(codes);
  });

  it('refuses unknown items, wrong subjects, strangers, and inspectors of other checks', async () => {
    const { officer, siblingOfficer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    const params = { checkId: check.id };
    const wrong = [
      result('Z9', officer._id),
      result('D1', officer._id),
      result('A1', null),
      result('A1', siblingOfficer._id),
    ];
    for (const one of wrong) {
      const body = { ...phoneWrite(), results: [one] };
      await kit.fails(c.appendResults, { params, body }, 'inspector', 'VALIDATION_FAILED');
    }
    const body = { ...phoneWrite(), results: [result('A1', officer._id)] };
    await kit.fails(c.appendResults, { params, body }, 'outsiderOffice', 'NOT_FOUND');
  });
});

describe('the seal', () => {
  it('waits for results and for a signature or a noted refusal of everybody', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    const params = { checkId: check.id };
    const early = await kit.fails(
      c.sealCheck,
      { params, body: phoneWrite() },
      'inspector',
      'CHECK_INCOMPLETE',
    );
    expect(early.details?.map((one) => one.path)).toEqual(['results', 'signatures']);
    await score(kit, check.id, [result('A1', officer._id)]);
    const said = { answer: '胸号掉了，正在补', signatureId: makeId(), refusalReason: null };
    const signed = { ...phoneWrite(), personId: officer._id, ...said };
    await kit.ok(c.appendSignoff, { params, body: signed }, 'inspector', (found) => {
      expect(found.signoffs).toMatchObject([{ personId: officer._id, ...said }]);
    });
    const refusal = { answer: null, signatureId: null, refusalReason: '说要先问队长' };
    const refused = { ...phoneWrite(), personId: auxiliary._id, ...refusal };
    const neither = { ...refused, ...phoneWrite(), refusalReason: null };
    await kit.fails(c.appendSignoff, { params, body: neither }, 'inspector', 'VALIDATION_FAILED');
    const stranger = { ...refused, ...phoneWrite(), personId: kit.people.leader._id };
    await kit.fails(c.appendSignoff, { params, body: stranger }, 'inspector', 'VALIDATION_FAILED');
    await kit.ok(c.appendSignoff, { params, body: refused }, 'inspector2');
    const body = phoneWrite();
    await kit.ok(c.sealCheck, { params, body }, 'inspector', (sealed) => {
      expect(sealed).toMatchObject({ state: 'clean_closed', faults: 0 });
      expect(sealed.sealedAt).not.toBeNull();
    });
    expect((await kit.ok(c.sealCheck, { params, body }, 'inspector')).state).toBe('clean_closed');
  });

  it('ends every change', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    await score(kit, check.id, [result('A1', officer._id)]);
    await signFor(kit, check);
    await seal(kit, check);
    const params = { checkId: check.id };
    const results = { ...phoneWrite(), results: [result('A1', officer._id, 'fault')] };
    await kit.fails(c.appendResults, { params, body: results }, 'inspector', 'STATE_CONFLICT');
    const signoff = {
      ...phoneWrite(),
      personId: officer._id,
      answer: null,
      signatureId: makeId(),
      refusalReason: null,
    };
    await kit.fails(c.appendSignoff, { params, body: signoff }, 'inspector', 'STATE_CONFLICT');
    await kit.fails(c.sealCheck, { params, body: phoneWrite() }, 'inspector', 'STATE_CONFLICT');
  });

  it('scores by the checklist: team items never enter a person’s score, a veto fails', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    const five = ['A1', 'A2', 'A3', 'B1', 'B2'];
    await score(kit, check.id, [
      ...five.map((code) => result(code, officer._id, code === 'A1' ? 'fault' : 'ok')),
      result('D1', null, 'fault'),
      result('E2', auxiliary._id, 'fault'),
    ]);
    await signFor(kit, check);
    const sealed = await seal(kit, check);
    const of = (id: string) => sealed.personScores.find((one) => one.personId === id)?.score;
    expect(of(officer._id)).toMatchObject({ score: 98, vetoed: false, grade: 'excellent' });
    expect(of(auxiliary._id)).toMatchObject({ score: null, vetoed: true, grade: 'fail' });
    expect(sealed.score).toMatchObject({ score: 96, vetoed: true, faults: 3 });
    expect(sealed.state).toBe('notice_issued');
  });

  it('ends put right on site where every fault was', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit, ['officer'], true);
    await score(kit, check.id, [result('A3', officer._id, 'fault', { fixedOnSite: true })]);
    // Covert: nobody signs what nobody knows of.
    expect((await seal(kit, check)).state).toBe('fixed_on_site');
  });
});
