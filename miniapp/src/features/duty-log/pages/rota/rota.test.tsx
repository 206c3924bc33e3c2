import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import {
  addDays,
  dayOf,
  weekStart,
  type PlannedShift,
  type Rota,
  type RotaSave,
} from '@qiangji/shared-types';
import { engine } from '@/platform/outbox/outbox.runtime';
import { setSession } from '@/platform/session/session.store';
import { dutyCatalogue } from '../../../../../test/duty-fixture';
import { device, resetDevice } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import RotaPage from './index';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 12; i += 1) await settle();
  });

const today = dayOf(Date.now());
/** Monday of next week: nothing of it has begun. */
const next = addDays(weekStart(today), 7);
const { me } = sessionOf('a');
const CHEN = '0190a000-0000-7000-8000-0000000000a1';
const LI = '0190a000-0000-7000-8000-0000000000a2';

const absent: PlannedShift = {
  id: '0190a000-0000-7000-8000-0000000000f1',
  day: today,
  templateCode: 'early',
  templateName: '早班',
  beginsAt: new Date(Date.now() - 7 * 3_600_000).toISOString(),
  endsAt: new Date(Date.now() - 3_600_000).toISOString(),
  sections: [],
  state: 'absent',
  shiftId: null,
  notes: [],
};

const rotaOf = (from: string): Rota => ({
  unitPath: me.unitPath,
  unitName: '一中队',
  from,
  to: addDays(from, 6),
  people: [
    {
      personId: CHEN,
      name: '陈立',
      kind: 'officer',
      away: [],
      plans: from === weekStart(today) ? [absent] : [],
    },
    {
      personId: LI,
      name: '李国强',
      kind: 'officer',
      away: [{ from: next, to: next }],
      plans: [],
    },
  ],
});

let written: { statusCode: number; data: unknown };

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  written = { statusCode: 503, data: {} };
  device.answer = ({ url, method }) => {
    const ok = (data: unknown) => ({ statusCode: 200, data });
    if (method !== 'GET') return written;
    if (url.includes('/duty-catalogue')) return ok(dutyCatalogue);
    if (url.includes('/org/units')) return ok({ units: [] });
    return ok(rotaOf(/from=([\d-]+)/.exec(url)?.[1] ?? ''));
  };
  const grants = [{ role: 'squadron_leader' as const, unitPath: me.unitPath }];
  setSession({ ...sessionOf('a'), me: { ...me, grants } });
});

afterEach(cleanup);

const tap = async (name: string | RegExp, role = 'button') => {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
};

async function open(): Promise<void> {
  render(<RotaPage />);
  await turn();
}

const sent = () => engine.items.filter((one) => one.routeId === 'dutyLog.saveRota').at(-1);

it('says which row came back and why, and gives it back to be put right', async () => {
  const message = '陈立 那天：别人刚排了一班，请刷新再排';
  const details = [{ path: 'body.plans.0.day', reason: 'taken', message }];
  written = {
    statusCode: 409,
    data: { code: 'ROTA_INVALID', message: '排班没有存下', details, requestId: 'r' },
  };
  await open();
  await tap('下一周');
  await tap('排早班', 'radio');
  await tap(/^陈立/);
  await tap('存下 1 处');
  expect(screen.getByText(message)).toBeTruthy();
  await tap('拿回来改');
  expect(screen.queryByText(message)).toBeNull();
  expect(screen.getByRole('button', { name: /^陈立.*没存/ })).toBeTruthy();
});

it('asks why where nobody came: one tap, a question and no verdict', async () => {
  await open();
  await tap(/^陈立.*未上岗/);
  await tap('调班');
  const note = engine.items.find((one) => one.routeId === 'dutyLog.noteAbsence');
  expect(note).toMatchObject({ params: { planId: absent.id }, body: { reason: 'swapped' } });
});

it('plans by painting cells, refuses those who are away, and keeps what was not saved over a kill', async () => {
  await open();
  await tap('下一周');
  await tap('排早班', 'radio');
  await tap(/^李国强/);
  expect(device.toasts.at(-1) ?? document.body.textContent).toContain('那天请假');
  await tap(/^陈立/);
  cleanup();

  await open();
  await tap('下一周');
  expect(screen.getByRole('button', { name: /^陈立.*没存/ })).toBeTruthy();
  await tap('存下 1 处');
  const body = sent()?.body as RotaSave;
  expect(body.plans).toEqual([{ personId: CHEN, day: next, templateCode: 'early', sections: [] }]);
  expect(body).toMatchObject({ catalogueVersion: 1, takeBack: [] });
  expect(screen.getByRole('button', { name: /^陈立.*待发送/ })).toBeTruthy();
});
