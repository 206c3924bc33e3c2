import fc from 'fast-check';
import { roles, type Grant } from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { bindingCodeFrom, grantsChanged, judgeGrants, normalCode } from './roster.rules';
import { readDay } from './roster.rows';

const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...roles),
  unitPath: fc.constantFrom('/wj', '/wj/brigade', '/wj/brigade/hutang', '/xb'),
});
const grants = fc.uniqueArray(grant, { maxLength: 4, selector: (one) => one.role + one.unitPath });

const keeper = (...held: Grant[]): Actor => ({
  personId: 'k',
  sessionId: 's',
  kind: 'officer',
  unitPath: '/wj/brigade/hutang',
  grants: held,
  consentVersion: null,
});

describe('who may entrust whom', () => {
  it('finds no change between a list and itself, and the same change both ways', () => {
    fc.assert(
      fc.property(grants, grants, (a, b) => {
        expect(grantsChanged(a, [...a].reverse())).toEqual([]);
        expect(grantsChanged(a, b)).toHaveLength(grantsChanged(b, a).length);
      }),
    );
  });

  it('lets nobody change the own grants, and a liaison nothing but liaisons below', () => {
    const office = keeper({ role: 'campaign_office', unitPath: '/wj' });
    const liaison = keeper({ role: 'liaison', unitPath: '/wj/brigade/hutang' });
    fc.assert(
      fc.property(grants, grants, (before, after) => {
        const changed = grantsChanged(before, after);
        if (changed.length > 0) expect(judgeGrants(office, 'k', before, after)).not.toBeNull();
        const own = changed.every(
          (one) => one.role === 'liaison' && one.unitPath === '/wj/brigade/hutang',
        );
        expect(judgeGrants(liaison, 'p', before, after) === null).toBe(own);
        const within = changed.every((one) => one.unitPath.startsWith('/wj'));
        expect(judgeGrants(office, 'p', before, after) === null).toBe(within);
      }),
    );
  });
});

describe('a binding code', () => {
  it('uses no letter that is misheard or misread, and is read back however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (random) => {
        fc.pre(random.filter((byte) => byte < 248).length >= 10);
        const code = bindingCodeFrom(random);
        expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
        expect(
          normalCode(` ${code.slice(0, 4).toLowerCase()} ${code.slice(4, 7)}-${code.slice(7)}`),
        ).toBe(code);
      }),
    );
  });
});

describe('a typed day', () => {
  it('is read in the ways people write it, and refused where there is no such day', () => {
    for (const typed of ['2027-06-30', '2027/6/30', '2027.06.30', '2027年6月30日']) {
      expect(readDay(typed)).toBe('2027-06-30');
    }
    for (const typed of ['2027-02-30', '2027-13-01', '30/6/2027', '', '明年']) {
      expect(readDay(typed)).toBeNull();
    }
  });
});
