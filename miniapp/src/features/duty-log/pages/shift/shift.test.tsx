import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { Shift } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import DutyTab from '@/tabs/duty';
import { COLLEAGUE, dutyService, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import ShiftPage from './index';

const me = sessionOf('a').me;
const OTHER = '0190a000-0000-7000-8000-0000000000c9';
const mate = { personId: COLLEAGUE, name: '李国强', kind: 'officer' as const };
let shift: Shift;

const serving: typeof device.answer = (request) => {
  const ok = (data: unknown) => ({ statusCode: 200, data });
  if (request.method !== 'GET') return dutyService(request);
  if (request.url.includes('/shifts/current')) return ok({ shift });
  if (request.url.includes(`/duty-log/shifts/${shift.id}`)) return ok(shift);
  return dutyService(request);
};

async function open(page = <ShiftPage />): Promise<void> {
  cleanup();
  render(page);
  await turn();
}

const changes = () => engine.items.filter((one) => one.routeId === 'dutyLog.changeShift');
const tap = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  act(() => setNetwork('wifi'));
  for (const item of [...engine.items]) engine.discard(item.opId);
  shift = { ...openShift, partners: [mate] };
  device.answer = serving;
  device.routerParams = { id: shift.id };
  setSession(sessionOf('a'));
});

afterEach(cleanup);

it('is put right without a network: who did not come, and the recorders', async () => {
  await open();
  device.answer = () => {
    throw new Error('no network');
  };
  act(() => setNetwork('none'));
  await open();
  await tap(/改这班/);
  const drawer = within(screen.getByRole('dialog', { name: '改这班' }));
  expect(drawer.getByRole('button', { name: '还没改' })).toBeTruthy();
  fireEvent.click(drawer.getByRole('checkbox', { name: '李国强' }));
  fireEvent.change(drawer.getByRole('textbox', { name: '记录仪编号' }), {
    target: { value: 'R1' },
  });
  await tap('改好');
  expect(changes()).toHaveLength(1);
  expect(changes()[0]).toMatchObject({
    params: { shiftId: shift.id },
    body: { joinedIds: [], absentIds: [COLLEAGUE], recorders: ['R1'] },
  });
  // It shows at once, here and on the tab.
  expect(screen.queryByText(/李国强/)).toBeNull();
  await open(<DutyTab />);
  expect(screen.queryByText(/李国强/)).toBeNull();
});

it('lets somebody whom another put on it say that they did not come, and not who wrote in it', async () => {
  const owner = { personId: OTHER, name: '陈立' };
  shift = { ...shift, owner, partners: [{ ...me, personId: me.personId }, mate] };
  await open(<DutyTab />);
  expect(screen.getByText('在岗')).toBeTruthy();
  await open();
  await tap(/我没来/);
  const dialog = within(screen.getByRole('alertdialog'));
  fireEvent.click(dialog.getByRole('button', { name: '我没来' }));
  await turn();
  expect(changes()[0]?.body).toMatchObject({ absentIds: [me.personId], joinedIds: [] });
  await open(<DutyTab />);
  expect(screen.getByText('未上岗')).toBeTruthy();
});

it('does not offer that to who opened it, nor to anybody else', async () => {
  await open();
  expect(screen.getByRole('button', { name: /改这班/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /我没来/ })).toBeNull();
  shift = { ...shift, owner: { personId: OTHER, name: '陈立' } };
  await open();
  await turn();
  expect(screen.queryByRole('button', { name: /改这班/ })).toBeNull();
});

it('shows what was put right, by whom, and what stood there', async () => {
  const at = '2026-11-24T01:00:00.000Z';
  const before = { sections: ['人民路口'] };
  shift = {
    ...shift,
    changes: [{ kind: 'changed', at, by: shift.owner, joined: [], absent: [mate], before }],
  };
  await open();
  expect(screen.getByText('改过 1 次')).toBeTruthy();
  expect(screen.getByText('李国强没来，路段原来是人民路口')).toBeTruthy();
});
