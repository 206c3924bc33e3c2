import { cleanup, render, screen } from '@testing-library/react';
import { dayOf, DAY_MS } from '@qiangji/shared-types';
import { setSession } from '@/platform/session/session.store';
import DutyTab from '@/tabs/duty';
import { dutyService, openShift } from '../../../test/duty-fixture';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { startPhone } from '../../../test/start-phone';
import { turn } from '../../../test/turn';
import { OffDutyPlate } from './duty-plate';

const nowMs = Date.now();
const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();

/** When the last readiness check was handed in, and when the last shift ended. */
let checkedAt: string;
let endedAt: string | null;
let plans: object[];

const service: typeof device.answer = (request) => {
  const ok = (data: unknown) => ({ statusCode: 200, data });
  const { url } = request;
  if (url.includes('/rota/mine')) return ok({ plans });
  if (url.includes('/shifts/current')) return ok({ shift: null });
  if (url.includes('/duty-log/shifts')) {
    const shift = { ...openShift, day: dayOf(nowMs), state: 'closed', endedAt };
    return ok({ items: endedAt ? [shift] : [], nextCursor: null });
  }
  if (url.includes('/self-check/checks')) {
    const check = {
      id: '0190a000-0000-7000-8000-0000000000f1',
      personId: sessionOf('a').me.personId,
      personName: sessionOf('a').me.name,
      kind: 'readiness',
      checklistCode: 'readiness',
      checklistVersion: 1,
      checklistName: '岗前自查',
      entryId: null,
      handlingCode: null,
      day: dayOf(nowMs),
      occurredAt: checkedAt,
      clockDoubt: false,
      itemCount: 1,
      faultCount: 0,
    };
    return ok({ items: [check], nextCursor: null });
  }
  return dutyService(request);
};

const off = { state: 'off', next: 'readiness', ready: false, shift: null } as const;

async function show(page: JSX.Element): Promise<void> {
  cleanup();
  render(page);
  await turn();
}

const today = () =>
  show(<OffDutyPlate duty={{ ...off, served: true }} place="一中队" more={undefined} />);
const leadsTo = (name: string) => screen.queryByRole('button', { name }) !== null;

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  [checkedAt, endedAt, plans] = [ago(30), null, []];
  device.answer = service;
  setSession(sessionOf('a'));
});

afterEach(cleanup);

it('asks for a readiness check before each shift, on both tabs alike', async () => {
  endedAt = ago(20);
  await today();
  expect(screen.getByText('再上一班，先自查')).toBeTruthy();
  expect(leadsTo('上岗')).toBe(false);
  await show(<DutyTab />);
  expect(screen.getByText('先自查，再上岗')).toBeTruthy();
  expect(leadsTo('上岗')).toBe(false);
});

it('leads both tabs to the next shift once that was checked', async () => {
  endedAt = ago(40);
  await today();
  expect(leadsTo('上岗')).toBe(true);
  await show(<DutyTab />);
  expect(leadsTo('上岗')).toBe(true);
});

it('names the planned road sections before the unit', async () => {
  const beginsAt = ago(60);
  const endsAt = new Date(nowMs + DAY_MS / 4).toISOString();
  const planned = { templateCode: 'special', templateName: '护学岗', beginsAt, endsAt };
  const sections = ['学校门口', '花园街北'];
  const id = '0190a000-0000-7000-8000-0000000000e1';
  const rest = { day: dayOf(nowMs), state: 'scheduled', shiftId: null, notes: [] };
  plans = [{ id, ...planned, sections, ...rest }];
  await today();
  expect(screen.getByText('学校门口、花园街北')).toBeTruthy();
  expect(screen.getByText('一中队')).toBeTruthy();
});
