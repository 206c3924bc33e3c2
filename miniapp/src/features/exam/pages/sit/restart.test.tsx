import { TextEncoder } from 'node:util';
import type * as Rtl from '@testing-library/react';
import type * as Outbox from '@/platform/outbox';
import type * as SessionStore from '@/platform/session/session.store';
import {
  attemptOf,
  EXAM,
  iso,
  PAPER_KEY,
  sealedPaper,
  sittingOf,
} from '../../../../../test/exam-fixture';
import type * as Phone from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import type * as StartPhone from '../../../../../test/start-phone';
import type * as SitPage from './index';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Net = 'wifi' | 'none';

/** The service; `skewMs` is its clock less the phone's. */
const service = { endsAtMs: 0, skewMs: 0, submits: 0 };
const serviceNow = () => Date.now() + service.skewMs;

function answerTo({ method, url, data }: Phone.FakeRequest): unknown {
  if (method === 'GET') return sittingOf(service.endsAtMs);
  if (url.endsWith('/attempts')) {
    const attempt = { ...attemptOf(service.endsAtMs), answers: [], leaves: 0, nextSeq: 1 };
    return { attempt, paperKey: PAPER_KEY, envelope: sealedPaper() };
  }
  if (url.endsWith('/submit')) service.submits += 1;
  const { seq } = JSON.parse(String(data)) as { seq: number };
  return { seq, receivedAt: iso(serviceNow()), endsAt: iso(service.endsAtMs) };
}

interface App {
  phone: typeof Phone;
  rtl: typeof Rtl;
  outbox: typeof Outbox;
}

/** The app is started: nothing is left of the one before but what the phone keeps. */
async function launch(net: Net, before?: App): Promise<App> {
  before?.rtl.cleanup();
  jest.resetModules();
  const phone = jest.requireActual<typeof Phone>('../../../../../test/mocks/taro-device');
  phone.resetDevice();
  if (before) phone.device.storage = before.phone.device.storage;
  phone.device.routerParams = { id: EXAM, no: '1' };
  phone.device.answer = (request) => ({
    statusCode: 200,
    data: answerTo(request),
    header: { 'x-server-now': iso(serviceNow()) },
  });
  phone.device.networkType = net;
  const rtl = jest.requireActual<typeof Rtl>('@testing-library/react');
  const session = jest.requireActual<typeof SessionStore>('@/platform/session/session.store');
  const { startPhone } = jest.requireActual<typeof StartPhone>('../../../../../test/start-phone');
  session.setSession(sessionOf('a'));
  startPhone();
  phone.setNetwork(net);
  const { createElement } = jest.requireActual<typeof import('react')>('react');
  const { default: Page } = jest.requireActual<typeof SitPage>('./index');
  rtl.render(createElement(Page));
  const app = { phone, rtl, outbox: jest.requireActual<typeof Outbox>('@/platform/outbox') };
  await turn(app);
  return app;
}

const turn = ({ rtl }: App) =>
  rtl.act(async () => {
    for (let i = 0; i < 30; i += 1) await settle();
  });

const text = () => document.body.textContent ?? '';
const handIns = ({ outbox }: App) => outbox.unsent().filter(({ path }) => path.endsWith('/submit'));

/** Longer than spread and patience of a grace of two seconds. */
async function pass({ rtl }: App, ms = 1_500) {
  const until = Date.now() + ms;
  while (Date.now() < until) await rtl.act(settle);
}

let app: App | undefined;

beforeAll(() => {
  // Each start has a library of its own, which may not ask for hooks inside a test.
  process.env.RTL_SKIP_AUTO_CLEANUP = 'true';
  Object.assign(globalThis, { TextEncoder, IS_REACT_ACT_ENVIRONMENT: true });
});

afterEach(() => {
  app?.rtl.cleanup();
  jest.restoreAllMocks();
});

/** The phone is set forward by so much; the service goes on by its own clock. */
function setForward(ms: number): void {
  const before = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => before() + ms);
  service.skewMs -= ms;
}

const cases: [string, number, Net][] = [
  ['ahead', -DAY, 'none'],
  ['ahead', -DAY, 'wifi'],
  ['behind', DAY, 'none'],
  ['behind', DAY, 'wifi'],
];

