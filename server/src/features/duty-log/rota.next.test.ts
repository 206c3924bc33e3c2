import { addDays, dutyLogContract, leaveContract } from '@qiangji/shared-types';
import { makeId } from '../../platform/ids';
import { shiftClock } from '../../platform/clock';
import { DutyKit } from './duty-log.test-kit';
import { nextPerson } from './rota.rules';
import { rotaTools } from './rota.test-kit';

const { saveRota, findNext } = dutyLogContract;

let kit: DutyKit;
const { at, clock, freshDay, write, row, body, plan } = rotaTools(() => kit);

beforeAll(async () => {
  kit = await DutyKit.begin();
});

afterEach(async () => {
  await kit.endAll();
  shiftClock(0);
});

afterAll(async () => {
  await kit.stop();
});

/** The officer is on the early shift of a day, at noon. */
async function atNoon(day: string) {
  at(clock('12:00', day));
  return kit.open('officer', { ...write(), sections: ['花园街北'] });
}

async function nextAfter(shiftId: string): Promise<string | null> {
  return (await kit.ok(findNext, { params: { shiftId } }, 'officer')).personId;
}

describe('who comes after a shift', () => {
  it('is whom the rota names, and nothing but the person is told', async () => {
    const day = freshDay();
    await plan('officer', day);
    await plan('officer2', day);
    await plan('auxiliary', day, 'late');
    await plan('officer3', day, 'night');
    const shift = await atNoon(day);
    const params = { shiftId: shift.id };
    await kit.ok(findNext, { params }, 'officer', (next) =>
      expect(next).toEqual({ personId: kit.people.auxiliary._id }),
    );
  });

  it('is nobody where the rota names nobody or several', async () => {
    const day = freshDay();
    await plan('officer2', addDays(day, 1), 'early');
    const none = await atNoon(day);
    expect(await nextAfter(none.id)).toBeNull();
    await kit.endAll();
    const other = freshDay();
    await plan('officer2', other, 'late');
    await plan('auxiliary', other, 'late');
    const several = await atNoon(other);
    expect(await nextAfter(several.id)).toBeNull();
  });

  it('is of several the one for the same road', async () => {
    const day = freshDay();
    const plans = [
      row('officer2', day, 'late', ['人民路口']),
      row('auxiliary', day, 'late', ['花园街北']),
    ];
    await kit.ok(saveRota, { body: body(plans) }, 'leader');
    expect(await nextAfter((await atNoon(day)).id)).toBe(kit.people.auxiliary._id);
  });

  it('is nobody on leave, and not whose plan was taken back', async () => {
    const day = freshDay();
    await plan('officer2', day, 'late');
    const gone = await plan('auxiliary', day, 'late');
    await kit.ok(saveRota, { body: body([], [gone.id]) }, 'leader');
    const { officer2 } = kit.people;
    const leave = { ...write(), personId: officer2._id, kind: 'sick' as const, from: day, to: day };
    const shift = await atNoon(day);
    expect(await nextAfter(shift.id)).toBe(officer2._id);
    await kit.ok(leaveContract.record, { body: leave }, 'leader');
    expect(await nextAfter(shift.id)).toBeNull();
  });

  it('is told to those on the shift alone', async () => {
    const day = freshDay();
    await plan('officer2', day, 'late');
    const { id: shiftId } = await atNoon(day);
    for (const as of ['officer2', 'leader', 'siblingOfficer', 'outsider'] as const) {
      await kit.fails(findNext, { params: { shiftId } }, as, 'NOT_FOUND');
    }
    await kit.fails(findNext, { params: { shiftId: makeId() } }, 'officer', 'NOT_FOUND');
  });
});

it('names the shift that begins as this one ends, not one that overlaps it or begins much later', () => {
  const hour = (h: number) => new Date(Date.UTC(2027, 2, 1, h));
  const shift = { occurredAt: hour(0), plannedEndAt: hour(6), sections: [] };
  const of = (personId: string, from: number, to: number) => ({
    ...{ personId, beginsAt: hour(from), endsAt: hour(to), sections: [] },
  });
  expect(nextPerson(shift, [of('overlaps', 2, 8), of('follows', 6, 12)])).toBe('follows');
  expect(nextPerson(shift, [of('same', 1, 6), of('tonight', 12, 18)])).toBeNull();
  expect(nextPerson(shift, [of('soon', 7, 12)])).toBe('soon');
});
