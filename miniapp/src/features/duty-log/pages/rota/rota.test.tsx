import { cleanup, fireEvent, render, screen } from '@testing-library/react';
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
import { startPhone } from '../../../../../test/start-phone';
import { turn } from '../../../../../test/turn';
import { LastSunday } from '../../components/last-sunday';
import RotaPage from './index';

const today = dayOf(Date.now());
/** Monday of next week: nothing of it has begun. */
const next = addDays(weekStart(today), 7);
const { me } = sessionOf('a');
const CHEN = '0190a000-0000-7000-8000-0000000000a1';
const ZHAO = '0190a000-0000-7000-8000-0000000000a3';
const OTHER_UNIT = `${me.unitPath}-2`;
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

/** The second squadron of a leader who has two. */
const otherRota = (from: string): Rota => ({
  ...rotaOf(from),
  unitPath: OTHER_UNIT,
  unitName: '二中队',
  people: [{ personId: ZHAO, name: '赵磊', kind: 'officer', away: [], plans: [] }],
});

const unitOf = (path: string, name: string) => ({
  ...{ path, name, kind: 'squadron', townCode: null, townName: null },
  ...{ liaison: null, headcount: 2 },
});

let units: ReturnType<typeof unitOf>[];
let written: { statusCode: number; data: unknown };

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  units = [];
  written = { statusCode: 503, data: {} };
  device.answer = ({ url, method }) => {
    const ok = (data: unknown) => ({ statusCode: 200, data });
    if (method !== 'GET') return written;
    if (url.includes('/duty-catalogue')) return ok(dutyCatalogue);
    if (url.includes('/org/units')) return ok({ units });
    const from = /from=([\d-]+)/.exec(url)?.[1] ?? '';
    return ok(decodeURIComponent(url).includes(OTHER_UNIT) ? otherRota(from) : rotaOf(from));
  };
  leads('squadron_leader', me.unitPath);
});

function leads(role: 'squadron_leader' | 'bureau_leader', ...unitPaths: string[]): void {
  const grants = unitPaths.map((unitPath) => ({ role, unitPath }));
  setSession({ ...sessionOf('a'), me: { ...me, grants } });
}

afterEach(cleanup);

/** As one comes to it on that day; answers the days that were asked for and those that were opened. */
async function onDay(on: string) {
  const asked: string[] = [];
  const opened: string[] = [];
  const { answer } = device;
  device.answer = (request) => {
    if (!request.url.includes('/rota')) return answer(request);
    asked.push(/from=([\d-]+)/.exec(request.url)?.[1] ?? '');
    const rota = rotaOf(weekStart(today));
    const [missed, other] = rota.people;
    const plans = [{ ...absent, day: addDays(on, -1) }];
    return { statusCode: 200, data: { ...rota, people: [{ ...missed, plans }, other] } };
  };
  render(<LastSunday unitPath={me.unitPath} today={on} onOpen={(one) => opened.push(one)} />);
  await turn();
  return { asked, opened };
}

it('asks on a Monday about those who did not come on Sunday, which lies in another week', async () => {
  const monday = weekStart(today);
  const { asked, opened } = await onDay(monday);
  expect(asked).toEqual([addDays(monday, -1)]);
  await tap(/昨天有 1 人未上岗/);
  expect(opened).toEqual([addDays(monday, -1)]);
});

it('asks nothing of the kind on other days, when yesterday is on the page', async () => {
  const { asked } = await onDay(addDays(weekStart(today), 1));
  expect(asked).toEqual([]);
  expect(screen.queryByText(/未上岗/)).toBeNull();
});

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

it('counts, sends and forgets what was changed in the unit that is shown, and keeps the rest', async () => {
  leads('squadron_leader', me.unitPath, OTHER_UNIT);
  units = [unitOf(me.unitPath, '一中队'), unitOf(OTHER_UNIT, '二中队')];
  await open();
  await tap('下一周');
  await tap('排早班', 'radio');
  await tap(/^陈立/);
  await tap(/^换范围/);
  await tap('二中队');
  expect(screen.queryByRole('button', { name: /^存下/ })).toBeNull();
  await tap(/^赵磊/);
  await tap('存下 1 处');
  expect((sent()?.body as RotaSave).plans).toMatchObject([{ personId: ZHAO, day: next }]);
  await tap(/^换范围/);
  await tap('一中队');
  expect(screen.getByRole('button', { name: /^陈立.*没存/ })).toBeTruthy();
  await tap('没存的都不要');
  expect(screen.queryByRole('button', { name: /没存/ })).toBeNull();
});

it('marks the day on which somebody did not come and nobody wrote why', async () => {
  await open();
  const days = screen.getAllByRole('radio').map((one) => one.getAttribute('aria-label') ?? '');
  expect(days.filter((name) => name.endsWith('1 人未上岗，没写原因'))).toHaveLength(1);
});

it('has nothing to tap where nothing is planned, for whoever only reads', async () => {
  leads('bureau_leader', me.unitPath);
  units = [unitOf(me.unitPath, '一中队')];
  await open();
  expect(screen.getByRole('button', { name: /^陈立.*未上岗/ })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^李国强/ })).toBeNull();
});

it('asks why where nobody came: one tap, a question and no verdict', async () => {
  await open();
  await tap(/^陈立.*未上岗/);
  expect(screen.getByText(/写了只有队长、局里和本人看/)).toBeTruthy();
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
