import {
  noticeContract,
  spotCheckContract as c,
  todayContract,
  type SpotCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { beginCheck, DAILY, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';
import { JobService } from '../../platform/jobs';
import { MongoService } from '../../platform/mongo';
import { shiftClock } from '../../platform/clock';
import { NoticeService } from '../notice';
import { FindingService } from './finding.service';
import { personCollection } from '../org';

let kit: Kit;

beforeEach(async () => {
  kit = await Kit.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  shiftClock(0);
  await kit.stop();
});

const of = (check: { id: string }) => ({ checkId: check.id });
const find = (check: SpotCheck, as: PersonKey) => kit.ok(c.findCheck, { params: of(check) }, as);
const ids = (list: readonly { personId: string }[]) => list.map((one) => one.personId);
const callOff = (check: SpotCheck, reason = '当天停工', as: PersonKey = 'inspector') =>
  kit.ok(c.callOffCheck, { params: of(check), body: { ...phoneWrite(), reason } }, as);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function told(as: PersonKey, id: string): Promise<string[]> {
  const { items } = await kit.ok(noticeContract.listMine, { query: { limit: 50 } }, as);
  return items.filter((one) => one.link?.id === id).map((one) => one.title);
}

async function assigned(): Promise<SpotCheck> {
  const { inspector, inspector2 } = kit.people;
  const body = {
    ...phoneWrite(),
    ...{ checkId: makeId(), kind: 'special' as const, covert: false },
    ...{ squadronPath: UNITS.squadron, reason: '12345 反映较多', checklist: DAILY },
    inspectorIds: [inspector._id, inspector2._id],
  };
  return kit.ok(c.createCheck, { body }, 'office');
}

/** The officer of the office who is entrusted with inspecting, too. */
async function entrust(key: PersonKey): Promise<string> {
  const { _id } = kit.people[key];
  const people = (await kit.get(MongoService)).collection(personCollection);
  await people.updateOne(
    { _id },
    { $push: { grants: { role: 'inspector', unitPath: UNITS.bureau } } },
  );
  kit.tokens.clear();
  return _id;
}

describe('a check that is called off', () => {
  it('is kept with the reason, in no list of what is to do, and in no figure', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    await score(kit, check.id, [result('A1', officer._id, 'fault'), result('D1', null, 'fault')]);
    const body = { ...phoneWrite(), reason: '当天停工' };
    const off = await kit.ok(c.callOffCheck, { params: of(check), body }, 'inspector2', (one) => {
      expect(one).toMatchObject({ state: 'called_off', calledOff: { reason: '当天停工' } });
      expect(one.results).toHaveLength(2);
    });
    expect(await kit.ok(c.callOffCheck, { params: of(check), body }, 'inspector2')).toEqual(off);
    const view = 'inspecting' as const;
    const listed = async (status: 'open' | 'sealed' | 'called_off') =>
      (await kit.ok(c.listChecks, { query: { view, status } }, 'inspector')).items.length;
    expect([await listed('open'), await listed('sealed'), await listed('called_off')]).toEqual([
      0, 0, 1,
    ]);
    const { tasks } = await kit.ok(todayContract.find, {}, 'inspector');
    expect(tasks.filter((one) => one.kind === 'open_check')).toEqual([]);
    const findings = await kit.get(FindingService);
    expect(await findings.listFindings({ unitPaths: [UNITS.bureau] }, {})).toEqual([]);
    expect(await findings.countsBySquadronWeek({ unitPaths: [UNITS.bureau] }, {})).toEqual([]);
    for (const end of ['sealCheck', 'appendResults'] as const) {
      const results = [result('A1', auxiliary._id)];
      const more = end === 'sealCheck' ? phoneWrite() : { ...phoneWrite(), results };
      const input = { params: of(check), body: more as never };
      await kit.fails(c[end], input, 'inspector2', 'STATE_CONFLICT');
    }
  });

  it('is told to who makes it and was checked, and shows each of those only what is theirs', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    await score(kit, check.id, [result('A1', officer._id, 'fault'), result('A1', auxiliary._id)]);
    await callOff(check);
    expect(await told('inspector', check.id)).toEqual([]);
    expect(await told('inspector2', check.id)).toEqual(['湖塘中队的督察作废了']);
    expect(await told('officer', check.id)).toEqual(['对你的督察作废了']);
    expect(await told('leader', check.id)).toEqual([]);
    const own = await find(check, 'officer');
    expect(own).toMatchObject({ relation: 'checked', state: 'called_off' });
    expect(ids(own.results as { personId: string }[])).toEqual([officer._id]);
    await kit.fails(c.findCheck, { params: of(check) }, 'leader', 'NOT_FOUND');
  });

  it('warns nobody of a visit that was not begun, or of which nobody knew', async () => {
    const plan = await assigned();
    await callOff(plan, '路封了', 'office');
    const covert = await beginCheck(kit, ['officer'], true);
    await callOff(covert);
    for (const check of [plan, covert]) {
      expect(await told('officer', check.id)).toEqual([]);
      await kit.fails(c.findCheck, { params: of(check) }, 'officer', 'NOT_FOUND');
    }
    expect(await told('inspector', plan.id)).toEqual(['湖塘中队的督察作废了']);
  });

  it('frees its draw for another check, also where the service fell over in between', async () => {
    const drawn = await kit.ok(
      c.makeDraw,
      { body: { ...phoneWrite(), kind: 'daily', covert: false } },
      'office',
    );
    const { squadron, inspectors } = drawn.outcome;
    const plan = () => ({
      ...phoneWrite(),
      ...{ checkId: makeId(), drawId: drawn.id, kind: 'daily' as const, covert: false },
      ...{ squadronPath: squadron.path, inspectorIds: ids(inspectors), checklist: DAILY },
    });
    const check = await kit.ok(c.createCheck, { body: plan() }, 'office');
    await kit.fails(c.createCheck, { body: plan() }, 'office', 'STATE_CONFLICT');
    const notices = await kit.get(NoticeService);
    jest.spyOn(notices, 'appendAll').mockRejectedValueOnce(new Error('killed here'));
    await callOff(check, '当天停工', 'office');
    const draw = await kit.ok(c.findDraw, { params: { drawId: drawn.id } }, 'office');
    expect(draw).toMatchObject({ state: 'made', checkId: null });
    const [one] = (await kit.ok(noticeContract.listMine, { query: { limit: 50 } }, 'inspector'))
      .items;
    expect(one?.link?.id).not.toBe(check.id);
    shiftClock(120_000);
    await (await kit.get(JobService)).runDue();
    shiftClock(0);
    const mine = inspectors[0]!.personId === kit.people.inspector._id ? 'inspector' : 'inspector2';
    expect(await told(mine, check.id)).toHaveLength(1);
    expect((await kit.ok(c.createCheck, { body: plan() }, 'office')).state).toBe('assigned');
  });

  it('is never a sealed one, and only of who makes it, planned it, or plans for the bureau', async () => {
    const check = await beginCheck(kit, ['officer']);
    await score(kit, check.id, [result('A1', kit.people.officer._id)]);
    await signFor(kit, check);
    await seal(kit, check);
    const input = { params: of(check), body: { ...phoneWrite(), reason: '不想要了' } };
    await kit.fails(c.callOffCheck, input, 'office', 'STATE_CONFLICT');
    await kit.fails(c.callOffCheck, input, 'outsiderOffice', 'NOT_FOUND');
    await kit.fails(c.callOffCheck, input, 'leader', 'FORBIDDEN');
  });

  it('keeps beside it what the other inspector’s phone sends after it, and both may call it off', async () => {
    const { officer, inspector2 } = kit.people;
    const check = await beginCheck(kit, ['officer']);
    await callOff(check);
    await score(kit, check.id, [result('A1', officer._id, 'fault')], 'inspector2');
    await kit.ok(c.sealCheck, { params: of(check), body: phoneWrite() }, 'inspector2');
    const after = await callOff(check, '我也作废', 'inspector2');
    expect(after).toMatchObject({
      state: 'called_off',
      results: [],
      calledOff: { reason: '当天停工' },
      late: [{ by: { personId: inspector2._id }, results: [{ verdict: 'fault' }] }],
    });
    expect(await told('inspector2', check.id)).toContain('湖塘中队的督察已作废');
    expect(await told('leader', check.id)).toEqual([]);
  });
});

