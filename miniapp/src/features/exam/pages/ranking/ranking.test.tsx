import { act, cleanup, render } from '@testing-library/react';
import type { Ranking, RankingRow } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { useCache } from '@/platform/resource/cache';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import RankingPage from './index';

const EXAM = '0190a000-0000-7000-8000-0000000000e1';
const row = (rank: number, name: string, mine = false): RankingRow => ({
  rank,
  name,
  unitName: '湖塘中队',
  centi: 8_000 - rank * 100,
  usedMs: 60_000,
  mine,
});
const ranking = (rows: RankingRow[], final = false): Ranking => ({
  ...{ rows, handedIn: rows.length, final },
  pointsWait: null,
});

let answered: object;

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  answered = ranking([row(1, '陈立')]);
  device.routerParams = { id: EXAM };
  device.answer = () => ({ statusCode: 200, data: answered });
});

afterEach(cleanup);

const socket = () => device.sockets.at(-1)!;
const text = () => document.body.textContent ?? '';

async function open() {
  const page = render(<RankingPage />);
  await turn();
  return page;
}

it('shows what it was told at once, and each change', async () => {
  await open();
  expect(text()).toContain('1. 陈立');
  socket().accept();
  expect(socket().sent).toEqual([
    { token: 'access-a-1', route: 'exam.listRanking', params: { examId: EXAM } },
  ]);
  expect(socket().url).toMatch(/^ws:.*\/api\/v1\/live$/);
  act(() => socket().say({ type: 'now', body: ranking([row(1, '周敏'), row(2, '陈立', true)]) }));
  await turn();
  expect(text()).toContain('1. 周敏');
  expect(text()).toContain('已交 2 人');
  expect(text()).toContain('有人交卷就变');
  expect(device.requests).toHaveLength(1);
});

it('shows the order alone while points wait, and when they come', async () => {
  const rows = [{ ...row(1, '陈立'), centi: null }];
  answered = { ...ranking(rows), pointsWait: 'other_exam' };
  await open();
  expect(text()).toContain('1. 陈立');
  expect(text()).toContain('考完再公布分数');
  socket().accept();
  act(() => socket().say({ type: 'now', body: ranking([row(1, '陈立')]) }));
  await turn();
  expect(text()).toContain('79 分');
  expect(text()).not.toContain('考完再公布');
});

it('asks by request where no line can be had', async () => {
  await open();
  answered = ranking([row(1, '陈立'), row(2, '周敏')]);
  await act(async () => socket().drop());
  await turn();
  expect(device.requests.length).toBeGreaterThan(1);
  expect(text()).toContain('2. 周敏');
  expect(text()).toContain('隔几秒看一次');
});

it('ends with the contest, and with the page', async () => {
  const { unmount } = await open();
  socket().accept();
  act(() => socket().say({ type: 'now', body: ranking([row(1, '陈立')], true) }));
  await turn();
  expect(text()).toContain('已定');
  expect([device.sockets.length, socket().open]).toEqual([1, false]);
  unmount();
  answered = ranking([row(1, '陈立')]);
  useCache.setState({}, true);
  const again = await open();
  expect(socket().open).toBe(true);
  again.unmount();
  expect(socket().open).toBe(false);
});
