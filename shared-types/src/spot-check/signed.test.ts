import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { CheckResult } from './schema';
import { seenBy, splitSignoffs, type Scored } from './signed';

const sha256 = (message: Uint8Array) => createHash('sha256').update(message).digest();
const seen = (scored: Scored, personId = 'p1') => seenBy(sha256, scored, personId);

const one = (more: Partial<CheckResult> = {}): CheckResult => ({
  itemCode: 'A1',
  personId: 'p1',
  verdict: 'ok',
  evidence: [],
  note: null,
  fixedOnSite: false,
  ...more,
});
const team = (more: Partial<CheckResult> = {}) => one({ itemCode: 'D1', personId: null, ...more });
const scored = (...results: CheckResult[]): Scored => ({
  checklist: { code: 'spot_daily', version: 1 },
  results,
});

const result: fc.Arbitrary<CheckResult> = fc.record({
  itemCode: fc.constantFrom('A1', 'A2', 'D1'),
  personId: fc.constantFrom('p1', 'p2', null),
  verdict: fc.constantFrom('ok', 'fault', 'na'),
  evidence: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3')),
  note: fc.constantFrom(null, '没戴胸号', 'a”\u0085'),
  fixedOnSite: fc.boolean(),
});
const results = fc.uniqueArray(result, {
  selector: ({ itemCode, personId }) => `${itemCode} ${personId}`,
});

describe('what one of those checked is shown', () => {
  it('is the same in whatever order results and pictures came', () => {
    fc.assert(
      fc.property(results, (list) => {
        const turned = [...list]
          .reverse()
          .map((each) => ({ ...each, evidence: [...each.evidence].reverse() }));
        expect(seen(scored(...turned))).toBe(seen(scored(...list)));
      }),
    );
  });

  it('changes with everything that was found of them or of the team, and with nothing of others', () => {
    const before = seen(scored(one(), team()));
    const changes: CheckResult[] = [
      one({ verdict: 'fault' }),
      one({ verdict: 'na' }),
      one({ note: '没戴胸号' }),
      one({ evidence: ['m1'] }),
      one({ fixedOnSite: true }),
      one({ itemCode: 'A2' }),
    ];
    const after = changes.map((change) => seen(scored(change, team())));
    expect(new Set([before, ...after]).size).toBe(changes.length + 1);
    expect(seen(scored(one(), team({ verdict: 'fault' })))).not.toBe(before);
    const other = one({ personId: 'p2', verdict: 'fault' });
    expect(seen(scored(one(), other, team()))).toBe(before);
    expect(seen(scored(other), 'p2')).not.toBe(seen(scored(other), 'p1'));
    const newer = { ...scored(one()), checklist: { code: 'spot_daily', version: 2 } };
    expect(seen(newer)).not.toBe(seen(scored(one())));
  });

  it('reads typed words as the service keeps them', () => {
    const typed = scored(one({ note: ' 没戴胸号\n' }));
    expect(seen(typed)).toBe(seen(scored(one({ note: '没戴胸号' }))));
  });

  it('is a hash that anybody can compute, of text in ASCII', () => {
    const text = '["spot_daily",1,"p1",[["A1","p1","fault","\\u6ca1\\u6234",false,["m1"]]]]';
    const hash = createHash('sha256').update(text).digest('hex');
    expect(seen(scored(one({ verdict: 'fault', note: '没戴', evidence: ['m1'] })))).toBe(hash);
  });
});

describe('a signature', () => {
  const now = (personId: string) => `${personId} now`;
  const sign = (personId: string, shown?: string) => ({ personId, seen: shown });

  it('stands while what was signed is what is scored', () => {
    const [stale, fresh] = [sign('p1', 'before'), sign('p2', 'p2 now')];
    expect(splitSignoffs([stale, fresh], now)).toEqual({ standing: [fresh], past: [stale] });
  });

  it('stands again where the change is undone, and the last word of the same counts', () => {
    const [first, other, last] = [sign('p1', 'p1 now'), sign('p1', 'else'), sign('p1', 'p1 now')];
    expect(splitSignoffs([first, other], now)).toEqual({ standing: [first], past: [other] });
    expect(splitSignoffs([first, other, last], now)).toEqual({
      standing: [last],
      past: [first, other],
    });
  });

  it('from before signatures were tied to what was shown stands', () => {
    expect(splitSignoffs([sign('p1')], now).standing).toHaveLength(1);
  });
});