describe('somebody named by mistake', () => {
  const remove = (check: SpotCheck, key: PersonKey, deviceAt?: string) => ({
    params: of(check),
    body: {
      ...phoneWrite(),
      ...(deviceAt ? { deviceAt } : {}),
      personId: kit.people[key]._id,
    },
  });

  it('is taken off a check once, and need not sign it', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit);
    const input = remove(check, 'auxiliary');
    await kit.ok(c.removePerson, input, 'inspector', (one) => {
      expect(ids(one.persons)).toEqual([officer._id]);
    });
    expect(ids((await kit.ok(c.removePerson, input, 'inspector')).persons)).toEqual([officer._id]);
    await score(kit, check.id, [result('A1', officer._id)]);
    await signFor(kit, await find(check, 'inspector'));
    const sealed = await seal(kit, check);
    expect(ids(sealed.personScores)).toEqual([officer._id]);
    await kit.fails(c.findCheck, { params: of(check) }, 'auxiliary', 'NOT_FOUND');
  });

  it('stays once scored, once anybody has signed, and as the last', async () => {
    const { officer } = kit.people;
    const check = await beginCheck(kit);
    await score(kit, check.id, [result('A1', officer._id)]);
    await kit.fails(c.removePerson, remove(check, 'officer'), 'inspector', 'STATE_CONFLICT');
    await kit.fails(c.removePerson, remove(check, 'officer2'), 'inspector', 'STATE_CONFLICT');
    const before = minutesAgo(1);
    await signFor(kit, { ...check, persons: check.persons.slice(0, 1) });
    await kit.fails(c.removePerson, remove(check, 'auxiliary'), 'inspector', 'STATE_CONFLICT');
    // Done before the signature, on a phone that was heard after it.
    await kit.ok(c.removePerson, remove(check, 'auxiliary', before), 'inspector2');
    const alone = await beginCheck(kit, ['officer']);
    await kit.fails(c.removePerson, remove(alone, 'officer'), 'inspector', 'STATE_CONFLICT');
  });

  it('comes back where the other inspector has scored them or had them sign, without a network', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    await kit.ok(c.removePerson, remove(check, 'auxiliary'), 'inspector');
    const scored = await score(kit, check.id, [result('A1', auxiliary._id)], 'inspector2');
    expect(ids(scored.persons)).toEqual([officer._id, auxiliary._id]);
    const other = await beginCheck(kit);
    await kit.ok(c.removePerson, remove(other, 'auxiliary'), 'inspector');
    const said = { answer: null, signatureId: null, refusalReason: '先走了' };
    const body = { ...phoneWrite(), personId: auxiliary._id, ...said };
    const signed = await kit.ok(c.appendSignoff, { params: of(other), body }, 'inspector2');
    expect(ids(signed.persons)).toContain(auxiliary._id);
  });

  it.each([
    { signed: 1, removed: 2, items: [], refused: false },
    { signed: 1, removed: 2, items: ['A1'], refused: false },
    { signed: 2, removed: 1, items: [], refused: true },
  ])(
    'stays once they have signed, whichever phone is heard first: signed $signed, removed $removed minutes ago',
    async ({ signed, removed, items, refused }) => {
      const { officer, auxiliary } = kit.people;
      const sign = async (check: SpotCheck) => {
        const scored = items.map((item) => result(item, auxiliary._id));
        if (scored.length > 0) await score(kit, check.id, scored, 'inspector2');
        const said = { answer: null, signatureId: makeId(), refusalReason: null };
        const time = { ...phoneWrite(), deviceAt: minutesAgo(signed) };
        const body = { ...time, personId: auxiliary._id, ...said };
        await kit.ok(c.appendSignoff, { params: of(check), body }, 'inspector2');
      };
      const takeOff = (check: SpotCheck) => remove(check, 'auxiliary', minutesAgo(removed));
      const signedFirst = await beginCheck(kit);
      await sign(signedFirst);
      const input = takeOff(signedFirst);
      if (refused) await kit.fails(c.removePerson, input, 'inspector', 'STATE_CONFLICT');
      else await kit.ok(c.removePerson, input, 'inspector');
      const removedFirst = await beginCheck(kit);
      await kit.ok(c.removePerson, takeOff(removedFirst), 'inspector');
      await sign(removedFirst);
      for (const check of [signedFirst, removedFirst]) {
        const { persons, signoffs } = await find(check, 'inspector');
        expect(ids(persons)).toEqual([officer._id, auxiliary._id]);
        expect(ids(signoffs)).toEqual([auxiliary._id]);
      }
    },
  );

  it('sees what the other inspector scored of them when the check was sealed without them', async () => {
    const { officer, auxiliary } = kit.people;
    const check = await beginCheck(kit);
    await kit.ok(c.removePerson, remove(check, 'auxiliary'), 'inspector');
    await score(kit, check.id, [result('A1', officer._id)]);
    await signFor(kit, await find(check, 'inspector'));
    await seal(kit, check);
    await score(kit, check.id, [result('A1', auxiliary._id, 'fault')], 'inspector2');
    const own = await find(check, 'auxiliary');
    expect(own).toMatchObject({ persons: [], late: [{ results: [{ verdict: 'fault' }] }] });
  });
});

