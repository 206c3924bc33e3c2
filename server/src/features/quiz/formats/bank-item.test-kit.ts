import { questionStates, verifiedStates, type QuestionBody } from '@qiangji/shared-types';
import fc from 'fast-check';
import { keyedQuestion } from '../../../../../shared-types/src/quiz/question.test-kit';
import { makeId } from '../../../platform/ids';
import type { BankItem } from '.';

const words = fc.stringMatching(/^[\u4e00-\u9fa5a-z0-9，（）《》%&<:=]{1,20}$/);

/** A question of the bank with everything that may be said of it. */
const bankItem: fc.Arbitrary<BankItem> = fc
  .record({
    keyed: keyedQuestion,
    number: fc.integer({ min: 1, max: 99_999 }),
    explanation: fc.oneof(words, fc.constant('')),
    topic: fc.constantFrom('enforcement_id', 'uniform'),
    law: fc.option(fc.record({ name: words, article: words, version: words })),
    difficulty: fc.integer({ min: 1, max: 5 }),
    author: fc.option(words),
    fact: fc.option(fc.constantFrom('A1', '12')),
    state: fc.constantFrom(...questionStates),
    verified: fc.record({
      state: fc.constantFrom(...verifiedStates),
      who: fc.oneof(words, fc.constant('')),
      when: fc.option(fc.constantFrom('2026-01-05', '2025-12-31')),
      text: fc.oneof(words, fc.constant('')),
    }),
    reviewer: fc.option(words),
    media: fc.boolean(),
  })
  .map(({ keyed, number, media, state, verified, reviewer, ...about }) => {
    const body = media ? { ...keyed.body, media: [makeId()] } : keyed.body;
    return {
      code: `q-${number}`,
      content: { ...about, body, key: keyed.key, stem: '' },
      ...{ state, verified, reviewer },
    };
  });

/** A few of them, each by a code of its own. */
export const unique = fc.uniqueArray(bankItem, { maxLength: 6, selector: (one) => one.code });

const inLines = <B extends { stem: string }>(body: B): B => ({
  ...body,
  stem: `${body.stem}\n第二行`,
});

const inParts = (body: QuestionBody): QuestionBody =>
  body.kind === 'case'
    ? {
        ...body,
        parts: body.parts.map((one) => ({
          ...one,
          body: inLines({ ...one.body, media: [makeId(), makeId()] }),
        })),
      }
    : body;

/** The same with what only these two carry: several lines, and pictures in the parts of a case. */
export const rich = unique.map((items) =>
  items.map(({ content, ...rest }): BankItem => {
    const whole = inParts(content.body);
    const explanation = `${content.explanation}\n\n还有一段`.trim();
    return { ...rest, content: { ...content, explanation, body: inLines(whole) } };
  }),
);
