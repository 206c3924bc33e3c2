import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { dayOf, DAY_MS, type PlannedShift } from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import DutyTab from '@/tabs/duty';
import { OffDutyPlate } from '@/tabs/today/duty-plate';
import { planSpan } from '../../my-rota.view';
import { COLLEAGUE, dutyCatalogue, dutyService, openShift } from '../../../../../test/duty-fixture';
import { device, resetDevice, setNetwork } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import MyRotaPage from '../my-rota';
import OpenPage from './index';

const nowMs = Date.now();
const plan: PlannedShift = {
  id: '0190a000-0000-7000-8000-0000000000e1',
  day: dayOf(nowMs),
  templateCode: 'special',
  templateName: '护学岗',
  beginsAt: new Date(nowMs - 60_000).toISOString(),
  endsAt: new Date(nowMs + DAY_MS / 4).toISOString(),
  sections: ['学校门口', '花园街北'],
  state: 'scheduled',
  shiftId: null,
  notes: [],
};

const later = {
  day: dayOf(nowMs + 2 * DAY_MS),
  beginsAt: new Date(nowMs + 2 * DAY_MS).toISOString(),
  endsAt: new Date(nowMs + 2.5 * DAY_MS).toISOString(),
};
let plans = [plan];

/** The service of somebody who is off duty, and planned for today. */
const planned: typeof device.answer = (request) => {
  const ok = (data: unknown) => ({ statusCode: 200, data });
  const { url } = request;
  if (url.includes('/rota/mine')) return ok({ plans });
  if (url.includes('/shifts/current')) return ok({ shift: null });
  if (url.includes('/duty-log/shifts')) return ok({ items: [], nextCursor: null });
  if (url.includes('/duty-catalogue')) {
    const special = { code: 'special', name: '护学岗', from: '06:30', to: '08:30' };
    const shiftTemplates = [...dutyCatalogue.shiftTemplates, special];
    return ok({ ...dutyCatalogue, shiftTemplates });
  }
  return dutyService(request);
};

async function open(page: JSX.Element): Promise<void> {
  cleanup();
  render(page);
  await turn();
}

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  plans = [plan];
  device.answer = planned;
  setSession(sessionOf('a'));
});

afterEach(cleanup);

it('asks nothing new of somebody whose unit plans nothing', async () => {
  device.answer = (request) =>
    request.url.includes('/rota/mine')
      ? { statusCode: 200, data: { plans: [] } }
      : planned(request);
  await open(<DutyTab />);
  expect(screen.getByText('先自查，再上岗')).toBeTruthy();
  expect(screen.queryByText('我的排班')).toBeNull();
});

it('leads from my planned shifts to going on duty, and from none that is not of today', async () => {
  plans = [plan, { ...plan, id: plan.id.replace('e1', 'e2'), ...later }];
  await open(<MyRotaPage />);
  expect(screen.getByText('要上 2 班')).toBeTruthy();
  const rows = screen.getAllByRole('button', { name: /护学岗/ });
  expect(rows).toHaveLength(1);
  fireEvent.click(rows[0]!);
  await turn();
  expect(device.navigations.at(-1)).toContain('/features/duty-log/pages/open/');
});

it('stands on the plate of today too, without a network', async () => {
  const duty = {
    state: 'off' as const,
    next: 'readiness' as const,
    ready: false,
    served: false,
    shift: null,
  };
  const plate = <OffDutyPlate duty={duty} place="一中队" more={undefined} />;
  await open(plate);
  expect(screen.getByText('护学岗')).toBeTruthy();
  device.answer = () => {
    throw new Error('no network');
  };
  act(() => setNetwork('none'));
  await open(plate);
  expect(screen.getByText(planSpan(plan))).toBeTruthy();
  expect(screen.queryByText('先自查，再上岗')).toBeNull();
});

it('puts nobody on duty by habit who is on leave, and says so', async () => {
  const mate = { personId: COLLEAGUE, name: '李国强', kind: 'officer' as const };
  const today = dayOf(nowMs);
  let absences = [{ personId: COLLEAGUE, from: today, to: today }];
  device.answer = (request) => {
    const ok = (data: unknown) => ({ statusCode: 200, data });
    if (request.url.includes('/duty-log/absences')) return ok({ absences });
    if (request.url.includes('/shifts/current')) return ok({ shift: null });
    if (request.url.includes('/duty-log/shifts')) {
      return ok({ items: [{ ...openShift, partners: [mate] }], nextCursor: null });
    }
    return planned(request);
  };
  const chosen = () =>
    screen.getByRole('checkbox', { name: '李国强' }).getAttribute('aria-checked');
  await open(<OpenPage />);
  expect(chosen()).toBe('false');
  expect(screen.getByText('李国强今天请假，没替你选上')).toBeTruthy();
  absences = [];
  await open(<OpenPage />);
  cleanup();
  await open(<OpenPage />);
  expect(chosen()).toBe('true');
  expect(screen.queryByText(/没替你选上/)).toBeNull();
});

it('shows the planned shift of today first, keeps it, and opens it without a network in one tap', async () => {
  await open(<DutyTab />);
  expect(screen.getByText('护学岗')).toBeTruthy();
  expect(screen.getByText('学校门口、花园街北')).toBeTruthy();

  device.answer = () => {
    throw new Error('no network');
  };
  act(() => setNetwork('none'));
  await open(<OpenPage />);
  const route = screen.getByRole<HTMLInputElement>('textbox', { name: '路段' });
  expect(route.value).toBe('学校门口、花园街北');
  fireEvent.click(screen.getByRole('button', { name: '上岗' }));
  await turn();
  const sent = engine.items.find((one) => one.routeId === 'dutyLog.openShift');
  expect(sent?.body).toMatchObject({ templateCode: 'special', sections: plan.sections });

  // It is the one that waits to be sent: nobody is asked to open it again.
  await open(<DutyTab />);
  expect(screen.queryByText('我的排班')).toBeNull();
});
