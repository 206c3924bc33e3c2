import { addDays, DAY_MS, dayStart, type QuestionKind } from '@qiangji/shared-types';
import fc from 'fast-check';
import {
  backlogOf,
  chooseDaily,
  chooseForNeeds,
  chooseMock,
  chooseOfTopics,
  isDueOn,
  joinNeeds,
  seededRandom,
  shuffled,
  type Candidate,
  type Ground,
  type Remembered,
} from './practice.rules';
import { retrievability } from './quiz.rules';

const DAY = '2026-11-24';
const KINDS: QuestionKind[] = ['single', 'multiple', 'true_false'];
const SIZES = { dailySize: 10, perNeed: 3, dailyReviews: 8 };

/** Five topics of eight questions. */
const bank: Candidate[] = ['t1', 't2', 't3', 't4', 't5'].flatMap((topic) =>
  Array.from({ length: 8 }, (_, i) => ({
    code: `${topic}-q${i}`,
    topic,
    kind: KINDS[i % 3] as QuestionKind,
    difficulty: (i % 3) + 1,
  })),
);

/** Last answered `ago` days before, due `due` days after the day's beginning. */
function known(ago: number, due: number, wrong = false): Remembered {
  const start = dayStart(DAY);
  return {
    lastAt: new Date(start - ago * DAY_MS),
    dueAt: new Date(start + due * DAY_MS),
    stability: 5,
    wrongAt: wrong ? new Date(start - ago * DAY_MS) : null,
  };
}

function ground(memory: [string, Remembered][] = [], seed = 's', rows = bank): Ground {
  return { bank: rows, memory: new Map(memory), day: DAY, random: seededRandom(seed) };
}

const codes = (chosen: readonly { code: string }[]) => chosen.map((one) => one.code);
const topicOf = (code: string) => code.split('-')[0];

describe('the daily ten', () => {
  it('takes what is due first, the weakest before the others, and fills up with new ones', () => {
    const memory: [string, Remembered][] = [
      ['t1-q0', known(3, -1)],
      ['t2-q0', known(20, -9)],
      ['t3-q0', known(1, 5)],
    ];
    const chosen = codes(chooseDaily(ground(memory), [], SIZES));
    expect(chosen.slice(0, 2)).toEqual(['t2-q0', 't1-q0']);
    expect(chosen).toHaveLength(10);
    expect(chosen).not.toContain('t3-q0');
  });

  it('spreads new questions over the topics and begins with easy ones', () => {
    const chosen = codes(chooseDaily(ground(), [], SIZES));
    const perTopic = chosen.map(topicOf);
    expect(new Set(perTopic).size).toBe(5);
    expect(perTopic.filter((topic) => topic === 't1')).toHaveLength(2);
    const difficulty = new Map(bank.map((one) => [one.code, one.difficulty]));
    expect(chosen.every((code) => difficulty.get(code) === 1)).toBe(true);
  });

  it('is the same for the same seed, whatever the order of the bank, and never asks twice', () => {
    const needs = fc.uniqueArray(fc.constantFrom('t1', 't3', 't5'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.string(), needs, fc.nat(40), (seed, topics, seen) => {
        const asked = topics.map((topic, i) => ({ needId: `n${i}`, topic }));
        const memory = bank.slice(0, seen).map((one, i): [string, Remembered] => {
          return [one.code, known((i % 30) + 1, (i % 9) - 4, i % 4 === 0)];
        });
        const once = chooseDaily(ground(memory, seed), asked, SIZES);
        const again = chooseDaily(ground(memory, seed, [...bank].reverse()), asked, SIZES);
        expect(again).toEqual(once);
        expect(new Set(codes(once)).size).toBe(once.length);
        expect(once).toHaveLength(10);
      }),
    );
  });

  it('takes up a backlog bit by bit after a holiday, the weakest first, and leaves room for new ones', () => {
    const memory = bank.slice(0, 30).map((one, i): [string, Remembered] => {
      return [one.code, known(10 + i, -(i % 9) - 1)];
    });
    const chosen = codes(chooseDaily(ground(memory), [], SIZES));
    const due = chosen.filter((code) => memory.some(([one]) => one === code));
    expect(due).toHaveLength(SIZES.dailyReviews);
    expect(new Set(due)).toEqual(new Set(memory.slice(-8).map(([code]) => code)));
    const all = memory.map(([code]) => code);
    expect(
      backlogOf(
        all,
        chosen.map((code) => ({ code })),
        8,
      ),
    ).toEqual({ waiting: 22, days: 3 });
    expect(
      backlogOf(
        due,
        chosen.map((code) => ({ code })),
        8,
      ),
    ).toBeNull();
  });

  it('lets due ones fill the day where there is nothing new', () => {
    const memory = bank.map((one, i): [string, Remembered] => [one.code, known(3 + i, -1)]);
    expect(chooseDaily(ground(memory), [], SIZES)).toHaveLength(10);
  });

  it('has no more than the bank has, and nothing on an empty one', () => {
    expect(chooseDaily(ground([], 's', bank.slice(0, 4)), [], SIZES)).toHaveLength(4);
    expect(chooseDaily(ground([], 's', []), [], SIZES)).toEqual([]);
  });
});

