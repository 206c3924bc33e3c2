import { cleanup, fireEvent, render } from '@testing-library/react';
import type { MarkingTask } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import MarkingPage from './index';

jest.mock('@/ui/use-keys', () => jest.requireActual<object>('@/ui/use-keys.h5'));

const EXAM = '0190a000-0000-7000-8000-0000000000e1';
const idOf = (n: number) => `0190a000-0000-7000-8000-0000000000b${n}`;

const task = (n: number): MarkingTask => ({
  id: idOf(n),
  version: 1,
  code: 'q1',
  points: 5,
  body: { kind: 'short_answer', stem: '怎么表明身份？', media: [], maxLength: 500 },
  answer: { kind: 'short_answer', text: `第 ${n} 份：出示证件` },
  parts: [
    {
      partId: null,
      stem: '怎么表明身份？',
      text: `第 ${n} 份：出示证件`,
      model: '出示执法证件',
      criteria: [
        { id: 'c1', text: '出示证件', points: 3 },
        { id: 'c2', text: '说明来意', points: 2 },
      ],
    },
  ],
  claimedUntil: '2026-11-24T02:00:00.000Z',
  again: null,
});

const PICTURE = '0190a000-0000-7000-8000-0000000000c1';
const criterion = { id: 'c1', text: '话说得清楚', points: 2 };

/** A case of which the first two parts are the machine's. */
const caseTask: MarkingTask = {
  ...task(1),
  code: 'q2',
  points: 6,
  body: {
    kind: 'case',
    stem: '午市时路口有人摆摊，占了半条人行道。',
    media: [PICTURE],
    parts: [
      {
        id: 'p1',
        points: 2,
        body: {
          kind: 'single',
          stem: '先做什么？',
          media: [],
          options: [
            { id: 'a', text: '掀摊子' },
            { id: 'b', text: '亮明身份' },
          ],
        },
      },
      { id: 'p2', points: 2, body: { kind: 'numeric', stem: '限几日改？', media: [], unit: '日' } },
      {
        id: 'p3',
        points: 2,
        body: { kind: 'short_answer', stem: '怎么跟摊主说？', media: [], maxLength: 500 },
      },
    ],
  },
  answer: {
    kind: 'case',
    parts: [
      { id: 'p1', answer: { kind: 'single', chosen: ['b'] } },
      { id: 'p2', answer: { kind: 'numeric', text: '15' } },
      { id: 'p3', answer: { kind: 'short_answer', text: '请移到疏导区。' } },
    ],
  },
  parts: [
    {
      partId: 'p3',
      stem: '怎么跟摊主说？',
      text: '请移到疏导区。',
      model: '说明去处',
      criteria: [criterion],
    },
  ],
};

let claimed: number;

function answer({ method, url }: FakeRequest) {
  if (method === 'GET') {
    const question = { code: 'q1', kind: 'short_answer', stem: '怎么表明身份？', points: 5 };
    const questions = [{ ...question, waiting: 2, claimed: 0, marked: 0 }];
    const data = { examId: EXAM, title: '第 3 期', waiting: 2, complete: true, questions };
    return { statusCode: 200, data };
  }
  if (url.endsWith('/claims')) {
    claimed += 1;
    return { statusCode: 200, data: { task: task(claimed), left: 2 - claimed } };
  }
  return { statusCode: 200, data: { id: idOf(claimed), version: 2, scoreBp: 10_000 } };
}

async function press(key: string) {
  fireEvent.keyDown(document.body, { key });
  await turn();
}

const text = () => document.body.textContent ?? '';
const marks = () =>
  device.requests
    .filter(({ url }) => url.endsWith('/marks'))
    .map(({ data }) => (JSON.parse(String(data)) as { parts: unknown }).parts);

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  claimed = 0;
  device.routerParams = { id: EXAM };
  device.answer = answer;
});

afterEach(cleanup);

it('is marked by keyboard alone: the next one, points by digits, and the next one', async () => {
  render(<MarkingPage />);
  await turn();
  await press('Enter');
  expect(text()).toContain('第 1 份');
  await press('Enter');
  expect(marks()).toEqual([]);
  await press('3');
  await press('2');
  await press('Enter');
  const criteria = [
    { id: 'c1', points: 3 },
    { id: 'c2', points: 2 },
  ];
  expect(marks()).toEqual([[{ partId: null, criteria }]]);
  expect(text()).toContain('第 2 份');
});

it('shows the whole case with its pictures and what was answered, beside the part that a person judges', async () => {
  device.answer = (request) =>
    request.url.endsWith('/claims')
      ? { statusCode: 200, data: { task: caseTask, left: 0 } }
      : answer(request);
  const page = render(<MarkingPage />);
  await turn();
  await press('Enter');
  expect(text()).toContain('午市时路口有人摆摊');
  expect(page.getByRole('button', { name: /^题目配图，点开看大的/ })).toBeTruthy();
  const chosen = page.getByRole('radio', { name: 'B，亮明身份' });
  expect(chosen.getAttribute('aria-checked')).toBe('true');
  expect(chosen.getAttribute('aria-disabled')).toBe('true');
  expect(page.getByLabelText('第 2 小题，填数字，单位：日')).toHaveProperty('value', '15');
  expect(text()).toContain('请移到疏导区。');
  // The third of three, though it is the only one that is marked.
  expect(page.getByRole('heading', { name: '第 3 小题怎么给分' })).toBeTruthy();
  expect(text()).not.toContain('第 1 小题怎么给分');
});

it('shows the pictures of a written question and all of a long answer', async () => {
  const long = '先敬礼，'.repeat(60);
  const asked: MarkingTask = {
    ...task(1),
    body: { kind: 'short_answer', stem: '看图说说。', media: [PICTURE], maxLength: 500 },
    answer: { kind: 'short_answer', text: long },
  };
  device.answer = (request) =>
    request.url.endsWith('/claims')
      ? { statusCode: 200, data: { task: asked, left: 0 } }
      : answer(request);
  const page = render(<MarkingPage />);
  await turn();
  await press('Enter');
  expect(page.getByRole('button', { name: /^题目配图，点开看大的/ })).toBeTruthy();
  // As text, not in a field of three lines.
  expect(page.getByText(long)).toBeTruthy();
  expect(page.queryByLabelText('写下你的回答')).toBeNull();
});
