import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { LeftMatter } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, dutyService, openShift } from '../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { LeftMatters } from './left-matters';

const ENTRY = '0190a000-0000-7000-8000-0000000000e1';

const left = (text: string, extra: Partial<LeftMatter> = {}): LeftMatter => ({
  text,
  entryId: null,
  shiftId: openShift.id,
  section: null,
  from: { personId: COLLEAGUE, name: '李国强' },
  at: '2026-11-24T06:30:00.000Z',
  toMe: false,
  ...extra,
});

async function open(matters: readonly LeftMatter[]): Promise<void> {
  device.answer = (request) =>
    request.url.includes('/duty-log/matters') && request.method === 'GET'
      ? { statusCode: 200, data: { matters } }
      : dutyService(request);
  render(<LeftMatters />);
  await turn();
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('lists what is left to go on with, and takes off what is said to be done before it is sent', async () => {
  await open([
    left('店外经营，劝导：说好明早拆', { entryId: ENTRY, section: '花园街北', toMe: true }),
    left('井盖要报修'),
  ]);
  expect(screen.getByText('接着办的 2')).toBeTruthy();
  expect(screen.getByText('李国强 11月24日 周二 14:30 交给你')).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: /说好明早拆/ }));
  await turn();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '拆了' } });
  fireEvent.click(screen.getByRole('button', { name: '办完了' }));
  await turn();
  expect(screen.getByText('接着办的 1')).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: /井盖要报修/ }));
  await turn();
  // What was only said keeps no words of how it ended.
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '办完了' }));
  await turn();
  expect(document.body.textContent).toBe('');
  expect(
    engine.items.map(({ routeId, params, body }) => ({ routeId, params, body })),
  ).toMatchObject([
    { routeId: 'dutyLog.settleMatter', params: { entryId: ENTRY }, body: { note: '拆了' } },
    {
      routeId: 'dutyLog.settleLeft',
      params: { shiftId: openShift.id },
      body: { text: '井盖要报修' },
    },
  ]);
});

it('shows five until somebody asks for all', async () => {
  await open(Array.from({ length: 7 }, (_, n) => left(`第 ${n + 1} 件`)));
  expect(screen.queryByText('第 6 件')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /全部/ }));
  expect(screen.getByText('第 7 件')).toBeTruthy();
});