describe('questions of findings', () => {
  it('come first, three of each topic, and name their need', () => {
    const needs = [
      { needId: 'n1', topic: 't4' },
      { needId: 'n2', topic: 't2' },
    ];
    const chosen = chooseDaily(ground(), needs, SIZES);
    expect(chosen.slice(0, 6).map((one) => [one.needId, topicOf(one.code)])).toEqual([
      ['n1', 't4'],
      ['n1', 't4'],
      ['n1', 't4'],
      ['n2', 't2'],
      ['n2', 't2'],
      ['n2', 't2'],
    ]);
    expect(chosen.slice(6).every((one) => one.needId === null)).toBe(true);
  });

  it('are shared by two findings of one topic', () => {
    const needs = [
      { needId: 'n1', topic: 't4' },
      { needId: 'n2', topic: 't4' },
    ];
    expect(chooseForNeeds(ground(), needs, 3)).toHaveLength(3);
    const already = chooseForNeeds(ground(), needs.slice(0, 1), 3);
    expect(chooseForNeeds(ground(), needs.slice(1), 3, already)).toEqual([]);
  });

  it('take up what was wrong before anything else', () => {
    const memory: [string, Remembered][] = [
      ['t1-q7', known(2, 9, true)],
      ['t1-q6', known(2, -1)],
    ];
    expect(chooseOfTopics(ground(memory), new Set(['t1']), 3).slice(0, 2)).toEqual([
      't1-q7',
      't1-q6',
    ]);
  });

  it('join a set that was made ahead, and the last others give way', () => {
    const first = chooseDaily(ground(), [], SIZES);
    const joining = chooseForNeeds(ground(), [{ needId: 'n1', topic: 't5' }], 3);
    const joined = joinNeeds(first, joining, 10);
    expect(joined).toHaveLength(10);
    expect(joined.slice(0, 3)).toEqual(joining);
    expect(new Set(codes(joined)).size).toBe(10);
    expect(joinNeeds(joined, joining, 10)).toEqual(joined);
  });
});

describe('practice of topics', () => {
  const topics = new Set(['t1', 't3']);
  const remembered = fc.record({
    ago: fc.integer({ min: 1, max: 60 }),
    due: fc.integer({ min: -20, max: 20 }),
    stability: fc.integer({ min: 1, max: 40 }),
    wrong: fc.boolean(),
  });

  it('has what was wrong, then what is due, its weakest first, before anything new', () => {
    const memories = fc.array(fc.option(remembered, { nil: null }), {
      minLength: bank.length,
      maxLength: bank.length,
    });
    fc.assert(
      fc.property(memories, fc.string(), fc.integer({ min: 1, max: 16 }), (all, seed, size) => {
        const memory = bank.flatMap(({ code }, i): [string, Remembered][] => {
          const one = all[i];
          if (!one) return [];
          return [[code, { ...known(one.ago, one.due, one.wrong), stability: one.stability }]];
        });
        const held = new Map(memory);
        const chosen = chooseOfTopics(ground(memory, seed), topics, size);
        expect(chosen).toHaveLength(size);
        const pileOf = (code: string) => {
          const one = held.get(code);
          if (one?.wrongAt) return 0;
          if (!one) return 2;
          return isDueOn(DAY, one) ? 1 : 3;
        };
        const piles = chosen.map(pileOf);
        expect(piles).toEqual([...piles].sort());
        // What is left out stands behind what was taken.
        const left = bank.filter(({ code, topic }) => topics.has(topic) && !chosen.includes(code));
        expect(left.every(({ code }) => pileOf(code) >= piles.at(-1)!)).toBe(true);
        const due = chosen.filter((code) => pileOf(code) === 1);
        const strengths = due.map((code) => retrievability(held.get(code)!, dayStart(DAY)));
        expect(strengths).toEqual([...strengths].sort((a, b) => a - b));
      }),
    );
  });
});

describe('a mock paper', () => {
  it('keeps to its blueprint and spreads over the topics', () => {
    const paper = chooseMock(bank, { single: 5, multiple: 5, true_false: 2 }, seededRandom('p'));
    const kindOf = new Map(bank.map((one) => [one.code, one.kind]));
    expect(paper.map((code) => kindOf.get(code))).toEqual([
      ...Array<string>(5).fill('single'),
      ...Array<string>(5).fill('multiple'),
      ...Array<string>(2).fill('true_false'),
    ]);
    expect(new Set(paper.slice(0, 5).map(topicOf)).size).toBe(5);
    expect(chooseMock(bank, { single: 5, multiple: 5, true_false: 2 }, seededRandom('p'))).toEqual(
      paper,
    );
  });
});

describe('seeded randomness', () => {
  it('shuffles without loss and differs from seed to seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        const out = shuffled(list, seededRandom(seed));
        expect([...out].sort()).toEqual([...list].sort());
      }),
    );
    const first = Array.from({ length: 20 }, (_, i) => seededRandom(addDays(DAY, i))());
    expect(new Set(first).size).toBe(20);
    expect(first.every((n) => n >= 0 && n < 1)).toBe(true);
  });
});
