import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import DailyPage from './pages/daily';
import TopicPage from './pages/topic';
import TopicsPage from './pages/topics';
import WrongPage from './pages/wrong';
import { dailyUrl, topicsUrl } from './quiz.view';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });

const DAILY = { day: '2026-11-24', open: false, backlog: null, questions: [], reasons: [] };
const SEED = '01a20eda-eb15-7ae4-9269-75d86b4aeaab';

const opened: string[] = [];

beforeAll(() => {
  startPhone();
  Object.assign(Taro, {
    navigateTo: ({ url }: { url: string }) => {
      opened.push(url);
      return Promise.resolve();
    },
  });
});

beforeEach(() => {
  resetDevice();
  opened.length = 0;
  useCache.setState({}, true);
  setSession(sessionOf('a'));
});

afterEach(cleanup);

it.each([
  [
    'an empty wrong-answer book',
    WrongPage,
    { items: [], nextCursor: null },
    '做今天的题',
    dailyUrl,
  ],
  ['a topic without questions', TopicPage, { seed: SEED, questions: [] }, '看别的专题', topicsUrl],
  ['a day without questions', DailyPage, DAILY, '看专题掌握', topicsUrl],
] as const)('leads on from %s', async (_what, Page, data, action, url) => {
  device.answer = () => ({ statusCode: 200, data });
  render(<Page />);
  await turn();
  fireEvent.click(screen.getByRole('button', { name: action }));
  expect(opened).toEqual([url]);
});

it('leads on from a topic that is gone, which no second asking would bring', async () => {
  const data = { code: 'NOT_FOUND', message: '没有', requestId: 'r' };
  device.answer = () => ({ statusCode: 404, data });
  render(<TopicPage />);
  await turn();
  expect(screen.getByRole('button', { name: '看别的专题' })).toBeTruthy();
});

it('says that no topic has questions yet instead of counting to nought', async () => {
  device.answer = () => ({ statusCode: 200, data: { topics: [] } });
  render(<TopicsPage />);
  await turn();
  expect(screen.getByText('题库里还没有在用的题')).toBeTruthy();
  expect(screen.getByRole('button', { name: '回学练' })).toBeTruthy();
});
