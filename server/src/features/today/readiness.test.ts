import { addDays, dayOf, dayStart, dutyLogContract, todayContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { addWorkingDays } from '../../platform/workdays';

let kit: Kit;
let today: string;

/** Tokens are of one moment. */
function at(clock: string, day = today): void {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  shiftClock(dayStart(day) + (hours * 60 + minutes) * 60_000 - Date.now());
  kit.tokens.clear();
}

beforeAll(async () => {
  kit = await Kit.start();
  today = addWorkingDays(dayOf(Date.now()), 1);
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

/** The moment before which the readiness check is asked for; none where it is not. */
async function dueAt(as: PersonKey): Promise<string | null | undefined> {
  const { tasks } = await kit.ok(todayContract.find, {}, as);
  return tasks.find((task) => task.kind === 'readiness')?.dueAt;
}

const moment = (clock: string) => new Date(`${today}T${clock}:00+08:00`).toISOString();

async function plan(of: PersonKey, day: string, templateCode: string): Promise<void> {
  const row = { personId: kit.people[of]._id, day, templateCode, sections: [] };
  const body = { catalogueVersion: 1, plans: [row], takeBack: [] };
  const write = { ...phoneWrite(), deviceAt: new Date(now()).toISOString() };
  await kit.ok(dutyLogContract.saveRota, { body: { ...write, ...body } }, 'leader');
}

describe('the readiness check', () => {
  it('is asked for before any shift where the unit plans nothing, but not of inspectors', async () => {
    at('08:00');
    expect(await dueAt('officer')).toBe(moment('08:30'));
    expect(await dueAt('auxiliary')).toBe(moment('08:30'));
    expect(await dueAt('inspector')).toBeUndefined();
    expect(await dueAt('office')).toBeUndefined();
  });

  it('is asked for before the planned shift alone', async () => {
    at('07:00');
    await plan('officer', today, 'night');
    at('08:00');
    expect(await dueAt('officer')).toBeUndefined();
    at('13:00');
    expect(await dueAt('officer')).toBeUndefined();
    at('19:00');
    expect(await dueAt('officer')).toBe(moment('20:30'));
  });

  it('is not asked of whoever the rota leaves out, though the plate leads to a shift', async () => {
    at('08:00');
    const body = await kit.ok(todayContract.find, {}, 'officer2');
    expect(body.tasks.map((task) => task.kind)).not.toContain('readiness');
    expect(body.duty).toMatchObject({ state: 'off', next: 'readiness' });
    // The squadron next door plans nothing.
    expect(await dueAt('siblingOfficer')).toBe(moment('08:30'));
  });

  it('is asked for by the shift of tomorrow once that is near, and by none of later', async () => {
    at('07:00');
    await plan('officer3', addDays(today, 1), 'early');
    await plan('auxiliary', addDays(today, 3), 'early');
    at('08:00');
    expect(await dueAt('officer3')).toBeUndefined();
    expect(await dueAt('auxiliary')).toBeUndefined();
    at('07:30', addDays(today, 1));
    expect(await dueAt('officer3')).toBe(
      new Date(`${addDays(today, 1)}T08:30:00+08:00`).toISOString(),
    );
  });
});
