import type { Paper } from '@qiangji/shared-types';
import {
  lacksInPaper,
  movedPick,
  NEW_PAPER,
  pickProblems,
  pointsOf,
  problemsOf,
  toggled,
  topicChoices,
  withoutPick,
  withPoints,
} from './paper.form';

it('offers each topic once, and the whole of those that belong together', () => {
  const procedure = { topic: 'procedure', topicName: '处罚程序' };
  const choices = topicChoices([
    { topic: 'evidence', topicName: '证据', parent: procedure },
    { topic: 'garden', topicName: '园林', parent: null },
    { ...procedure, parent: null },
    { topic: 'hearing', topicName: '听证', parent: procedure },
  ]);
  expect(choices.map(({ text }) => text)).toEqual(['园林', '处罚程序（整类）', '证据', '听证']);
  expect(choices.map(({ value }) => value)).toEqual(['garden', 'procedure', 'evidence', 'hearing']);
});

describe('picks of a fixed paper', () => {
  const picks = ['a', 'b', 'c'].map((code) => ({ code, points: 4 }));
  const codes = (of: readonly { code: string }[]) => of.map(({ code }) => code).join('');
  const draftOf = (questions: typeof picks) => ({
    ...NEW_PAPER,
    title: '定卷',
    content: { method: 'fixed' as const, questions },
  });
  const stored = (questions: typeof picks, problems: Paper['problems']) =>
    ({ draft: draftOf(questions), problems, method: 'fixed' }) as unknown as Paper;

  it('go up and down one place, and stay at the ends', () => {
    expect(codes(movedPick(picks, 2, -1))).toBe('acb');
    expect(codes(movedPick(picks, 0, 1))).toBe('bac');
    expect(codes(movedPick(picks, 0, -1))).toBe('abc');
    expect(codes(movedPick(picks, 2, 1))).toBe('abc');
  });

  it('have points of their own, summed up, and none while none are written', () => {
    const given = withPoints(withPoints(picks, 0, 10), 2, 1);
    expect(pointsOf(given)).toBe(15);
    expect(lacksInPaper(draftOf(given))).toBeUndefined();
    expect(lacksInPaper(draftOf(withPoints(given, 1, 0)))).toBe('第 2 题还没写几分');
    // A new one is worth what the last one is.
    expect(toggled(withPoints(picks, 2, 7), 'd').at(-1)).toEqual({ code: 'd', points: 7 });
    expect(toggled(withPoints(picks, 2, 0), 'd').at(-1)).toEqual({ code: 'd', points: 4 });
  });

  it('take what is wrong with them along, and out', () => {
    const message = '第 2 题还没确认，或依据已失效';
    const problems = [{ path: 'content.questions.1', reason: 'not_confirmed' as const, message }];
    const paper = stored(picks, problems);
    expect([...pickProblems(picks, paper).keys()]).toEqual([1]);
    expect(problemsOf(draftOf(movedPick(picks, 1, -1)), paper)).toEqual([
      expect.stringMatching(/^第 1 题：还没确认/),
    ]);
    expect(problemsOf(draftOf(withoutPick(picks, 1)), paper)).toEqual([]);
  });

  it('are told apart where an old paper asks one twice', () => {
    const twice = [...picks, { code: 'a', points: 2 }];
    const problems = [
      { path: 'content.questions.3', reason: 'repeated' as const, message: '第 4 题和前面的重复' },
    ];
    const paper = stored(twice, problems);
    expect([...pickProblems(twice, paper)]).toEqual([[3, '和第 1 题重复，去掉一个']]);
    expect(codes(withoutPick(twice, 3))).toBe('abc');
    expect(pickProblems(withoutPick(twice, 3), paper).size).toBe(0);
  });
});