describe.each(cases)('a phone a day %s (%d ms), opened again with network %s', (_, skewMs, net) => {
  beforeEach(() => Object.assign(service, { skewMs, submits: 0 }));

  it('hands nothing in while the service still has time', async () => {
    service.endsAtMs = serviceNow() + HOUR / 2;
    app = await launch(net, await launch('wifi'));
    await pass(app);
    // What the start before measured shows the time, as what it is.
    const by = net === 'none' ? '大约' : '按服务器';
    expect(text()).toMatch(new RegExp(`剩余时间 · ${by}(30:00|29:5\\d)`));
    expect(text()).toContain('q1：哪个对？');
    expect(handIns(app)).toEqual([]);
    expect(service.submits).toBe(0);
  });

  it('hands in once the time of the service is up, and nothing as long as nobody can say so', async () => {
    service.endsAtMs = serviceNow() + 1_000;
    const before = await launch('wifi');
    before.rtl.cleanup();
    await pass(before, 1_000);
    app = await launch(net, before);
    await pass(app);
    expect(handIns(app)).toEqual([]);
    expect(service.submits).toBe(net === 'none' ? 0 : 1);
    if (net === 'wifi') return;
    expect(text()).toContain('剩余时间 · 连网后显示--:--');
    app.rtl.act(() => app?.phone.setNetwork('wifi'));
    await pass(app);
    expect(service.submits).toBe(1);
  });
});

const answers = ({ outbox }: App) =>
  outbox.unsent().filter(({ path }) => path.endsWith('/answers'));

/** The first option of the question on screen is chosen, and its writer pauses. */
async function choose(one: App, option: string) {
  one.rtl.fireEvent.click(one.rtl.screen.getByText(option));
  await pass(one, 700);
}

it('closes and hands in nothing where the phone was set forward behind the end, and keeps each answer', async () => {
  Object.assign(service, { skewMs: 0, submits: 0 });
  service.endsAtMs = serviceNow() + HOUR / 2;
  const before = await launch('wifi');
  // While the app was closed.
  setForward(DAY);
  app = await launch('none', before);
  await pass(app);
  expect(text()).toContain('剩余时间 · 连网后显示--:--');
  await choose(app, '甲');
  await choose(app, '乙');
  expect(handIns(app)).toEqual([]);
  // Nobody knows which of the two was in time: none takes the other's place, and the service decides.
  const kept = answers(app).map(({ body }) => body as { writtenAt?: string; answer: unknown });
  expect(kept.map(({ answer }) => answer)).toMatchObject([{ chosen: ['x'] }, { chosen: ['y'] }]);
  expect(kept.some(({ writtenAt }) => writtenAt !== undefined)).toBe(false);
  app.rtl.act(() => app?.phone.setNetwork('wifi'));
  await pass(app);
  expect(answers(app)).toEqual([]);
  expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
  await choose(app, '甲');
  const last = JSON.parse(String(app.phone.device.requests.at(-1)?.data)) as { writtenAt: string };
  expect(Math.abs(Date.parse(last.writtenAt) - serviceNow())).toBeLessThan(5_000);
});

it('hands nothing in where the phone is set forward behind the end while the page is open', async () => {
  Object.assign(service, { skewMs: 0, submits: 0 });
  service.endsAtMs = serviceNow() + HOUR / 2;
  app = await launch('wifi');
  app.rtl.act(() => app?.phone.setNetwork('none'));
  setForward(HOUR);
  await pass(app, 2_500);
  expect(text()).toContain('剩余时间 · 连网后显示--:--');
  expect(text()).not.toContain('正在交卷');
  expect(handIns(app)).toEqual([]);
  app.rtl.act(() => app?.phone.setNetwork('wifi'));
  await pass(app);
  expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
  expect(service.submits).toBe(0);
});

it('goes by no clock of which the service never said anything, and by its own as soon as it does', async () => {
  Object.assign(service, { skewMs: -DAY, submits: 0 });
  service.endsAtMs = serviceNow() + HOUR / 2;
  const before = await launch('wifi');
  // As a version of before left it.
  before.phone.device.storage.delete('qj/clock/offset');
  app = await launch('none', before);
  await pass(app);
  expect(text()).toContain('剩余时间 · 连网后显示--:--');
  expect(handIns(app)).toEqual([]);
  const { phone, rtl } = app;
  rtl.act(() => phone.setNetwork('wifi'));
  await pass(app);
  expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
  expect(service.submits).toBe(0);
});

it('hands nothing in where the clock that it kept turns out to be wrong', async () => {
  Object.assign(service, { skewMs: 0, submits: 0 });
  service.endsAtMs = serviceNow() + HOUR / 2;
  const before = await launch('wifi');
  // The phone was set a day ahead while the app was closed.
  service.skewMs = -DAY;
  service.endsAtMs -= DAY;
  app = await launch('wifi', before);
  await pass(app);
  expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
  expect(service.submits).toBe(0);
});
