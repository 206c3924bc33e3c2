import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { Shift } from '@qiangji/shared-types';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import { COLLEAGUE, openShift } from '../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../test/session-fixture';
import { startPhone } from '../../../../test/start-phone';
import { turn } from '../../../../test/turn';
import { Waiting } from './waiting';

const { me } = sessionOf('a');
const THIRD = '0190a000-0000-7000-8000-0000000000c2';

/** A shift that `from` hands over to `to`. */
const handedOver = (id: string, from: string, to: string): Shift => ({
  ...openShift,
  id,
  state: 'handover_requested',
  handover: {
    requestedAt: '2026-11-24T06:30:00.000Z',
    requestedBy: { personId: from, name: '李国强' },
    receiver: { personId: to, name: '周敏' },
    matters: [],
    note: null,
    ...{ confirmedAt: null, confirmedBy: null, overdue: true },
  },
});

async function open(shifts: readonly Shift[]): Promise<void> {
  device.answer = ({ url }) => ({
    statusCode: 200,
    data: url.includes('handovers') ? { shifts } : { items: [], nextCursor: null },
  });
  render(<Waiting />);
  await turn();
}

beforeAll(startPhone);
beforeEach(() => {
  resetDevice();
  useCache.setState({}, true);
  setSession(sessionOf('a'));
});
afterEach(cleanup);

it('leads to a shift whose receiver has not come, which anybody of the squadron may take over', async () => {
  await open([
    handedOver('s1', COLLEAGUE, me.personId),
    handedOver('s2', COLLEAGUE, THIRD),
    handedOver('s3', me.personId, THIRD),
  ]);
  expect(screen.getByRole('button', { name: /李国强交班给你/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /另有 1 班等人接/ }));
  expect(device.navigations).toEqual(['navigateTo /features/duty-log/pages/takeover/index']);
});

it('says nothing of a shift that one has handed over oneself', async () => {
  await open([handedOver('s3', me.personId, THIRD)]);
  expect(document.body.textContent).toBe('');
});
