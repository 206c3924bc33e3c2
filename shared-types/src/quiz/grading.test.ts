import fc from 'fast-check';
import { answerProblem, questionAnswer, type QuestionAnswer } from './answer';
import { questionBody } from './body';
import { fullAnswer, gradeAnswer, multipleRules, PRACTICE_RULE, type GradeRule } from './grading';
import { questionKey } from './key';
import { normalText, readNumber, withinTolerance } from './normal';
import { questionProblems } from './question';
import { fillIn, keyedQuestion, multiple, part, scenario } from './question.test-kit';

const rule: fc.Arbitrary<GradeRule> = fc.record({
  multiple: fc.constantFrom(...multipleRules),
  fillIn: fc.constantFrom('each', 'all'),
});

/** Any answer at all, to whatever question. */
const anyAnswer: fc.Arbitrary<QuestionAnswer> = keyedQuestion.map(({ key }) => fullAnswer(key));

describe('questions of the property tests', () => {
  it('fit their schemas and contradict themselves nowhere', () => {
    fc.assert(
      fc.property(keyedQuestion, ({ body, key }) => {
        expect(questionBody.parse(body)).toEqual(body);
        expect(questionKey.parse(key)).toEqual(key);
        expect(questionProblems({ body, key })).toEqual([]);
        expect(answerProblem(body, fullAnswer(key))).not.toBe('unknown_option');
      }),
    );
  });
});

