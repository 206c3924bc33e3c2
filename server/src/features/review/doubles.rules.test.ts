import { dayStart } from '@qiangji/shared-types';
import { UNIT as unitPath } from '../../../test/review-fixture';
import { eachDutyOnce } from './doubles.rules';
import { dutyParts } from './parts.rules';

const DAY = '2026-07-06';
const hour = (of: number) => new Date(dayStart(DAY) + of * 3_600_000);

const shift = (shiftId: string, actorId: string, from: number, to: number | null) => ({
  shiftId,
  actorId,
  memberIds: ['p', 'q', 'r'],
  unitPath,
  day: DAY,
  templateCode: 'early',
  occurredAt: hour(from),
  endedAt: to === null ? null : hour(to),
  night: false,
  returned: false,
});

const once = (shifts: readonly ReturnType<typeof shift>[], personId: string) =>
  eachDutyOnce(shifts, personId, ({ shiftId }) => shiftId);
const ids = (shifts: { shiftId: string }[]) => shifts.map(({ shiftId }) => shiftId);

describe('two shifts of one duty', () => {
  const first = shift('1', 'q', 8, 14);
  const second = shift('2', 'p', 9, null);

  it('count once: the own one, else the first', () => {
    for (const both of [
      [first, second],
      [second, first],
    ]) {
      // prettier-ignore
      expect(ids(once(both, 'p'))).toEqual(['2']);
      expect(ids(once(both, 'q'))).toEqual(['1']);
      expect(ids(once(both, 'r'))).toEqual(['1']);
    }
  });

  it('that were opened at one moment count as the same one, whichever comes first', () => {
    const twin = shift('3', 'p', 8, 14);
    for (const who of ['p', 'q', 'r'])
      expect(once([first, twin], who)).toEqual(once([twin, first], who));
  });

  it('are two where one began after the other had ended, or of another template, unit or day', () => {
    const others = [
      { ...second, occurredAt: hour(14) },
      { ...second, templateCode: 'late' },
      { ...second, unitPath: 'elsewhere' },
      { ...second, day: '2026-07-07' },
    ];
    for (const other of others) expect(once([first, other], 'r')).toHaveLength(2);
  });

  it('are one shift of a day, ended or not as it is, with what was written in both', () => {
    const entry = (shiftId: string) => ({ shiftId, personId: 'p', enforcement: false });
    const people = new Set(['p', 'q']);
    const parts = dutyParts([first, second], [entry('1'), entry('2')], people);
    expect(parts.get(`p:${DAY}`)).toMatchObject({ shifts: 1, ended: 0, complete: 0, entries: 2 });
    expect(parts.get(`q:${DAY}`)).toMatchObject({ shifts: 1, ended: 1, complete: 1, entries: 0 });
  });
});
