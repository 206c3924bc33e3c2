import type { Checklist, ChecklistItem } from '@qiangji/shared-types';
import type { LocalCheck } from '@/features/spot-check/local-check';
import type { NewCheck } from '@/features/spot-check/spot-check.store';

const item = (code: string, more: Partial<ChecklistItem>): ChecklistItem => ({
  code,
  name: `条目 ${code}`,
  look: '看一看',
  source: '方案',
  law: null,
  confidence: 'plan',
  topic: 'uniform',
  severity: 'moderate',
  deduction: 2,
  subject: 'person',
  ...more,
});

/** Two groups: two items of the person; one of the team and one that fails the whole. */
export function checklistOf(): Checklist {
  return {
    code: 'spot_daily',
    version: 1,
    kind: 'spot_check',
    audience: ['officer'],
    name: '日常督察检查表',
    method: 'deduct',
    minApplicable: 2,
    grades: [],
    source: '方案',
    groups: [
      { code: 'A', name: '着装', cap: 4, items: [item('A1', {}), item('A2', { deduction: 1 })] },
      {
        code: 'D',
        name: '装备',
        items: [
          item('D1', { subject: 'team', topic: 'recorder' }),
          item('D4', { severity: 'veto', deduction: 0 }),
        ],
      },
    ],
  };
}

/** A daily visit as an inspector begins it, of two people. */
export function visitOf(
  { code, version }: LocalCheck['checklist'],
  more: Partial<NewCheck> = {},
): NewCheck {
  return {
    kind: 'daily',
    covert: false,
    squadron: { path: '/wj/brigade/hutang', name: '湖塘中队' },
    persons: [
      { personId: 'p1', name: '陈立' },
      { personId: 'p2', name: '周敏' },
    ],
    inspectors: [],
    checklist: { code, version },
    ...more,
  };
}

export function localOf(more: Partial<LocalCheck>): LocalCheck {
  return {
    id: 'c0',
    kind: 'daily',
    covert: false,
    squadron: { path: '/wj/brigade/hutang', name: '湖塘中队' },
    persons: [{ personId: 'p1', name: '陈立' }],
    inspectors: [],
    checklist: { code: 'spot_daily', version: 1 },
    startedAt: '2026-11-24T01:20:00.000Z',
    results: [],
    dirty: [],
    signoffs: [],
    sealedAt: null,
    sealOpId: null,
    ops: [],
    takenAt: {},
    ...more,
  };
}
