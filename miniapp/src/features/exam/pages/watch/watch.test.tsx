import { cleanup, fireEvent, render, within } from '@testing-library/react';
import type { WatchedExam } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import MinePage from '../mine';
import WatchPage from './index';

const idOf = (n: number) => `0190a000-0000-7000-8000-0000000000e${n}`;

const exam = (n: number, more: Partial<WatchedExam>): WatchedExam => ({
  id: idOf(n),
  title: `第 ${n} 期`,
  kind: 'scheduled',
  phase: 'closed',
  opensAt: '2026-07-13T01:00:00.000Z',
  closesAt: '2026-07-13T02:00:00.000Z',
  assigned: 12,
  ...more,
});

const person = (name: string, state: string) => ({
  personId: idOf(state.length % 10),
  name,
  unitName: '湖塘中队',
  state,
  deferred: null,
  times: null,
  note: null,
  version: 0,
  attempt: null,
});

let list: { statusCode: number; data: unknown };

const text = () => document.body.textContent ?? '';

async function opened() {
  const page = render(<WatchPage />);
  await turn();
  return page;
}

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  const items = [
    exam(3, { phase: 'open' }),
    exam(2, { assigned: 3 }),
    exam(1, { phase: 'cancelled' }),
  ];
  list = { statusCode: 200, data: { items, nextCursor: null } };
  device.answer = ({ url }) =>
    url.includes('/sittings')
      ? {
          statusCode: 200,
          data: {
            items: [person('陈立', 'not_started'), person('沈洁', 'submitted')],
            nextCursor: null,
          },
        }
      : list;
});

afterEach(cleanup);

it('leads from an exam that is over to its results by unit', async () => {
  const page = await opened();
  expect(text()).toContain('应考 3 人');
  fireEvent.click(page.getByRole('button', { name: /第 2 期/ }));
  expect(device.navigations.at(-1)).toContain(`/features/exam/pages/results/index?id=${idOf(2)}`);
});

it('shows of one that goes on who has not begun, and of a stopped one nothing', async () => {
  const page = await opened();
  expect(page.queryByRole('button', { name: /第 1 期/ })).toBeNull();
  fireEvent.click(page.getByRole('button', { name: /第 3 期/ }));
  await turn();
  const drawer = within(page.getByRole('dialog', { name: '第 3 期' }));
  expect(drawer.getByText('陈立')).toBeTruthy();
  expect(drawer.getAllByText('没开考')).toHaveLength(2);
});

it('says so where nobody was asked yet', async () => {
  list = { statusCode: 200, data: { items: [], nextCursor: null } };
  await opened();
  expect(text()).toContain('你带的人还没有考试');
});

it('says why where it could not be read', async () => {
  list = {
    statusCode: 403,
    data: { code: 'FORBIDDEN', message: '这件事不归你办', requestId: 'r' },
  };
  await opened();
  expect(text()).toContain('队伍考试没取到');
});

it('is one tap from 考试 for whoever leads, though they were asked to sit none themselves, and for nobody else', async () => {
  list = { statusCode: 200, data: { items: [], nextCursor: null } };
  const { me, ...session } = sessionOf('a');
  const { queryByRole } = render(<MinePage />);
  await turn();
  expect(queryByRole('button', { name: /队伍考试/ })).toBeNull();
  cleanup();
  const grants = [{ role: 'squadron_leader' as const, unitPath: me.unitPath }];
  setSession({ ...session, me: { ...me, grants } });
  const page = render(<MinePage />);
  await turn();
  fireEvent.click(page.getByRole('button', { name: /队伍考试/ }));
  expect(device.navigations.at(-1)).toContain('/features/exam/pages/watch/index');
});
