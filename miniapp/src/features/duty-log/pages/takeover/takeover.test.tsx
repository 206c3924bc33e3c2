import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Shift } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { dutyService, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import TakeoverPage from './index';

const me = sessionOf('a').me;
const owner = { personId: '0190a000-0000-7000-8000-0000000000c9', name: '陈立' };
const waiting: Shift = {
  ...openShift,
  owner,
  state: 'handover_requested',
  log: 'submitted',
  handover: {
    requestedAt: '2026-11-24T06:30:00.000Z',
    requestedBy: owner,
    receiver: { personId: me.personId, name: me.name },
    matters: [],
    note: null,
    confirmedAt: null,
    confirmedBy: null,
    overdue: false,
  },
};

beforeAll(startPhone);

it('takes over once, however often it is tapped', async () => {
  resetDevice();
  device.answer = (request) =>
    request.url.includes('/duty-log/handovers')
      ? { statusCode: 200, data: { shifts: [waiting] } }
      : dutyService(request);
  setSession(sessionOf('a'));
  render(<TakeoverPage />);
  await turn();
  const button = screen.getByRole('button', { name: '接陈立的班' });
  // Both before the page had time to answer.
  act(() => {
    button.click();
    button.click();
  });
  fireEvent.click(button);
  await turn();
  const sent = engine.items.filter((one) => one.routeId === 'dutyLog.confirmHandover');
  expect(sent).toHaveLength(1);
});
