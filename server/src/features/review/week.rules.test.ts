import { reviewDay, TERMS, UNIT as unitPath } from '../../../test/review-fixture';
import type { Parts } from './review.collection';
import { spanOf } from './span.rules';
import { whyOf } from './squadrons.rules';
import { byJobThenName, cellsOf, trendOf, weekOf } from './week.rules';

const week = { from: '2026-07-06', to: '2026-07-12' };
const row = (day: string, parts: Partial<Parts>) => spanOf(reviewDay(day, parts));

const practice = (met: number, mastered: number) => ({
  quiz: { unitPath, answers: 10, right: 8, met, mastered, topics: [] },
});

describe('a week', () => {
  it('begins on Monday; one that is still to come is this week', () => {
    expect(weekOf('2026-07-12', '2026-07-20')).toEqual(week);
    expect(weekOf('2026-08-01', '2026-07-08')).toEqual(week);
    expect(weekOf(undefined, '2026-07-06')).toEqual(week);
  });

  it('has no data, which is not zero, where nothing was there to count', () => {
    expect(cellsOf([], week, TERMS)).toEqual({
      study: null,
      mastery: null,
      readiness: null,
      logs: null,
      spot_check: null,
    });
  });

  it('counts each piece once, however often it was read in', () => {
    const read = (day: string, done: string[]) =>
      row(day, { study: { unitPath, touched: ['a', 'b'], done } });
    const cells = cellsOf([read('2026-07-06', []), read('2026-07-08', ['a'])], week, TERMS);
    expect(cells.study).toEqual({ have: 1, of: 2 });
  });

  it('takes mastery from the last practice, of the week before too, and says nothing under five', () => {
    const before = row('2026-07-03', practice(40, 30));
    const after = row('2026-07-14', practice(50, 10));
    expect(cellsOf([before, after], week, TERMS).mastery).toEqual({ have: 30, of: 40 });
    const four = [row('2026-07-07', practice(4, 4))];
    expect(cellsOf(four, week, TERMS).mastery).toBeNull();
    expect(cellsOf(four, week, { ...TERMS, minMet: 4 }).mastery).toEqual({ have: 4, of: 4 });
  });

  it('gives zero its place: shifts without a check, items that all failed', () => {
    const duty = { shifts: 2, nights: 0, ended: 2, complete: 1, entries: 4, enforcement: 0 };
    const cells = cellsOf(
      [
        row('2026-07-07', {
          duty: { unitPath, ...duty },
          spot: { unitPath, checked: 3, passed: 0 },
        }),
      ],
      week,
      TERMS,
    );
    expect(cells.readiness).toEqual({ have: 0, of: 2 });
    expect(cells.logs).toEqual({ have: 1, of: 2 });
    expect(cells.spot_check).toEqual({ have: 0, of: 3 });
  });
});

describe('the trend', () => {
  it('has eight weeks and a gap where nobody was checked', () => {
    const counts = [
      { week: '2026-07-06', checked: 12, passed: 9 },
      { week: '2026-07-06', checked: 8, passed: 8 },
      { week: '2026-05-18', checked: 4, passed: 2 },
    ];
    const points = trendOf(counts, week);
    expect(points).toHaveLength(8);
    expect(points[0]).toEqual({ week: '2026-05-18', passed: { have: 2, of: 4 } });
    expect(points[3]?.passed).toBeNull();
    expect(points[7]).toEqual({ week: '2026-07-06', passed: { have: 17, of: 20 } });
  });
});

describe('the order of people and squadrons', () => {
  it('goes by kind of job, then by name as it is pronounced', () => {
    const people = [
      { kind: 'auxiliary' as const, name: '周敏' },
      { kind: 'officer' as const, name: '徐浩' },
      { kind: 'office_staff' as const, name: '安宁' },
      { kind: 'officer' as const, name: '陈立' },
    ];
    expect(people.sort(byJobThenName).map((one) => one.name)).toEqual([
      '陈立',
      '徐浩',
      '周敏',
      '安宁',
    ]);
  });

  it('says why a squadron is worth a look, and nothing where nothing stands out', () => {
    const group = {
      kind: 'officer' as const,
      people: 12,
      study: null,
      readiness: { have: 30, of: 60 },
      logs: { have: 58, of: 60 },
      spot_check: null,
    };
    const quiet = { groups: [], spot_check: null, correctionsOverdue: 0, logsReturned: 0 };
    expect(whyOf(quiet)).toEqual([]);
    expect(
      whyOf({
        groups: [group],
        spot_check: { have: 70, of: 100 },
        correctionsOverdue: 2,
        logsReturned: 0,
      }),
    ).toEqual([
      { code: 'corrections_overdue', text: '改正超期 2 条' },
      { code: 'spot_check', text: '督察合格项 70/100，不到八成' },
      { code: 'readiness', text: '执法员岗前自查 30/60，不到八成' },
    ]);
  });
});
