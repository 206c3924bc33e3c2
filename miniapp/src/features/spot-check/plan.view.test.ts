import type { SpotCheck } from '@qiangji/shared-types';
import { assignLacks, dayToGo, eligible, planDayText, planLacks, planStep } from './plan.view';

const inspector = (personId: string, unitPath: string) => ({ personId, name: personId, unitPath });
const check = (more: Partial<SpotCheck>) =>
  ({
    state: 'assigned',
    sealedAt: null,
    inspectors: [{ personId: 'i1', name: '甲' }],
    ...more,
  }) as SpotCheck;

it('sends nobody to check their own squadron', () => {
  const all = [
    inspector('i1', '/wh/brigade/hutang'),
    inspector('i2', '/wh/brigade/hutang/one'),
    inspector('i3', '/wh/brigade/hutangqiao'),
    inspector('i4', '/wh/office'),
  ];
  expect(eligible(all, '/wh/brigade/hutang').map((one) => one.personId)).toEqual(['i3', 'i4']);
});

it('says what a plan lacks; inspectors may be named later, but never one alone', () => {
  const ready = {
    squadronPath: '/wh/a',
    reason: true,
    inspectors: 2,
    checklist: true,
    offline: false,
    plannedOn: '',
    today: '2026-11-24',
  };
  expect(planLacks(ready)).toBeUndefined();
  expect(planLacks({ ...ready, inspectors: 0 })).toBeUndefined();
  expect(planLacks({ ...ready, inspectors: 1 })).toBe('还差一名督察员');
  expect(planLacks({ ...ready, squadronPath: undefined })).toBe('先选中队');
  expect(planLacks({ ...ready, reason: false })).toBe('写明为什么查');
  expect(planLacks({ ...ready, checklist: false })).toBe('检查表还没取到');
  expect(planLacks({ ...ready, offline: true })).toBe('安排督察要连上网');
  expect(planLacks({ ...ready, plannedOn: '2026-11-24' })).toBeUndefined();
  expect(planLacks({ ...ready, plannedOn: '2026-11-23' })).toBe('日期已经过了');
});

it('says for which day a visit is planned, and that the day has passed', () => {
  const text = (day: string | null) => planDayText(day, '2026-11-30');
  expect(text(null)).toBeUndefined();
  expect(text('2026-11-30')).toBe('今天去');
  expect(text('2026-12-01')).toBe('明天去');
  expect(text('2026-12-04')).toBe('12月4日去');
  expect(text('2026-11-29')).toBe('原定11月29日');
  expect(dayToGo('2026-11-29', '2026-11-30')).toBe('');
  expect(dayToGo('2026-11-30', '2026-11-30')).toBe('2026-11-30');
});

it('names two to six', () => {
  const lacks = (inspectors: number, more: object = {}) =>
    assignLacks({ inspectors, offline: false, plannedOn: '', today: '2026-11-24', ...more });
  expect([0, 1, 2, 6, 7].map((count) => lacks(count))).toEqual([
    '先选督察员',
    '还差一名督察员',
    undefined,
    undefined,
    '最多 6 名',
  ]);
  expect(lacks(2, { offline: true })).toBe('派人要连上网');
  expect(lacks(2, { plannedOn: '2026-11-23' })).toBe('日期已经过了');
});

it('leads each to what is theirs to do: the planner waits, the inspector goes', () => {
  expect(planStep(check({ state: 'planned', inspectors: [] }), 'office')).toBe('assign');
  expect(planStep(check({}), 'office')).toBe('wait');
  expect(planStep(check({}), 'i1')).toBe('start');
  expect(planStep(check({ state: 'in_progress' }), 'i1')).toBe('score');
  const sealedAt = '2026-11-24T02:00:00.000Z';
  expect(planStep(check({ state: 'recorded', sealedAt }), 'office')).toBe('result');
});
