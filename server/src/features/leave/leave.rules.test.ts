import fc from 'fast-check';
import { addDays } from '@qiangji/shared-types';
import { covers } from './leave.rules';

const day = (n: number) => addDays('2026-02-26', n);
const spans = fc.array(fc.tuple(fc.nat(12), fc.nat(6)), { maxLength: 6 });

it('covers a stretch exactly where each of its days lies in some leave', () => {
  fc.assert(
    fc.property(spans, fc.nat(12), fc.nat(8), (made, start, length) => {
      const leaves = made.map(([from, more]) => ({ from: day(from), to: day(from + more) }));
      const days = Array.from({ length: length + 1 }, (_, index) => day(start + index));
      const each = days.every((one) => leaves.some(({ from, to }) => from <= one && one <= to));
      expect(covers(leaves, day(start), day(start + length))).toBe(each);
    }),
  );
});
