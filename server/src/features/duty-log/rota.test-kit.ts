import { addDays, DAY_MS, dutyLogContract, type PlannedShift } from '@qiangji/shared-types';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import type { DutyKit } from './duty-log.test-kit';

const { saveRota, listRota } = dutyLogContract;

/** A Monday. */
export const START = Date.parse('2027-03-01T07:00:00+08:00');

/** What tests of the rota do all the time. */
export function rotaTools(kit: () => DutyKit) {
  /** Tokens are of one moment. */
  function at(ms: number): void {
    shiftClock(ms - Date.now());
    kit().tokens.clear();
  }

  const clock = (text: string, day = '2027-03-01') => Date.parse(`${day}T${text}:00+08:00`);

  /** Days are each test's own, so that none meets another's plans; it is the week before. */
  let week = 0;
  function freshDay(): string {
    at(START + week * DAY_MS);
    week += 7;
    return addDays('2027-03-01', week);
  }

  const write = () => ({ opId: makeId(), deviceAt: new Date(now()).toISOString() });

  const row = (of: PersonKey, day: string, templateCode = 'early', sections: string[] = []) => ({
    personId: kit().people[of]._id,
    day,
    templateCode,
    sections,
  });

  const body = (plans: ReturnType<typeof row>[], takeBack: string[] = []) => ({
    ...write(),
    catalogueVersion: 1,
    plans,
    takeBack,
  });

  async function plan(of: PersonKey, day: string, templateCode = 'early'): Promise<PlannedShift> {
    await kit().ok(saveRota, { body: body([row(of, day, templateCode)]) }, 'leader');
    return (await plansOf(of, day))[0]!;
  }

  async function plansOf(of: PersonKey, from: string, to = from): Promise<PlannedShift[]> {
    const query = { unitPath: UNITS.squadron, from, to };
    const { people } = await kit().ok(listRota, { query }, 'leader');
    return people.find((one) => one.personId === kit().people[of]._id)?.plans ?? [];
  }

  return { at, clock, freshDay, write, row, body, plan, plansOf };
}
