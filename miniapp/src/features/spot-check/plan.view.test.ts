import type { SpotCheck } from '@qiangji/shared-types';
import { assignLacks, eligible, planLacks, planStep } from './plan.view';

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
  const ready = { squadronPath: '/wh/a', inspectors: 2, checklist: true, offline: false };
  expect(planLacks(ready)).toBeUndefined();
  expect(planLacks({ ...ready, inspectors: 0 })).toBeUndefined();
  expect(planLacks({ ...ready, inspectors: 1 })).toBe('还差一名督察员');
  expect(planLacks({ ...ready, squadronPath: undefined })).toBe('先选中队');
  expect(planLacks({ ...ready, checklist: false })).toBe('检查表还没取到');
  expect(planLacks({ ...ready, offline: true })).toBe('安排督察要连上网');
});

it('names two to six', () => {
  expect([0, 1, 2, 6, 7].map((count) => assignLacks(count, false))).toEqual([
    '先选督察员',
    '还差一名督察员',
    undefined,
    undefined,
    '最多 6 名',
  ]);
  expect(assignLacks(2, true)).toBe('派人要连上网');
});

it('leads each to what is theirs to do: the planner waits, the inspector goes', () => {
  expect(planStep(check({ state: 'planned', inspectors: [] }), 'office')).toBe('assign');
  expect(planStep(check({}), 'office')).toBe('wait');
  expect(planStep(check({}), 'i1')).toBe('start');
  expect(planStep(check({ state: 'in_progress' }), 'i1')).toBe('score');
  const sealedAt = '2026-11-24T02:00:00.000Z';
  expect(planStep(check({ state: 'recorded', sealedAt }), 'office')).toBe('result');
});
