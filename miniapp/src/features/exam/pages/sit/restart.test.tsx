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

afterEach(() => app?.rtl.cleanup());

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
    expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
    expect(text()).toContain('q1：哪个对？');
    expect(handIns(app)).toEqual([]);
    expect(service.submits).toBe(0);
  });

  it('hands in once the time of the service is up, or keeps that until there is network', async () => {
    service.endsAtMs = serviceNow() + 1_000;
    const before = await launch('wifi');
    before.rtl.cleanup();
    await pass(before, 1_000);
    app = await launch(net, before);
    await pass(app);
    expect(handIns(app)).toHaveLength(net === 'none' ? 1 : 0);
    expect(service.submits).toBe(net === 'none' ? 0 : 1);
  });
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
