import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReviewRecord } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import RecordsPage from './index';

const ID = '0190a000-0000-7000-8000-0000000000a1';

const record = (title: string): ReviewRecord => ({
  ...{ id: title, day: '2026-11-25', title, meta: '着装，答对' },
  ...{ tone: 'ok', link: null },
});

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('goes on to the last record that a figure counts', async () => {
  const span = { from: '2026-11-23', to: '2026-11-29' };
  device.routerParams = { id: ID, name: '陈立', kind: 'practice', ...span };
  device.answer = ({ url }) => ({
    statusCode: 200,
    data: url.includes('cursor=next')
      ? { items: [record('第二题')], nextCursor: null }
      : { items: [record('第一题')], nextCursor: 'next' },
  });
  render(<RecordsPage />);
  await turn();
  expect(screen.queryByText('第二题')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '再看一些' }));
  await turn();
  expect(screen.getByText('第一题')).toBeTruthy();
  expect(screen.getByText('第二题')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '再看一些' })).toBeNull();
});