describe('sending others', () => {
  const others = (check: SpotCheck, inspectorIds: string[], reason?: string) => ({
    params: of(check),
    body: { ...phoneWrite(), inspectorIds, ...(reason === undefined ? {} : { reason }) },
  });

  it('takes a reason, tells both, and is kept with who was to go', async () => {
    const { inspector, inspector2 } = kit.people;
    const third = await entrust('legalOfficer');
    const check = await assigned();
    const next = [inspector2._id, third];
    await kit.fails(c.assignCheck, others(check, next), 'office', 'STATE_CONFLICT');
    const same = others(check, [inspector2._id, inspector._id], '顺序');
    await kit.fails(c.assignCheck, same, 'office', 'VALIDATION_FAILED');
    const given = await kit.ok(c.assignCheck, others(check, next, '病了'), 'office');
    expect(ids(given.inspectors)).toEqual(next);
    expect(given.reassignments).toMatchObject([
      { reason: '病了', before: [{ personId: inspector._id }, { personId: inspector2._id }] },
    ]);
    expect(await told('legalOfficer', check.id)).toEqual(['派你去督察湖塘中队']);
    const { items } = await kit.ok(noticeContract.listMine, { query: { limit: 9 } }, 'inspector');
    expect(items[0]?.title).toBe('湖塘中队的督察不用你去了');
    const { tasks } = await kit.ok(todayContract.find, {}, 'inspector');
    expect(tasks.filter((one) => one.link.id === check.id)).toEqual([]);
  });

  it('ends with the start of the visit', async () => {
    const third = await entrust('legalOfficer');
    const check = await assigned();
    const body = { ...phoneWrite(), personIds: [kit.people.officer._id] };
    await kit.ok(c.startCheck, { params: of(check), body }, 'inspector');
    const next = others(check, [kit.people.inspector2._id, third], '病了');
    await kit.fails(c.assignCheck, next, 'office', 'STATE_CONFLICT');
  });

  it('leaves in the check who had begun on site before it, without a network, and nobody after it', async () => {
    const { inspector, inspector2, officer } = kit.people;
    const third = await entrust('legalOfficer');
    const start = (deviceAt: string) => ({
      ...phoneWrite(),
      deviceAt,
      personIds: [officer._id],
    });
    const begun = await assigned();
    const next = [inspector2._id, third];
    await kit.ok(c.assignCheck, others(begun, next, '病了'), 'office');
    const input = { params: of(begun), body: start(minutesAgo(5)) };
    const joined = await kit.ok(c.startCheck, input, 'inspector');
    expect(ids(joined.inspectors)).toEqual([...next, inspector._id]);
    await score(kit, begun.id, [result('A1', officer._id)]);
    const later = await assigned();
    await kit.ok(c.assignCheck, others(later, next, '病了'), 'office');
    const after = new Date().toISOString();
    await kit.fails(
      c.startCheck,
      { params: of(later), body: start(after) },
      'inspector',
      'STATE_CONFLICT',
    );
    const results = [result('A1', officer._id)];
    await kit.fails(
      c.appendResults,
      { params: of(later), body: { ...phoneWrite(), results } },
      'inspector',
      'STATE_CONFLICT',
    );
  });

  it.each(['sealed', 'called_off'] as const)(
    'keeps beside the check that others %s what one who was replaced brings, and tells all by name',
    async (end) => {
      const { inspector, inspector2, officer } = kit.people;
      const third = await entrust('legalOfficer');
      const check = await assigned();
      await kit.ok(c.assignCheck, others(check, [inspector2._id, third], '病了'), 'office');
      const begin = { params: of(check), body: { ...phoneWrite(), personIds: [officer._id] } };
      await kit.ok(c.startCheck, begin, 'inspector2');
      await score(kit, check.id, [result('A1', officer._id)], 'inspector2');
      if (end === 'called_off') await callOff(check, '当天停工', 'inspector2');
      else {
        const said = { answer: null, signatureId: null, refusalReason: '先走了' };
        const body = { ...phoneWrite(), personId: officer._id, ...said };
        await kit.ok(c.appendSignoff, { params: of(check), body }, 'inspector2');
        await kit.ok(c.sealCheck, { params: of(check), body: phoneWrite() }, 'inspector2');
      }
      await kit.fails(c.findCheck, { params: of(check) }, 'inspector', 'NOT_FOUND');

      const deviceAt = minutesAgo(5);
      const start = { ...phoneWrite(), deviceAt, personIds: [officer._id] };
      await kit.ok(c.startCheck, { params: of(check), body: start }, 'inspector');
      await score(kit, check.id, [result('A1', officer._id, 'fault')]);
      const last = { params: of(check), body: phoneWrite() };
      const brought = await kit.ok(c.sealCheck, last, 'inspector');
      expect(brought).toMatchObject({
        relation: 'inspector',
        results: [{ verdict: 'ok' }],
        late: [{ by: { personId: inspector._id }, results: [{ verdict: 'fault' }] }],
      });
      expect(await find(check, 'inspector')).toEqual(brought);
      expect(await kit.ok(c.sealCheck, last, 'inspector')).toEqual(brought);

      const own = end === 'sealed' ? '已由同去的人封存' : '已作废';
      expect(await told('inspector', check.id)).toEqual([`湖塘中队的督察${own}`]);
      const { items } = await kit.ok(
        noticeContract.listMine,
        { query: { limit: 50 } },
        'legalOfficer',
      );
      const words = items.filter((one) => one.link?.id === check.id).map((one) => one.text);
      expect(words).toContain(`${inspector.name}离线打的分，另放在结果里，不计分`);
    },
  );
});
