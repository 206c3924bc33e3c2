import * as fc from 'fast-check';
import { allOf } from './filter';

type Row = Record<string, string | string[]>;

/** What the database means by the few operators that the generator below writes. */
function matches(row: Row, filter: object): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    if (field === '$and') return (wanted as object[]).every((part) => matches(row, part));
    if (field === '$or') return (wanted as object[]).some((part) => matches(row, part));
    const values = [row[field] ?? []].flat();
    if (typeof wanted === 'string') return values.includes(wanted);
    // Each operator may be met by another element of a list.
    return Object.entries(wanted as Record<string, string>).every(([operator, bound]) =>
      values.some((value) => (operator === '$gte' ? value >= bound : value < bound)),
    );
  });
}

const word = fc.constantFrom('/a', '/a/b', '/a/b/c', '/a/d', '/b', '/a0', '/a/b0');
const field = fc.constantFrom('unitPath', 'personId', 'memberIds');
const condition = fc.oneof(word, fc.record({ $gte: word, $lt: word }));
const plain = fc.dictionary(field, condition, { maxKeys: 3 });
const part = fc.oneof(
  plain,
  fc.tuple(plain, plain).map(([a, b]) => ({ $or: [a, b] })),
);
const row = fc.dictionary(field, fc.oneof(word, fc.array(word, { maxLength: 3 })));

describe('a filter of all parts', () => {
  it('matches the very rows that each part matches', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), row, (parts, one) => {
        expect(matches(one, allOf(...parts))).toBe(parts.every((wanted) => matches(one, wanted)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('says once what a scope says again', () => {
    const unit = { $gte: '/a/b', $lt: '/a/b0' };
    expect(allOf({ unitPath: '/a/b' }, {}, { unitPath: unit })).toEqual({ unitPath: '/a/b' });
    expect(allOf({ unitPath: { $gte: '/a', $lt: '/a0' } }, { unitPath: unit })).toEqual({
      unitPath: unit,
    });
    expect(allOf({ actorId: 'p' }, { actorId: 'p', day: 'd' })).toEqual({ actorId: 'p', day: 'd' });
  });

  it('keeps a contradiction', () => {
    expect(allOf({ actorId: 'p' }, { actorId: 'q' })).toEqual({
      $and: [{ actorId: 'p' }, { actorId: 'q' }],
    });
  });
});
