import {
  addDays,
  authContract,
  DAY_MS,
  dayOf,
  dutyLogContract,
  leaveContract,
  ROTA_DAYS_AHEAD,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { OrgService, personCollection } from '../org';
import { DutyKit } from './duty-log.test-kit';
import { RotaRepository } from './rota.repository';
import { rotaTools, START } from './rota.test-kit';

const { saveRota, listRota, listMyRota, noteAbsence } = dutyLogContract;

let kit: DutyKit;
const { at, clock, freshDay, write, row, body, plan, plansOf } = rotaTools(() => kit);

beforeAll(async () => {
  kit = await DutyKit.begin();
});

beforeEach(() => at(START));

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

/** Puts somebody into another unit, as the roster does. */
async function move(of: PersonKey, unitPath: string): Promise<void> {
  const persons = (await kit.get(MongoService)).collection(personCollection);
  await persons.updateOne({ _id: kit.people[of]._id }, { $set: { unitPath } });
  (await kit.get(OrgService)).forget();
}

async function refused(input: ReturnType<typeof body>, as: PersonKey = 'leader') {
  const { details = [] } = await kit.fails(saveRota, { body: input }, as, 'ROTA_INVALID');
  return details.map(({ path, reason }) => `${path} ${reason}`);
}

describe('a rota', () => {
  it('is planned for many at once, once, and shows everybody who patrols with who is away', async () => {
    const day = freshDay();
    const to = addDays(day, 1);
    await kit.ok(
      leaveContract.record,
      { body: { ...write(), personId: kit.people.auxiliary._id, kind: 'annual', from: to, to } },
      'leader',
    );
    const input = body([
      row('officer', day, 'early', ['花园街北']),
      row('officer', to, 'night'),
      row('auxiliary', day),
    ]);
    await kit.ok(saveRota, { body: input }, 'leader', (saved) => {
      expect(saved).toEqual({ planned: 3, takenBack: 0 });
    });
    await kit.ok(saveRota, { body: input }, 'leader');
    const other = { ...input, plans: input.plans.slice(1) };
    await kit.fails(saveRota, { body: other }, 'leader', 'OP_ID_REUSED');
    const query = { unitPath: UNITS.squadron, from: day, to };
    await kit.ok(listRota, { query }, 'leader', (rota) => {
      const of = (key: PersonKey) =>
        rota.people.find((one) => one.personId === kit.people[key]._id)!;
      expect(rota.unitName).toBe('湖塘中队');
      expect(of('officer').plans).toMatchObject([
        { day, templateName: '早班', sections: ['花园街北'], state: 'scheduled', shiftId: null },
        { day: to, templateName: '夜班', endsAt: new Date(clock('02:30', addDays(to, 1))).toISOString() }, // prettier-ignore
      ]);
      expect(of('auxiliary')).toMatchObject({ plans: [{ day }], away: [{ from: to, to }] });
      expect(of('officer2').plans).toEqual([]);
    });
  });

  it('is written as a whole or not at all, and says which rows and why', async () => {
    const day = freshDay();
    await plan('officer2', day);
    const away = addDays(day, 2);
    const { _id: personId } = kit.people.officer;
    const leave = { ...write(), personId, kind: 'sick' as const, from: away, to: away };
    await kit.ok(leaveContract.record, { body: leave }, 'leader');
    const reasons = await refused(
      body([
        row('officer3', day),
        row('officer2', day, 'late'),
        row('officer', away),
        row('officer', day, 'nope'),
        row('officer', '2027-02-28'),
        row('officer', addDays(dayOf(now()), ROTA_DAYS_AHEAD + 1)),
        row('siblingOfficer', day),
        row('outsider', day),
        row('officer3', day, 'late'),
      ]),
    );
    expect(reasons).toEqual([
      'body.plans.1.day taken',
      'body.plans.2.day on_leave',
      'body.plans.3.templateCode not_allowed',
      'body.plans.4.day in_past',
      'body.plans.5.day too_far',
      'body.plans.6.personId not_found',
      'body.plans.7.personId not_found',
      'body.plans.8.day taken',
    ]);
    expect(await plansOf('officer3', day)).toEqual([]);
    const strange = { ...body([row('officer3', day)]), catalogueVersion: 99 };
    expect(await refused(strange)).toEqual(['body.plans.0.templateCode not_allowed']);
  });

  it('is no business of anybody but the squadron’s own leader; a bureau’s leader reads it', async () => {
    const day = freshDay();
    const input = { body: body([row('officer', day)]) };
    for (const as of ['officer', 'bureauLeader', 'office', 'liaison'] as const) {
      await kit.fails(saveRota, input, as, 'FORBIDDEN');
    }
    expect(await refused(input.body, 'siblingLeader')).toEqual(['body.plans.0.personId not_found']);
    const query = { unitPath: UNITS.squadron, from: day, to: day };
    await kit.ok(listRota, { query }, 'bureauLeader', (rota) => {
      expect(rota.people.length).toBeGreaterThan(3);
    });
    await kit.fails(listRota, { query }, 'officer', 'FORBIDDEN');
    await kit.fails(listRota, { query }, 'siblingLeader', 'NOT_FOUND');
    const long = { ...query, to: addDays(day, 31) };
    await kit.fails(listRota, { query: long }, 'leader', 'VALIDATION_FAILED');
    const many = { ...input.body, plans: Array.from({ length: 201 }, () => row('officer', day)) };
    await kit.fails(saveRota, { body: many }, 'leader', 'VALIDATION_FAILED');
  });

  it('holds one planned shift a person and day, of two leaders’ phones at once too', async () => {
    const day = freshDay();
    const answers = await Promise.all(
      ['early', 'late'].map((code) =>
        kit.call(saveRota, { body: body([row('officer', day, code)]) }, 'leader'),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await plansOf('officer', day)).toHaveLength(1);
    // One write that arrives twice at once is one write.
    const again = body([row('officer2', day)]);
    const both = await Promise.all([1, 2].map(() => kit.call(saveRota, { body: again }, 'leader')));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await plansOf('officer2', day)).toHaveLength(1);
  });
});

describe('a rota that two leaders change at once', () => {
  /** What happens after a write has looked at its rows and before it plans them. */
  async function meanwhile(act: () => Promise<unknown>): Promise<void> {
    const repository = await kit.get(RotaRepository);
    const insertNew = repository.insertNew.bind(repository);
    jest.spyOn(repository, 'insertNew').mockImplementationOnce(async (plans) => {
      await act();
      return insertNew(plans);
    });
  }

  it('is nothing of the write that was overtaken: what it planned is undone, what it would take back stands', async () => {
    const day = freshDay();
    const stands = await plan('officer', day);
    await meanwhile(() => plan('officer2', day, 'night'));
    const input = body(
      [row('officer', day, 'late'), row('officer2', day), row('officer3', day)],
      [stands.id],
    );
    expect(await refused(input)).toEqual(['body.plans.1.day taken']);
    expect(await plansOf('officer', day)).toMatchObject([{ id: stands.id, state: 'scheduled' }]);
    expect(await plansOf('officer2', day)).toMatchObject([{ templateCode: 'night' }]);
    expect(await plansOf('officer3', day)).toEqual([]);
    // Whom it was undone for never hears of it; and it is no second answer but the same.
    const { plans } = await kit.ok(listMyRota, {}, 'officer3');
    expect(plans.filter((one) => one.day === day)).toEqual([]);
    expect(await refused(input)).toEqual(['body.plans.1.day taken']);
    const rest = body([row('officer', day, 'late'), row('officer3', day)], [stands.id]);
    await kit.ok(saveRota, { body: rest }, 'leader');
    expect(await plansOf('officer', day)).toMatchObject([{ templateCode: 'late' }]);
    expect(await plansOf('officer3', day)).toHaveLength(1);
  });

  it('is planned after all where the other one was taken back again', async () => {
    const day = freshDay();
    await meanwhile(async () => {
      const { id } = await plan('officer2', day, 'night');
      await kit.ok(saveRota, { body: body([], [id]) }, 'leader');
    });
    await kit.ok(saveRota, { body: body([row('officer2', day)]) }, 'leader');
    expect(await plansOf('officer2', day)).toMatchObject([{ templateCode: 'early' }]);
  });
});

describe('a planned shift', () => {
  it('goes along with a person who moves: seen, taken back and asked about where they are now', async () => {
    const day = freshDay();
    const before = await plan('officer3', addDays(day, -7), 'night');
    const coming = await plan('officer3', day);
    at(clock('07:00', addDays(day, -1)));
    await move('officer3', UNITS.sibling);
    const listed = async (unitPath: string, as: PersonKey) => {
      const query = { unitPath, from: addDays(day, -7), to: day };
      const { people } = await kit.ok(listRota, { query }, as);
      const one = people.find(({ personId }) => personId === kit.people.officer3._id);
      return one?.plans.map(({ id }) => id);
    };
    expect(await listed(UNITS.sibling, 'siblingLeader')).toEqual([before.id, coming.id]);
    expect(await listed(UNITS.squadron, 'leader')).toEqual([before.id]);
    const input = body([row('officer3', day, 'late')], [coming.id]);
    await kit.ok(saveRota, { body: input }, 'siblingLeader');
    await kit.ok(saveRota, { body: input }, 'siblingLeader');
    expect(await listed(UNITS.sibling, 'siblingLeader')).toHaveLength(2);
    const note = {
      params: { planId: before.id },
      body: { ...write(), reason: 'swapped' as const },
    };
    await kit.ok(noteAbsence, note, 'siblingLeader');
    await kit.fails(noteAbsence, { ...note, body: { ...note.body, ...write() } }, 'outsiderLeader', 'NOT_FOUND'); // prettier-ignore
    await move('officer3', UNITS.squadron);
  });

  it('is changed by taking it back and planning again, until it begins; what was stays on record', async () => {
    const day = freshDay();
    const first = await plan('officer', day);
    const input = body([row('officer', day, 'late')], [first.id]);
    await kit.ok(saveRota, { body: input }, 'leader');
    await kit.ok(saveRota, { body: input }, 'leader');
    const [second] = await plansOf('officer', day);
    expect(second).toMatchObject({ templateCode: 'late', state: 'scheduled' });
    await kit.ok(saveRota, { body: body([], [second!.id]) }, 'leader');
    expect(await plansOf('officer', day)).toEqual([]);
    const third = await plan('officer', day, 'late');
    at(clock('07:00', addDays(day, -1)));
    await kit.ok(listMyRota, {}, 'officer', ({ plans }) => {
      expect(plans.filter((one) => one.day === day).map(({ state }) => state)).toEqual([
        'taken_back',
        'taken_back',
        'scheduled',
      ]);
    });
    at(clock('14:30', day));
    expect(await refused(body([], [third.id]))).toEqual(['body.takeBack.0 begun']);
    expect(await refused(body([], [makeId()]))).toEqual(['body.takeBack.0 not_found']);
    expect(await refused(body([], [third.id]), 'siblingLeader')).toEqual([
      'body.takeBack.0 not_found',
    ]);
    expect(await refused(body([row('officer3', day, 'late')]))).toEqual(['body.plans.0.day begun']);
  });

  it('goes on duty with whoever opened it and whoever went along, without having been named', async () => {
    const day = freshDay();
    await plan('officer', day);
    await plan('auxiliary', day);
    at(clock('08:20', day));
    const deviceAt = new Date(now()).toISOString();
    const opening = { ...kit.opening({ partnerIds: [kit.people.auxiliary._id] }), deviceAt };
    const shift = await kit.ok(dutyLogContract.openShift, { body: opening }, 'officer');
    expect(await plansOf('officer', day)).toMatchObject([{ state: 'on_duty', shiftId: shift.id }]);
    expect(await plansOf('auxiliary', day)).toMatchObject([{ state: 'on_duty' }]);
    const params = { shiftId: shift.id };
    await kit.ok(dutyLogContract.closeShift, { params, body: phoneWrite() }, 'officer');
    at(clock('23:00', day));
    expect(await plansOf('officer', day)).toMatchObject([{ state: 'closed' }]);
  });

  it('nobody came to is the leader’s to ask about: a note, read by its person too, and no message to anybody', async () => {
    const day = freshDay();
    const planned = await plan('officer2', day, 'night');
    const params = { planId: planned.id };
    const note = (reason: 'swapped' | 'other', text?: string) => ({
      params,
      body: { ...write(), reason, ...(text ? { text } : {}) },
    });
    at(clock('02:29', addDays(day, 1)));
    expect(await plansOf('officer2', day)).toMatchObject([{ state: 'scheduled' }]);
    await kit.fails(noteAbsence, note('swapped'), 'leader', 'STATE_CONFLICT');
    at(clock('02:30', addDays(day, 1)));
    await kit.fails(noteAbsence, note('other'), 'leader', 'VALIDATION_FAILED');
    await kit.fails(noteAbsence, note('swapped'), 'bureauLeader', 'FORBIDDEN');
    const first = note('swapped');
    await kit.ok(noteAbsence, first, 'leader', (one) => {
      expect(one).toMatchObject({
        state: 'absent',
        notes: [{ reason: 'swapped', text: null, by: '马骏' }],
      });
    });
    await kit.ok(noteAbsence, first, 'leader');
    await kit.ok(noteAbsence, note('other', '临时借调半天'), 'leader');
    await kit.ok(listMyRota, {}, 'officer2', ({ plans }) => {
      const mine = plans.find((one) => one.id === planned.id);
      expect(mine?.notes.map((one) => one.text)).toEqual([null, '临时借调半天']);
    });
    const { plans } = await kit.ok(listMyRota, {}, 'officer3');
    expect(plans.some((one) => one.id === planned.id)).toBe(false);
  });

  it('of somebody on leave since is on leave, before its end and after', async () => {
    const day = freshDay();
    await plan('officer3', day);
    const { _id: personId } = kit.people.officer3;
    const leave = { ...write(), personId, kind: 'personal' as const, from: day, to: day };
    await kit.ok(leaveContract.record, { body: leave }, 'leader');
    for (const ms of [clock('08:00', day), clock('08:00', day) + DAY_MS]) {
      at(ms);
      expect(await plansOf('officer3', day)).toMatchObject([{ state: 'on_leave' }]);
    }
  });

  it('counts among what is held of its person', async () => {
    const { holdings } = await kit.ok(authContract.myHoldings, {}, 'officer2');
    expect(holdings.find((one) => one.name === 'duty_plans')?.count).toBeGreaterThan(0);
    expect(dayOf(now())).toBe('2027-03-01');
  });
});
