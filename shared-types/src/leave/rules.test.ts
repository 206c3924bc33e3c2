import { daysWords, endedBefore, isAwayOn, leaveProblem, leaveStateOf } from './rules';

it('is at most a year, its days in order', () => {
  expect(leaveProblem({ from: '2026-03-01', to: '2026-03-01' })).toBeUndefined();
  expect(leaveProblem({ from: '2026-03-01', to: '2027-03-01' })).toBeUndefined();
  expect(leaveProblem({ from: '2026-03-01', to: '2027-03-02' })).toBe('一次最多记一年，到期再续');
  expect(leaveProblem({ from: '2026-03-02', to: '2026-03-01' })).toBe('最后一天不能早于第一天');
});

it('says its days, with the year where they end in another', () => {
  expect(daysWords({ from: '2026-07-06', to: '2026-07-12' })).toBe('7月6日到7月12日');
  expect(daysWords({ from: '2026-07-06', to: '2026-07-06' })).toBe('7月6日');
  expect(daysWords({ from: '2026-11-30', to: '2027-11-30' })).toBe('11月30日到2027年11月30日');
  expect(daysWords({ from: '2026-12-28', to: '2027-01-03' })).toBe('12月28日到2027年1月3日');
});

it('is on from its first day to its last, both included', () => {
  const days = { from: '2026-02-28', to: '2026-03-01', withdrawn: false };
  const states = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];
  expect(states.map((today) => leaveStateOf(days, today))).toEqual([
    'upcoming',
    'away',
    'away',
    'over',
  ]);
  expect(leaveStateOf({ ...days, withdrawn: true }, '2026-03-01')).toBe('withdrawn');
});

it('ends the day before one is back, and leaves nothing where that was its first', () => {
  expect(endedBefore('2026-03-01', { from: '2026-02-20' })).toBe('2026-02-28');
  expect(endedBefore('2026-03-01', { from: '2026-03-01' })).toBeNull();
  expect(endedBefore('2026-03-01', { from: '2026-03-05' })).toBeNull();
});

it('says whether somebody is away on a day, both ends included', () => {
  const away = [{ from: '2026-11-20', to: '2026-11-24' }];
  const days = ['2026-11-19', '2026-11-20', '2026-11-24', '2026-11-25'];
  expect(days.map((day) => isAwayOn(day, away))).toEqual([false, true, true, false]);
});
