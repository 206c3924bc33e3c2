import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { drawFrom, type Hmac } from '../core';
import { drawCheck, verifyDraw, type DrawCandidates } from './draw';

const hmac: Hmac = (key, message) => createHmac('sha256', key).update(message).digest();

const seed = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 20 });

const candidates: fc.Arbitrary<DrawCandidates> = fc.record({
  squadrons: fc.uniqueArray(fc.constantFrom('/b/x/s1', '/b/x/s2', '/b/x/s10'), { minLength: 1 }),
  inspectors: fc.uniqueArray(
    fc.record({
      personId: fc.stringMatching(/^p[0-9]{1,3}$/),
      unitPath: fc.constantFrom('/b', '/b/x', '/b/x/s1', '/b/x/s1/team', '/b/x/s10'),
    }),
    { selector: (one) => one.personId, maxLength: 12 },
  ),
});

describe('a draw', () => {
  it('gives the same outcome for the same seed, in whatever order candidates are named', () => {
    fc.assert(
      fc.property(seed, names, fc.nat(5), fc.infiniteStream(fc.nat()), (key, list, n, order) => {
        const shuffled = [...list].sort(() => (order.next().value as number) % 2 || -1);
        const drawn = drawFrom(hmac, key, 'x', list, n);
        expect(drawFrom(hmac, key, 'x', shuffled, n)).toEqual(drawn);
        expect(new Set(drawn).size).toBe(Math.min(n, list.length));
        expect(list).toEqual(expect.arrayContaining(drawn));
      }),
    );
  });

  it('never takes an inspector who belongs to the squadron', () => {
    fc.assert(
      fc.property(seed, candidates, (key, given) => {
        const outcome = drawCheck(hmac, key, given);
        if (!outcome) return;
        expect(new Set(outcome.inspectorIds).size).toBe(2);
        for (const personId of outcome.inspectorIds) {
          const own = given.inspectors.find((one) => one.personId === personId)!.unitPath;
          expect(`${own}/`.startsWith(`${outcome.squadronPath}/`)).toBe(false);
        }
      }),
    );
  });

  it('is refused where fewer than two inspectors come from outside', () => {
    const inspectors = [
      { personId: 'a', unitPath: '/b/s' },
      { personId: 'b', unitPath: '/b/office' },
    ];
    expect(drawCheck(hmac, '00'.repeat(32), { squadrons: ['/b/s'], inspectors })).toBeNull();
    expect(drawCheck(hmac, '00'.repeat(32), { squadrons: [], inspectors })).toBeNull();
  });

  it('can be verified from its record, and a record that was tampered with cannot', () => {
    fc.assert(
      fc.property(seed, candidates, (key, given) => {
        const outcome = drawCheck(hmac, key, given);
        if (!outcome) return;
        expect(verifyDraw(hmac, { seed: key, candidates: given, outcome })).toBe(true);
        const swapped = { ...outcome, inspectorIds: [...outcome.inspectorIds].reverse() };
        expect(verifyDraw(hmac, { seed: key, candidates: given, outcome: swapped })).toBe(false);
      }),
    );
  });

  it('favours nobody: each of seven is drawn about as often as the others', () => {
    const list = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const times = new Map(list.map((name) => [name, 0]));
    const runs = 7_000;
    for (let run = 0; run < runs; run++) {
      const key = run.toString(16).padStart(64, '0');
      const [drawn] = drawFrom(hmac, key, 'x', list, 1);
      times.set(drawn!, times.get(drawn!)! + 1);
    }
    const expected = runs / list.length;
    // Chi-square with six degrees of freedom stays below 22.5 in 999 of 1,000 fair runs.
    const chi = [...times.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(22.5);
  });

  it('throws words away that would favour the first candidates', () => {
    const words = [0xffff_ffff, 0xffff_fffe, 5];
    let asked = 0;
    const rigged: Hmac = () => {
      const digest = new Uint8Array(32);
      new DataView(digest.buffer).setUint32(0, words[asked++]!);
      return digest;
    };
    // 2^32 mod 3 is 1: only the topmost word is beyond the last whole multiple of three.
    expect(drawFrom(rigged, '00', 'x', ['a', 'b', 'c'], 1)).toEqual(['c']);
    expect(asked).toBe(2);
  });

  it('can be done again with openssl: a known seed gives a known first word', () => {
    const key = '0b'.repeat(32);
    // printf 'squadron:0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b...0b
    const word = createHmac('sha256', Buffer.alloc(32, 0x0b)).update('squadron:0').digest();
    const index = word.readUInt32BE(0) % 3;
    expect(drawFrom(hmac, key, 'squadron', ['c', 'a', 'b'], 1)).toEqual([['a', 'b', 'c'][index]]);
  });
});
