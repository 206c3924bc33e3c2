import { TextEncoder } from 'node:util';
import { fireEvent, render, screen } from '@testing-library/react';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import RosterPage from './index';

beforeAll(() => {
  Object.assign(globalThis, { TextEncoder });
});

beforeEach(() => {
  startPhone();
  resetDevice();
  setSession(sessionOf('a'));
  device.answer = () => ({ statusCode: 200, data: { items: [], units: [], nextCursor: null } });
});

it('hands the roster over as a sheet to correct, and says where it could not be had', async () => {
  render(<RosterPage />);
  await turn();
  const take = async () => {
    fireEvent.click(screen.getByRole('button', { name: '下载花名册' }));
    await turn();
  };
  await take();
  const opened = () => device.navigations.filter((one) => one.startsWith('openDocument'));
  expect(device.requests.some(({ url }) => url.endsWith('/org/roster-export'))).toBe(true);
  expect(opened()).toHaveLength(1);
  device.answer = () => {
    throw new Error('timeout');
  };
  await take();
  expect(opened()).toHaveLength(1);
  expect(screen.getByRole('status').textContent).not.toBe('');
});
