import type { Practice, PracticeQuestion, TopicMastery } from '@qiangji/shared-types';
import fc from 'fast-check';
import {
  dailyNote,
  dayWords,
  inMasteryOrder,
  joinGiven,
  judge,
  lawOf,
  marksOf,
  masterySum,
  topicChoices,
  topicGroups,
  nextOpen,
  reasonOf,
  tallyOf,
  topicsToLookAt,
} from './quiz.view';

function question(code: string, topic = 'hearing'): PracticeQuestion {
  return {
    code,
    version: 1,
    body: {
      kind: 'multiple',
      stem: code,
      media: [],
      options: [
        { id: 'a', text: '甲' },
        { id: 'b', text: '乙' },
      ],
    },
    key: { kind: 'multiple', answer: ['a', 'b'] },
    explanation: '',
    topic,
    topicName: topic === 'hearing' ? '听证' : topic,
    law: { name: '中华人民共和国行政处罚法', article: '第六十三条', version: '2021' },
    verified: 'archive_checked',
  };
}

const chose = (...chosen: string[]) => ({ kind: 'multiple' as const, chosen });
const RIGHT = { answer: chose('a', 'b'), right: true };
const WRONG = { answer: chose('a'), right: false };
const three = [question('q1'), question('q2', 'service'), question('q3')];

describe('a run through questions', () => {
  it('judges by the identity of options', () => {
    expect(judge(question('q1'), chose('b', 'a')).right).toBe(true);
    expect(judge(question('q1'), chose('a')).right).toBe(false);
  });

  it('leaves what one writes to oneself: it is done, and neither right nor wrong', () => {
    const written: PracticeQuestion = {
      ...question('q4'),
      body: { kind: 'short_answer', stem: '说', media: [], maxLength: 100 },
      key: {
        kind: 'short_answer',
        model: '先亮证',
        criteria: [{ id: 'c1', text: '亮证', points: 5 }],
      },
    };
    const given = { q4: judge(written, { kind: 'short_answer', text: '亮证' }) };
    expect(given.q4.right).toBeNull();
    expect(marksOf([written], given)).toEqual(['seen']);
    expect(tallyOf([written], given)).toEqual({ total: 1, answered: 1, right: 0, wrong: 0 });
    expect(nextOpen([written], given, -1)).toBe(-1);
  });

  it('goes on with the next open one and comes round to those left out', () => {
    expect(nextOpen(three, {}, -1)).toBe(0);
    expect(nextOpen(three, { q1: RIGHT, q3: WRONG }, 2)).toBe(1);
    expect(nextOpen(three, { q1: RIGHT, q2: RIGHT, q3: WRONG }, 2)).toBe(-1);
    expect(nextOpen([], {}, -1)).toBe(-1);
  });

  it('counts every question once, whatever was answered', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.boolean()), { maxLength: 12 }), (list) => {
        const questions = list.map((_, i) => question(`q${i}`));
        const given = Object.fromEntries(
          list.flatMap((right, i) =>
            right === null ? [] : [[`q${i}`, { answer: chose('a'), right }]],
          ),
        );
        const { total, answered, right, wrong } = tallyOf(questions, given);
        expect([total, answered]).toEqual([list.length, right + wrong]);
        expect(marksOf(questions, given).filter((mark) => mark === 'todo')).toHaveLength(
          total - answered,
        );
        expect(nextOpen(questions, given, -1) === -1).toBe(answered === total);
      }),
    );
  });

  it('says how the day stands in a few words', () => {
    expect(dailyNote(three, { q1: RIGHT })).toBe('1/3');
    expect(dailyNote(three, { q1: RIGHT, q2: WRONG, q3: RIGHT })).toBe('做完了');
    expect(dailyNote([], {})).toBe('今天没有题');
  });

  it('ends with the topics that were wrong, each once with its count', () => {
    expect(topicsToLookAt(three, { q1: WRONG, q2: RIGHT, q3: WRONG })).toEqual([
      { topic: 'hearing', topicName: '听证', count: 2 },
    ]);
  });
});

describe("a day's set", () => {
  const practice: Practice = {
    day: '2026-11-24',
    open: false,
    backlog: null,
    questions: [
      { ...question('q1'), needId: 'n1', given: WRONG },
      { ...question('q2'), needId: null, given: null },
    ],
    reasons: [
      {
        needId: 'n1',
        topic: 'hearing',
        topicName: '听证',
        text: '没告知听证权',
        foundAt: '2026-11-22T17:00:00.000Z',
        piece: null,
      },
    ],
  };

  it('joins what other phones answered with what this one did later', () => {
    expect(joinGiven(practice, {})).toEqual({ q1: WRONG });
    expect(joinGiven(practice, { q1: RIGHT, q2: WRONG })).toEqual({ q1: RIGHT, q2: WRONG });
    expect(joinGiven(undefined, { q2: WRONG })).toEqual({ q2: WRONG });
  });

  it('says why a question is here, by the day in Shanghai', () => {
    expect(reasonOf(practice, 'n1')?.text).toBe('没告知听证权');
    expect(reasonOf(practice, null)).toBeUndefined();
    expect(dayWords('2026-11-22T17:00:00.000Z')).toBe('11月23日');
  });
});

describe('mastery', () => {
  const row = (topic: string, total: number, answered: number, mastered: number): TopicMastery => ({
    topic,
    topicName: topic,
    parent: topic < 'c' ? { topic: 'g', topicName: '程序' } : null,
    total,
    answered,
    mastered,
  });

  it('shows the weakest topic that one has met first, and unmet ones last', () => {
    const rows = [row('a', 10, 5, 5), row('b', 10, 0, 0), row('c', 10, 4, 1)];
    expect(inMasteryOrder(rows).map((one) => one.topic)).toEqual(['c', 'a', 'b']);
    expect(masterySum(rows)).toEqual({ total: 30, answered: 9, mastered: 6 });
  });

  it('keeps topics under what they belong to, and offers each group as a whole', () => {
    const rows = [row('c', 1, 0, 0), row('a', 2, 0, 0), row('b', 3, 0, 0)];
    const groups = topicGroups(rows).map((one) => [one.title, one.topics.map((own) => own.topic)]);
    expect(groups).toEqual([['程序', ['a', 'b']], ['其他', ['c']]]); // prettier-ignore
    const choices = topicChoices(rows);
    expect(choices.map((one) => one.value)).toEqual(['g', 'a', 'b', 'c']);
    expect(choices[0]?.text).toBe('程序，全部');
  });

  it('shortens a law and says its version and how far it was checked', () => {
    expect(lawOf(question('q1'))).toEqual({
      name: '行政处罚法',
      article: '第六十三条',
      version: '2021',
      verified: 'archive_checked',
    });
    expect(lawOf({ ...question('q1'), law: null })).toBeUndefined();
  });
});
