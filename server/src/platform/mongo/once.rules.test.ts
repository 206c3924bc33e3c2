import fc from 'fast-check';
import { opHashOf, storedAlike } from './once';

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.date({ noInvalidDate: true }).map((at) => ({ at })),
);

/** The same with the fields of each object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, turned(part)] as const);
  return Object.fromEntries([...parts, ['gone', undefined] as const].reverse());
}

it('takes records for alike whatever the order of their fields, and hashes them alike', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(storedAlike(value, turned(value))).toBe(true);
      expect(opHashOf(value)).toBe(opHashOf(turned(value)));
    }),
  );
});

it.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ at: new Date(0) }, { at: new Date(1) }],
  [{ a: null }, {}],
])('tells %j from %j', (one, other) => {
  expect(storedAlike(one, other)).toBe(false);
});
