import { cleanup, fireEvent, render, within } from '@testing-library/react';
import type { Paper, PaperDraft } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import PaperPage from './index';

jest.mock('@/ui/use-keys', () => jest.requireActual<object>('@/ui/use-keys.h5'));

const PAPER = '0190a000-0000-7000-8000-0000000000f1';
const STEMS = ['哪一步先做', '几日内送达', '什么人可以听证'];

const draft: PaperDraft = {
  title: '定卷',
  note: null,
  content: {
    method: 'fixed',
    questions: ['q1', 'q2', 'q3'].map((code) => ({ code, points: 4 })),
  },
  shuffleQuestions: false,
  shuffleOptions: true,
  gradeRule: { multiple: 'half', fillIn: 'each' },
};

const paperOf = (of: PaperDraft, more: Partial<Paper> = {}): Paper => ({
  id: PAPER,
  title: of.title,
  state: 'draft',
  method: 'fixed',
  questions: 3,
  points: 12,
  changedAt: '2026-07-13T02:00:00.000Z',
  publishedAt: null,
  version: 1,
  draft: of,
  supply: [],
  picked: STEMS.map((stem, i) => ({
    code: `q${i + 1}`,
    stem,
    kind: 'single',
    topicName: '处罚程序',
    difficulty: 2,
  })),
  problems: [
    {
      path: 'content.questions.1',
      reason: 'not_confirmed',
      message: '第 2 题还没确认，或依据已失效',
    },
  ],
  frozen: 0,
  ...more,
});

let stored: Paper;

function answer({ method, url, data }: FakeRequest) {
  if (url.includes('/quiz/questions')) {
    return { statusCode: 200, data: { items: [], nextCursor: null } };
  }
  if (method === 'POST') {
    const sent = (JSON.parse(String(data)) as { draft: PaperDraft }).draft;
    return { statusCode: 200, data: paperOf(sent, { version: 2, problems: [] }) };
  }
  return { statusCode: 200, data: stored };
}

async function opened() {
  const page = render(<PaperPage />);
  await turn();
  return page;
}

const sentDraft = () => {
  const last = device.requests.filter(({ method }) => method === 'POST').at(-1);
  return (JSON.parse(String(last?.data)) as { draft: PaperDraft }).draft;
};

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  device.routerParams = { id: PAPER };
  device.answer = answer;
  stored = paperOf(draft);
});

afterEach(cleanup);

it('lists the picks with what is wrong beside the one, and lets it be taken out though the bank lists it no more', async () => {
  const page = await opened();
  const rows = within(page.getByRole('list', { name: '挑好的题' })).getAllByRole('listitem');
  expect(rows.map((row) => STEMS.findIndex((stem) => row.textContent?.includes(stem)))).toEqual([
    0, 1, 2,
  ]);
  expect(rows.map((row) => row.textContent?.includes('还没确认'))).toEqual([false, true, false]);
  fireEvent.click(page.getByRole('button', { name: '去掉第 2 题' }));
  expect(page.getByRole('heading', { name: '已挑 2 题' })).toBeTruthy();
  expect(document.body.textContent).not.toContain('还没确认');
  fireEvent.click(page.getByRole('button', { name: '存下' }));
  await turn();
  expect(sentDraft().content).toEqual({
    method: 'fixed',
    questions: [
      { code: 'q1', points: 4 },
      { code: 'q3', points: 4 },
    ],
  });
});

it('gives a pick points of its own and another place, and says the sum', async () => {
  const page = await opened();
  expect(document.body.textContent).toContain('共 12 分');
  const points = page.getByLabelText('第 3 题几分');
  fireEvent.change(points, { target: { value: '' } });
  // Emptied on the way to another number: it is not four again at once, and is not saved so.
  expect(points).toHaveProperty('value', '');
  expect(page.getByRole('button', { name: '第 3 题还没写几分' })).toBeTruthy();
  fireEvent.change(points, { target: { value: '12' } });
  expect(document.body.textContent).toContain('共 20 分');
  fireEvent.click(page.getByRole('button', { name: '第 3 题往前' }));
  fireEvent.click(page.getByRole('button', { name: '存下' }));
  await turn();
  expect(sentDraft().content).toMatchObject({
    questions: [
      { code: 'q1', points: 4 },
      { code: 'q3', points: 12 },
      { code: 'q2', points: 4 },
    ],
  });
});

it('moves a pick by keyboard from the field in which one writes its points', async () => {
  const page = await opened();
  const order = () =>
    within(page.getByRole('list', { name: '挑好的题' }))
      .getAllByRole('listitem')
      .map((row) => STEMS.findIndex((stem) => row.textContent?.includes(stem)));
  page.getByLabelText('第 3 题几分').focus();
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp', ctrlKey: true });
  expect(order()).toEqual([0, 2, 1]);
  page.getByLabelText('第 1 题几分').focus();
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp', ctrlKey: true });
  expect(order()).toEqual([0, 2, 1]);
});

it('shows of a frozen paper what it asks and for how many points', async () => {
  stored = paperOf(draft, { state: 'published', problems: [], frozen: 3 });
  await opened();
  for (const stem of STEMS) expect(document.body.textContent).toContain(stem);
  expect(document.body.textContent).toContain('题目 3');
});
