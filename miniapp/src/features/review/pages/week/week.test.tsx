import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReviewWaiting, ReviewWeek } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import WeekPage from './index';

const ID = '0190a000-0000-7000-8000-0000000000a1';

const waits = (kind: ReviewWaiting['kind'], title: string): ReviewWaiting => ({
  ...{ kind, title, meta: '陈立', personId: ID, link: null },
});

const week = {
  unit: { path: '/wj/b/s1', name: '湖塘中队' },
  ...{ from: '2026-07-06', to: '2026-07-12', units: [], talks: [], trend: [], rows: [] },
  waiting: [
    ...['甲', '乙', '丙', '丁'].map((name) => waits('correction_overdue', `改正超期：${name}`)),
    waits('log_returned', '退回的日志还没重交'),
  ],
} as unknown as ReviewWeek;

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  device.answer = () => ({ statusCode: 200, data: week });
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('shows whoever came for a number of what waits just these, and all of these', async () => {
  device.routerParams = { unit: encodeURIComponent('/wj/b/s1'), waits: 'correction_overdue' };
  render(<WeekPage />);
  await turn();
  expect(screen.getByText('要办的 4')).toBeTruthy();
  expect(screen.getAllByText(/^改正超期：/)).toHaveLength(4);
  expect(screen.queryByText('退回的日志还没重交')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /另外 1 条/ }));
  expect(screen.getByText('退回的日志还没重交')).toBeTruthy();
  expect(screen.getByText('要办的 5')).toBeTruthy();
});
