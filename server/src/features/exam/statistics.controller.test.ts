import {
  examContract,
  examResultContract,
  type ExamStatistics,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import {
  blueprint,
  collect,
  confirmedQuestions,
  examDraft,
  handIn,
  MINUTE,
  moveClock,
  publishedExam,
  publishedPaper,
  start,
  type Confirmed,
} from './exam.test-kit';

/*
 * Worked by hand and with Python's `statistics`, by the definitions that `statistics.rules.ts` names and
 * without its code. Every figure below is a literal: what follows from the table of points.
 *
 *                   Q1 of 4   Q2 of 2   Q3 of 3   Q4 of 1   total
 *   officer            4         2         3         1        10
 *   officer2           4         2         3         0         9
 *   officer3           2         2         0         1         5
 *   auxiliary          2         0         3         0         5
 *   leader             0         2         0         0.5       2.5
 *   siblingOfficer     0         0         0         1         1
 *
 * Totals: sum 32.5, so mean 5.416667; the two in the middle are 5; squares of the distances 62.208333,
 * variance 62.208333 / 5 = 12.441667, deviation 3.527275.
 * Variances of the questions 3.2, 1.066667, 2.7, 0.241667: sum 7.208333. Alpha = 4/3 * (1 - 7.208333 /
 * 12.441667) = 0.560839, error ratio = root of 0.439161 = 0.662692, standard error = 2.337496 points.
 * Covariances with the total 6.2, 1.933333, 4.65, -0.341667: roots 2.489980, 1.390444, 2.156386 and none,
 * sum 6.036809; effective weights 0.412466, 0.230328, 0.357206, none.
 */
const POINTS = [4, 2, 3, 1];

/** Q1 and Q4 ask for b and d and give half for one of them; Q2 asks for b, Q3 for c. */
const GIVEN: Partial<Record<PersonKey, (string | null)[]>> = {
  officer: ['bd', 'b', 'c', 'bd'],
  officer2: ['bd', 'b', 'c', 'a'],
  officer3: ['d', 'b', 'a', 'bd'],
  auxiliary: ['b', 'a', 'c', 'ab'],
  leader: ['a', 'b', null, 'b'],
  siblingOfficer: ['ab', null, 'b', 'bd'],
};

let kit: Kit;
let questions: Confirmed[];

beforeAll(async () => {
  kit = await Kit.start();
  questions = await confirmedQuestions(kit, POINTS.length);
});

afterEach(() => moveClock(kit, 0));

afterAll(() => kit.stop());

const answerOf = (index: number, chosen: string): QuestionAnswer => ({
  kind: questions[index]!.key.kind as 'single' | 'multiple',
  chosen: [...chosen],
});

async function sit(examId: string, as: PersonKey, given: (string | null)[]): Promise<void> {
  const { attempt } = await start(kit, examId, as);
  const params = { attemptId: attempt.id };
  for (const [index, chosen] of given.entries()) {
    if (chosen === null) continue;
    const questionCode = questions[index]!.code;
    const answer = answerOf(index, chosen);
    const body = { ...phoneWrite(), seq: index + 1, questionCode, answer };
    await kit.ok(examContract.appendAnswer, { params, body }, as);
  }
  await handIn(kit, attempt.id, given.length + 1, as);
}

/** What the route says of an exam once it is over, questions in the order of the table. */
async function afterwards(sitters: typeof GIVEN): Promise<ExamStatistics> {
  const picked = questions.map(({ code }, i) => ({ code, points: POINTS[i]! }));
  const content = { method: 'fixed' as const, questions: picked };
  // Whoever sat a paper may read it: each exam has one of its own.
  const { id: paperId } = await publishedPaper(kit, blueprint(0, { content }));
  const audience = { unitPaths: [UNITS.brigade], kinds: [], posts: [], sample: null };
  const { id: examId } = await publishedExam(kit, examDraft(paperId, now(), { audience }));
  for (const [as, given] of Object.entries(sitters)) await sit(examId, as as PersonKey, given);
  moveClock(kit, 70 * MINUTE);
  await collect(kit);
  const input = { params: { examId } };
  return kit.ok(examResultContract.findStatistics, input, 'office', (found) => {
    expect(found).toMatchObject({ examId, waiting: 0, marked: Object.keys(sitters).length });
  });
}

const inOrder = (found: ExamStatistics) =>
  questions.flatMap(({ code }) => found.questions.find((one) => one.code === code) ?? []);

const tableOf = (found: ExamStatistics, index: number) =>
  inOrder(found)[index]!.tables.map(({ partId, options }) => [
    partId,
    options.map(({ optionId, right, chosen, shareBp, upperBp, lowerBp }) =>
      [optionId ?? 'none', right ? 'right' : 'wrong', chosen, shareBp, upperBp, lowerBp].join(' '),
    ),
  ]);

describe('statistics of an exam that six people sat', () => {
  let found: ExamStatistics;

  beforeAll(async () => {
    found = await afterwards(GIVEN);
  });

  it('are those of the paper that were worked by hand', () => {
    expect(found.test).toEqual({
      ...{ people: 6, maxCenti: 1_000, meanCenti: 542, medianCenti: 500, deviationCenti: 353 },
      // k3 / k2^1.5 = 0.213151 and k4 / k2^2 = -1.460573.
      ...{ skewness: 0.21, kurtosis: -1.46 },
      ...{ alphaBp: 5_608, errorRatioBp: 6_627, standardErrorCenti: 234 },
    });
  });

  it('are those of each question that were worked by hand', () => {
    const figures = inOrder(found).map((one) => [
      one.points,
      one.people,
      one.facilityBp,
      one.deviationBp,
      one.intendedBp,
      one.effectiveBp,
      one.discriminationBp,
      one.efficiencyBp,
    ]);
    expect(figures).toEqual([
      // Whoever has more of the rest has never less of it: no order could go with the rest better.
      [4, 6, 5_000, 4_472, 4_000, 4_125, 9_315, 10_000],
      [2, 6, 6_667, 5_164, 2_000, 2_303, 2_702, 3_250],
      [3, 6, 5_000, 5_477, 3_000, 3_572, 4_910, 5_200],
      // It goes against the total: a weight there is not, and it is not 0.
      [1, 6, 5_833, 4_916, 1_000, null, -3_246, -3_608],
    ]);
  });

  it('count each choice, also of the two with the most and the two with the least points', () => {
    // Option, key, chosen, share of all, of officer and officer2, of leader and siblingOfficer.
    expect(tableOf(found, 0)).toEqual([
      [
        null,
        [
          'a wrong 2 3333 0 10000',
          'b right 4 6667 10000 5000',
          'c wrong 0 0 0 0',
          'd right 3 5000 10000 0',
          'none wrong 0 0 0 0',
        ],
      ],
    ]);
    expect(tableOf(found, 1)).toEqual([
      [
        null,
        [
          'a wrong 1 1667 0 0',
          'b right 4 6667 10000 5000',
          'c wrong 0 0 0 0',
          'd wrong 0 0 0 0',
          'none wrong 1 1667 0 5000',
        ],
      ],
    ]);
    expect(tableOf(found, 2)).toEqual([
      [
        null,
        [
          'a wrong 1 1667 0 0',
          'b wrong 1 1667 0 5000',
          'c right 3 5000 10000 0',
          'd wrong 0 0 0 0',
          'none wrong 1 1667 0 5000',
        ],
      ],
    ]);
    expect(tableOf(found, 3)).toEqual([
      [
        null,
        [
          'a wrong 2 3333 5000 0',
          'b right 5 8333 5000 10000',
          'c wrong 0 0 0 0',
          'd right 3 5000 5000 5000',
          'none wrong 0 0 0 0',
        ],
      ],
    ]);
  });
});

describe('statistics without figures', () => {
  it('say that there are none where nobody sat it', async () => {
    const found = await afterwards({});
    expect(found.test).toEqual({
      ...{ people: 0, maxCenti: null, meanCenti: null, medianCenti: null, deviationCenti: null },
      ...{ skewness: null, kurtosis: null },
      ...{ alphaBp: null, errorRatioBp: null, standardErrorCenti: null },
    });
    expect(found.questions).toEqual([]);
  });

  it('say zero where those who sat it answered nothing, and leave out what then means nothing', async () => {
    const blank = [null, null, null, null];
    const found = await afterwards({ officer: blank, officer2: blank, leader: blank });
    expect(found.test).toEqual({
      ...{ people: 3, maxCenti: 1_000, meanCenti: 0, medianCenti: 0, deviationCenti: 0 },
      ...{ skewness: null, kurtosis: null },
      ...{ alphaBp: null, errorRatioBp: null, standardErrorCenti: null },
    });
    for (const one of inOrder(found)) {
      expect(one).toMatchObject({ people: 3, facilityBp: 0, deviationBp: 0, effectiveBp: null });
      expect(one).toMatchObject({ discriminationBp: null, efficiencyBp: null });
    }
    // Nobody stands out, so there are no thirds; who gave nothing is counted all the same.
    expect(tableOf(found, 1)[0]![1]!.at(-1)).toBe('none wrong 3 10000  ');
  });
});
