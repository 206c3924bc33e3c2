import fc from 'fast-check';
import { TRUE_FALSE_OPTIONS, type PartBody, type QuestionBody } from './body';
import type { KeyedQuestion, PartKey, QuestionKey } from './key';

/** Questions of every kind that fit together, for property tests of both sides. */

const word = fc.stringMatching(/^[\u4e00-\u9fa5a-zA-Z0-9]{1,12}$/);
/** Letters that formats give a meaning to belong in what people write. */
const sentence = fc
  .array(
    fc.oneof(word, fc.constantFrom('{', '}', '=', '~', ':', '#', '\\', '<', '&', '"', '，', '%')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '' && !text.includes('[['));

type Keyed = { body: PartBody; key: PartKey };
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const media = fc.constant<string[]>([]);

const options = fc
  .uniqueArray(sentence, { minLength: 2, maxLength: 6 })
  .map((texts) => texts.map((text, i) => ({ id: IDS[i] ?? `o${i}`, text })));

export const single: fc.Arbitrary<Keyed> = fc
  .record({ stem: sentence, media, options, at: fc.nat(5) })
  .map(({ at, ...body }) => ({
    body: { kind: 'single', ...body },
    key: { kind: 'single', answer: [body.options[at % body.options.length]?.id ?? 'a'] },
  }));

export const multiple: fc.Arbitrary<Keyed> = fc
  .record({ stem: sentence, media, options, n: fc.integer({ min: 2, max: 6 }) })
  .map(({ n, ...body }) => ({
    body: { kind: 'multiple', ...body },
    key: { kind: 'multiple', answer: body.options.slice(0, n).map((one) => one.id) },
  }));

/** The usual two in either order, such as mean the same, and whatever a bureau writes. */
const sides: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.constant(TRUE_FALSE_OPTIONS.map((one) => one.text)),
  fc.constantFrom(['错', '对'], ['正确', '错误'], ['否', '是'], ['合法', '违法'], ['错误', '合法']),
  fc.uniqueArray(sentence, { minLength: 2, maxLength: 2 }),
);

export const trueFalse: fc.Arbitrary<Keyed> = fc
  .record({
    stem: sentence,
    media,
    sides,
    ids: fc.constantFrom(['a', 'b'], ['a', 'b'], ['yes', 'no'], ['b', 'a']),
    right: fc.nat(1),
  })
  .map(({ right, sides: texts, ids, ...body }) => {
    const options = texts.map((text, i) => ({ id: ids[i] ?? 'x', text }));
    return {
      body: { kind: 'true_false', ...body, options },
      key: { kind: 'true_false', answer: [ids[right] ?? 'x'] },
    };
  });

export const fillIn: fc.Arbitrary<Keyed> = fc
  .record({
    words: fc.array(sentence, { minLength: 2, maxLength: 4 }),
    media,
    accepted: fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    }),
  })
  .map(({ words, media, accepted }) => {
    const blanks = words.slice(1).map((_, i) => ({ id: `b${i + 1}` }));
    const stem = words.map((text, i) => (i === 0 ? text : `[[b${i}]]${text}`)).join('');
    return {
      body: { kind: 'fill_in', stem, media, blanks },
      key: {
        kind: 'fill_in',
        blanks: blanks.map(({ id }, i) => ({ id, accepted: accepted[i] ?? ['x'] })),
      },
    };
  });

export const numeric: fc.Arbitrary<Keyed> = fc
  .record({
    stem: sentence,
    media,
    unit: fc.constantFrom('日', '元', '%', null),
    value: fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
    tolerance: fc.integer({ min: 0, max: 1000 }).map((n) => n / 100),
  })
  .map(({ value, tolerance, ...body }) => ({
    body: { kind: 'numeric', ...body },
    key: { kind: 'numeric', value, tolerance },
  }));

export const shortAnswer: fc.Arbitrary<Keyed> = fc
  .record({
    stem: sentence,
    media,
    maxLength: fc.integer({ min: 1, max: 5000 }),
    model: sentence,
    criteria: fc.uniqueArray(
      fc.record({ text: sentence, points: fc.integer({ min: 1, max: 100 }) }),
      {
        minLength: 1,
        maxLength: 4,
        selector: (one) => one.text,
      },
    ),
  })
  .map(({ model, criteria, ...body }) => ({
    body: { kind: 'short_answer', ...body },
    key: {
      kind: 'short_answer',
      model,
      criteria: criteria.map((one, i) => ({ id: `c${i + 1}`, ...one })),
    },
  }));

export const part = fc.oneof(single, multiple, trueFalse, fillIn, numeric, shortAnswer);

export const scenario: fc.Arbitrary<KeyedQuestion> = fc
  .record({
    stem: sentence,
    media,
    parts: fc.array(fc.record({ part, points: fc.integer({ min: 1, max: 100 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ parts, ...rest }): { body: QuestionBody; key: QuestionKey } => ({
    body: {
      kind: 'case',
      ...rest,
      parts: parts.map(({ part: { body }, points }, i) => ({ id: `p${i + 1}`, points, body })),
    },
    key: {
      kind: 'case',
      parts: parts.map(({ part: { key } }, i) => ({ id: `p${i + 1}`, key })),
    },
  }));

/** A question of any kind. */
export const keyedQuestion: fc.Arbitrary<KeyedQuestion> = fc.oneof(part, scenario);
