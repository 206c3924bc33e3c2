import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { QuestionImport, TwinLine } from '@qiangji/shared-types';
import { countWords, ImportProblems, keptWords } from './components/import-result';
import { ImportTwins } from './components/import-twins';
import {
  isLeftOut,
  leftOutCount,
  NO_CHOICE,
  turned,
  twinsKept,
  twinWords,
  type TwinChoice,
} from './twins.form';

const found: QuestionImport = {
  id: '01a20eda-eb15-7ae4-9269-75d86b4aeaab',
  fileName: '题.xlsx',
  format: 'xlsx',
  state: 'ready',
  progress: 3,
  total: 3,
  refusal: null,
  columns: [],
  counts: { good: 2, bad: 1, fresh: 1, changed: 1, unchanged: 0, twins: 1 },
  preview: [],
  problems: [{ place: '第 3 行，答案', reason: 'no_such_option', message: '没有选项 F' }],
  twins: [
    {
      number: 1,
      place: '第 2 行',
      stem: '上岗前要查什么',
      likeness: 86,
      other: 'w-1',
      otherStem: '上岗前查什么',
      inBank: true,
    },
  ],
  notes: [],
  kept: null,
};

afterEach(cleanup);

it('says once why a whole file was refused', () => {
  const message = '只认 .xlsx 表格，请用模板另存后再传';
  const problems = [{ place: '文件', reason: 'not_xlsx', message }];
  const refused = { ...found, state: 'refused' as const, refusal: message, problems };
  const { container } = render(<ImportProblems found={refused} />);
  expect(container.textContent).toBe('');
});

it('says what was read, what is wrong by its place, and what is there already', () => {
  expect(countWords(found)).toBe('读懂 2 题：新的 1 题，改动 1 题；另有 1 题不对');
  const counts = { ...found.counts, good: 0 };
  expect(countWords({ counts })).toBe('一题也没读懂，1 题不对');
  expect(keptWords({ kept: { added: 2, changed: 0, left: 1 } })).toBe('新增 2 题，没动 1 题');
  expect(keptWords({ kept: { added: 0, changed: 0, left: 0 } })).toBe('题库没有变');
  const picked: TwinChoice[] = [];
  render(
    <>
      <ImportProblems found={found} />
      <ImportTwins found={found} choice={NO_CHOICE} onChange={(choice) => picked.push(choice)} />
    </>,
  );
  expect(screen.getByText('第 3 行，答案')).toBeTruthy();
  expect(screen.getByText('题库 w-1，像 86%')).toBeTruthy();
  screen.getByRole('checkbox', { name: /不要文件里的这一题/ }).click();
  screen.getByRole('radio', { name: '都不要重复的' }).click();
  expect(picked).toEqual([
    { all: 'keep', but: [1] },
    { all: 'leave_out', but: [] },
  ]);
});

it('leaves out all twins by one word but for some, those that are not listed too, and counts them', () => {
  const many = { ...found, counts: { ...found.counts, good: 500, twins: 236 } };
  expect(twinWords(many, NO_CHOICE)).toBe(
    '不要 0 题，留下 236 题；下面列了 1 题，没列的 235 题也都留下，是哪些看表格',
  );
  const none = { all: 'leave_out' as const, but: [] };
  expect(leftOutCount(many, none)).toBe(236);
  const one = turned(none, 1);
  expect([isLeftOut(one, 1), isLeftOut(one, 2)]).toEqual([false, true]);
  expect(twinWords(many, one)).toContain('不要 235 题，留下 1 题');
  expect(twinWords(many, one)).toContain('没列的 235 题也都不要');
  expect(twinsKept(one)).toEqual({ twins: 'leave_out', leaveOut: [], keepTwins: [1] });
  expect(turned(one, 1)).toEqual(none);
  expect(twinsKept(turned(NO_CHOICE, 7))).toEqual({ twins: 'keep', leaveOut: [7], keepTwins: [] });
  expect(twinWords(found, NO_CHOICE)).toBe('不要 0 题，留下 1 题');
});

const line = (name: string, text: string, more: Partial<TwinLine> = {}): TwinLine => ({
  ...{ name, text, right: null, against: 'same' },
  ...more,
});
const besides = (own: TwinLine[], other: TwinLine[], more = 0): QuestionImport => ({
  ...found,
  twins: found.twins.map((one) => ({
    ...one,
    sides: { own: { lines: own, more }, other: { lines: other, more: 0 } },
  })),
});
const show = (one: QuestionImport) =>
  render(<ImportTwins found={one} choice={NO_CHOICE} onChange={() => undefined} />);
const sides = (container: HTMLElement) =>
  [...container.querySelectorAll('.bk-twin__side')].map((one) =>
    [...one.querySelectorAll('.bk-twin__line')].map((each) => each.textContent),
  );

it('shows both questions with what is right in each, and says in words what differs', () => {
  const judged = { against: 'judged' as const };
  const { container } = show(
    besides(
      [
        line('题干', '上岗前要查什么', { against: 'differs' }),
        line('选项 A', '执法证', { right: true, ...judged }),
        line('选项 B', '天气', { right: false }),
      ],
      [
        line('题干', '上岗前查什么', { against: 'differs' }),
        line('选项 A', '天气', { right: false }),
        line('选项 B', '执法证', { right: false, ...judged }),
        line('选项 C', '着装', { right: true, against: 'missing' }),
      ],
    ),
  );
  expect(sides(container)).toEqual([
    ['题干上岗前要查什么和那边不一样', '选项 A，对的执法证那边不算对', '选项 B天气'],
    [
      '题干上岗前查什么和那边不一样',
      '选项 A天气',
      '选项 B执法证那边算对',
      '选项 C，对的着装那边没有',
    ],
  ]);
  expect(screen.queryByRole('button')).toBeNull();
});

it('folds what both say where it is long, never what differs', () => {
  const long = (letter: string) => line(`选项 ${letter}`, letter.repeat(80), { right: false });
  const blank = (text: string) => line('第 1 空', text, { against: 'differs' });
  const both = [line('题干', '上岗前查什么'), long('A'), long('B')];
  const { container } = show(besides([...both, blank('亮证')], [...both, blank('出示')], 3));
  const names = () => sides(container).map((all) => all.map((one) => one?.slice(0, 2)));
  expect(names()).toEqual([
    ['题干', '第 '],
    ['题干', '第 '],
  ]);
  expect(screen.getByText('后面还有 3 行没列')).toBeTruthy();
  const fold = screen.getByRole('button', { name: '还有 2 行两边一样，点开看' });
  expect(fold.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(fold);
  expect(names().map((all) => all.length)).toEqual([4, 4]);
  fireEvent.click(screen.getByRole('button', { name: '收起一样的' }));
  expect(names().map((all) => all.length)).toEqual([2, 2]);
});
