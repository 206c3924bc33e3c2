import type { Colleague } from '@qiangji/shared-types';
import { someOf } from './people.view';

const people = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ personId: `p${index}` }) as Colleague);

describe('people to choose from', () => {
  it('are a few, and whoever is chosen', () => {
    expect(someOf(people(9), [])).toHaveLength(9);
    expect(someOf(people(20), [])).toHaveLength(8);
    const ids = someOf(people(20), ['p15', 'p1']).map((one) => one.personId);
    expect(ids).toHaveLength(9);
    expect(ids).toContain('p15');
  });
});
