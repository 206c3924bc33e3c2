import fc from 'fast-check';
import { askedText, findTwins, likeness, NEAR, pairsOf } from './near.rules';

const single = (stem: string, ...texts: string[]) =>
  askedText({
    kind: 'single',
    stem,
    media: [],
    options: texts.map((text, i) => ({ id: `o${i}`, text })),
  });

describe('questions that are alike', () => {
  it('are so whatever the width, punctuation and order of their options', () => {
    expect(single('出示证件的时机是：', '询问之前', '送达时')).toBe(
      single(' 出示证件的时机是（　）', '送达时。', '询问之前'),
    );
  });

  it('are found in the bank and in the file itself, with how alike they are', () => {
    const bank = [
      { id: 'q-1', text: single('上街执法，出示执法证件的时机是', '表明身份之前', '送达时') },
      { id: 'q-2', text: single('听证应当在几日内提出', '三日', '五日') },
    ];
    const fresh = [
      { id: '1', text: single('执法人员上街执法，出示执法证件的时机是', '表明身份之前', '送达时') },
      { id: '2', text: single('垃圾分类有哪几类', '四类', '三类') },
      { id: '3', text: single('垃圾分类有哪几类？', '三类', '四类') },
    ];
    expect(findTwins(fresh, bank)).toEqual([
      { id: '1', other: 'q-1', likeness: expect.closeTo(0.85, 1) as number },
      { id: '3', other: '2', likeness: 1 },
    ]);
  });

  it('are the same as by comparing each with each', () => {
    const text = fc
      .array(fc.constantFrom(...'一二三四五六七'), { minLength: 4, maxLength: 12 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.array(text, { maxLength: 20 }), (a, b) => {
        const bank = a.map((one, i) => ({ id: `b${i}`, text: one }));
        const fresh = b.map((one, i) => ({ id: `f${i}`, text: one }));
        const found = new Map(findTwins(fresh, bank).map((one) => [one.id, one.likeness]));
        fresh.forEach((one, i) => {
          const others = [...bank, ...fresh.slice(0, i)];
          const best = Math.max(
            0,
            ...others.map((other) => likeness(pairsOf(one.text), pairsOf(other.text))),
          );
          expect(found.get(one.id) ?? 0).toBeCloseTo(best >= NEAR ? best : 0, 10);
        });
      }),
    );
  });

  it('are found in time among ten thousand of one template', () => {
    const fresh = Array.from({ length: 10_000 }, (_, i) => ({
      id: `f${i}`,
      text: single(`第 ${i} 题：下列做法正确的是哪一项`, '先亮证', '先开口', '先拍照', `做法 ${i}`),
    }));
    const began = performance.now();
    const twins = findTwins(fresh, []);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(twins.length).toBeGreaterThan(9_000);
  });
});
