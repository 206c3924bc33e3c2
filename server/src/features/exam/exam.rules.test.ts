import { countedAttempts } from '@qiangji/shared-types';
import { countedAttempt, paperWatermark } from './exam.rules';

const tried = [
  { no: 2, centi: 9_000, state: 'submitted' },
  { no: 1, centi: 4_000, state: 'collected' },
  { no: 3, centi: 6_000, state: 'submitted' },
  // What is being written counts for nothing yet.
  { no: 4, centi: 0, state: 'in_progress' },
];

it.each([
  ['best', 2],
  ['last', 3],
  ['first', 1],
] as const)('lets the %s of several attempts count', (counts, no) => {
  expect(countedAttempt(tried, { counts })?.no).toBe(no);
});

it('lets the earlier of two equal ones count as the best, and none where none was handed in', () => {
  const equal = tried.map((one) => ({ ...one, centi: 5_000 }));
  expect(countedAttempt(equal, { counts: 'best' })?.no).toBe(1);
  for (const counts of countedAttempts) {
    expect(countedAttempt(tried.slice(3), { counts })).toBeNull();
  }
});

it.each([
  ['D0001', '陈立 D0001'],
  ['320412198', '陈立 412198'],
])('writes the name with the number %s across a paper as %s', (staffNumber, mark) => {
  expect(paperWatermark({ name: '陈立', staffNumber })).toBe(mark);
});
