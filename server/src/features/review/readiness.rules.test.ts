import fc from 'fast-check';
import { dayStart } from '@qiangji/shared-types';
import { UNIT as unitPath } from '../../../test/review-fixture';
import { dayOfParts, dutyParts, NO_PARTS, selfCheckParts } from './parts.rules';
import { shiftsChecked } from './readiness.rules';

const DAY = '2026-07-06';

const at = (hour: number, day = DAY) => ({
  day,
  occurredAt: new Date(dayStart(day) + hour * 3_600_000),
});

type Moment = ReturnType<typeof at>;

const hourOf = ({ day, occurredAt }: Moment) => (occurredAt.getTime() - dayStart(day)) / 3_600_000;

/** The hours of shifts, each with that of its check. */
const paired = (shifts: Moment[], checks: Moment[]) =>
  shiftsChecked(shifts, checks).map(({ shift, check }) => [hourOf(shift), check && hourOf(check)]);

describe('shifts and the checks before them', () => {
  it('names the shift that none was made for', () => {
    expect(paired([at(8), at(14)], [at(13)])).toEqual([
      [8, null],
      [14, 13],
    ]);
    expect(paired([at(14), at(8)], [at(13), at(7)])).toEqual([
      [8, 7],
      [14, 13],
    ]);
  });

  it('lets a late check count for the shift of its day, and none for a shift of another day', () => {
    expect(paired([at(8)], [at(9)])).toEqual([[8, 9]]);
    expect(paired([at(8)], [at(7, '2026-07-07')])).toEqual([[8, null]]);
    expect(shiftsChecked([], [at(9)])).toEqual([]);
  });

  it('finds as many as the figure counts', () => {
    const moment = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(DAY, '2026-07-07', '2026-07-08'))
      .map(([hour, day]) => at(hour, day));
    const some = fc.array(moment, { maxLength: 8 });
    fc.assert(
      fc.property(some, some, (shifts, checks) => {
        const whole = {
          actorId: 'p',
          unitPath,
          memberIds: ['p'],
          night: false,
          returned: false,
          endedAt: null,
        };
        const duty = dutyParts(
          // Each a duty of its own.
          shifts.map((shift, index) => {
            const shiftId = String(index);
            return { ...whole, ...shift, shiftId, templateCode: shiftId };
          }),
          [],
          new Set(['p']),
        );
        const own = { personId: 'p', unitPath, kind: 'readiness' as const };
        const made = selfCheckParts(
          checks.map(({ day }) => ({ ...own, day })),
          [],
        );
        const ready = [...duty].map(([key, part]) => {
          const parts = { ...NO_PARTS, duty: part, selfCheck: made.get(key) ?? null };
          return dayOfParts(parts)?.ready ?? 0;
        });
        const found = shiftsChecked(shifts, checks);
        expect(found).toHaveLength(shifts.length);
        expect(found.filter(({ check }) => check).length).toBe(ready.reduce((a, b) => a + b, 0));
      }),
    );
  });
});