describe('grading', () => {
  it('gives the key everything, and leaves what was written to people', () => {
    fc.assert(
      fc.property(part, rule, (question, by) => {
        const grade = gradeAnswer(question, fullAnswer(question.key), by);
        if (question.body.kind === 'short_answer') {
          expect(grade).toEqual({ score: 0, state: 'needs_marking', parts: [] });
        } else {
          expect(grade).toEqual({ score: 1, state: 'graded', parts: [] });
        }
      }),
    );
  });

  it('is total: any answer to any question is worth 0 to 1', () => {
    fc.assert(
      fc.property(keyedQuestion, fc.option(anyAnswer), rule, (question, answer, by) => {
        const { score } = gradeAnswer(question, answer, by);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('goes by identity: the order of options, blanks and parts says nothing', () => {
    const turned = <T>(list: readonly T[]) => [...list].reverse();
    fc.assert(
      fc.property(keyedQuestion, anyAnswer, rule, (question, other, by) => {
        for (const answer of [fullAnswer(question.key), other]) {
          const before = gradeAnswer(question, answer, by);
          const asked =
            'options' in question.body
              ? { ...question.body, options: turned(question.body.options) }
              : question.body;
          const given: QuestionAnswer =
            'chosen' in answer
              ? { ...answer, chosen: turned(answer.chosen) }
              : answer.kind === 'fill_in'
                ? { ...answer, blanks: turned(answer.blanks) }
                : answer.kind === 'case'
                  ? { ...answer, parts: turned(answer.parts) }
                  : answer;
          expect(gradeAnswer({ ...question, body: asked }, given, by)).toEqual(before);
        }
      }),
    );
  });

  it('never takes for a right option more, and never gives for a wrong one', () => {
    fc.assert(
      fc.property(multiple, rule, fc.array(fc.boolean()), fc.nat(5), (question, by, flags, at) => {
        if (question.body.kind !== 'multiple' || question.key.kind !== 'multiple') return;
        const ids = question.body.options.map((one) => one.id);
        const chosen = ids.filter((_, i) => flags[i]);
        const more = ids[at % ids.length] ?? 'a';
        const score = (list: string[]) =>
          gradeAnswer(question, { kind: 'multiple', chosen: [...new Set(list)] }, by).score;
        const right = question.key.answer.includes(more);
        const before = score(chosen.filter((one) => one !== more));
        const after = score([...chosen, more]);
        expect(right ? after >= before : after <= before).toBe(true);
      }),
    );
  });

  it('counts partly right sets as each rule says', () => {
    const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }));
    const question = {
      body: { kind: 'multiple' as const, stem: '选', media: [], options },
      key: { kind: 'multiple' as const, answer: ['a', 'b', 'c'] },
    };
    const scores = (chosen: string[]) =>
      multipleRules.map(
        (one) =>
          gradeAnswer(question, { kind: 'multiple', chosen }, { multiple: one, fillIn: 'each' })
            .score,
      );
    expect(scores(['a'])).toEqual([0, 0.5, 1 / 3, 1 / 3]);
    expect(scores(['a', 'b'])).toEqual([0, 0.5, 2 / 3, 2 / 3]);
    expect(scores(['a', 'b', 'd'])).toEqual([0, 0, 0, 1 / 3]);
    expect(scores(['c', 'b', 'a'])).toEqual([1, 1, 1, 1]);
    expect(scores(['a', 'b', 'c', 'd'])).toEqual([0, 0, 0, 2 / 3]);
    expect(scores(['d'])).toEqual([0, 0, 0, 0]);
    expect(scores([])).toEqual([0, 0, 0, 0]);
  });

  it('fills blanks by any accepted answer, each one a share or all together', () => {
    fc.assert(
      fc.property(fillIn, fc.nat(2), (question, at) => {
        if (question.key.kind !== 'fill_in') return;
        const blanks = question.key.blanks.map(({ id, accepted }, i) => ({
          id,
          text:
            i === 0 ? ` ${accepted[at % accepted.length]?.toUpperCase() ?? ''}\u3000` : '？不对',
        }));
        const answer = { kind: 'fill_in' as const, blanks };
        const by = (fill: GradeRule['fillIn']) =>
          gradeAnswer(question, answer, { multiple: 'exact', fillIn: fill }).score;
        expect(by('each')).toBeCloseTo(1 / blanks.length);
        expect(by('all')).toBe(blanks.length === 1 ? 1 : 0);
      }),
    );
  });

  it('weighs the parts of a case by their points', () => {
    fc.assert(
      fc.property(scenario, rule, (question, by) => {
        const grade = gradeAnswer(question, fullAnswer(question.key), by);
        const shares = grade.parts.reduce((sum, one) => sum + one.share, 0);
        const sum = grade.parts.reduce((all, one) => all + one.share * one.score, 0);
        expect(shares).toBeCloseTo(1);
        expect(grade.score).toBeCloseTo(sum);
        const waits = grade.parts.some((one) => one.state === 'needs_marking');
        expect(grade.state).toBe(waits ? 'needs_marking' : 'graded');
      }),
    );
  });

  it('asks nobody to mark what was not written', () => {
    const question = {
      body: { kind: 'short_answer' as const, stem: '说', media: [], maxLength: 100 },
      key: {
        kind: 'short_answer' as const,
        model: '先亮证',
        criteria: [{ id: 'c1', text: '亮证', points: 5 }],
      },
    };
    const blank = { kind: 'short_answer' as const, text: ' \n' };
    expect(gradeAnswer(question, blank, PRACTICE_RULE).state).toBe('graded');
    expect(gradeAnswer(question, { ...blank, text: '亮证' }, PRACTICE_RULE).state).toBe(
      'needs_marking',
    );
  });
});

describe('what was typed', () => {
  it('counts whatever its width, case and spacing', () => {
    expect(normalText(' ＡＢc　１２ 日\u200b')).toBe('abc12日');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalText(normalText(text))).toBe(normalText(text));
      }),
    );
  });

  it('is read as a number with its unit, separators and signs', () => {
    const cases: [string, string | null, number | null][] = [
      ['１５ 日', '日', 15],
      ['1,250,000', null, 1_250_000],
      ['－3.50元', '元', -3.5],
      ['.5', null, 0.5],
      ['15天', '日', null],
      ['1,25', null, null],
      ['', null, null],
      ['Infinity', null, null],
      ['0x10', null, null],
      ['20%', '%', 20],
    ];
    for (const [text, unit, value] of cases) expect(readNumber(text, unit)).toBe(value);
    expect(withinTolerance(0.1 + 0.2, 0.3, 0)).toBe(true);
    expect(withinTolerance(5.5, 5, 0.5)).toBe(true);
    expect(withinTolerance(5.51, 5, 0.5)).toBe(false);
  });

  it('is refused as an answer where it names what the question has not', () => {
    const options = ['a', 'b'].map((id) => ({ id, text: id }));
    const body = { kind: 'single' as const, stem: '选', media: [], options };
    expect(answerProblem(body, { kind: 'single', chosen: [] })).toBeNull();
    expect(answerProblem(body, { kind: 'single', chosen: ['c'] })).toBe('unknown_option');
    expect(answerProblem(body, { kind: 'single', chosen: ['a', 'b'] })).toBe('too_many');
    expect(answerProblem(body, { kind: 'multiple', chosen: ['a'] })).toBe('other_kind');
    const multi = { ...body, kind: 'multiple' as const };
    expect(answerProblem(multi, { kind: 'multiple', chosen: ['a', 'a'] })).toBe('repeated');
    const strict = { kind: 'numeric', text: '1', extra: true };
    expect(questionAnswer.safeParse(strict).success).toBe(false);
  });
});
