import { act, cleanup, fireEvent, render } from '@testing-library/react';
import type { MarkingTask } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
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
  answer: { kind: 'short_answer', text: '出示证件' },
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

const turn = () =>
  act(async () => {
    for (let i = 0; i < 12; i += 1) await settle();
  });

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
