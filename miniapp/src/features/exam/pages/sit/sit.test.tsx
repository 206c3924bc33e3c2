import { TextEncoder } from 'node:util';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { MySitting } from '@qiangji/shared-types';
import { noteExchange } from '@/platform/clock';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import {
  attemptOf,
  EXAM,
  iso,
  PAPER_KEY,
  PICTURE,
  sealedPaper,
  sittingOf,
} from '../../../../../test/exam-fixture';
import {
  device,
  resetDevice,
  setNetwork,
  type FakeRequest,
} from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import SitPage from './index';

const HOUR = 3_600_000;

/** What chance says, where a test has a say in it. */
let mockChance: number | undefined;
jest.mock('@/platform/ids', () => {
  const real = jest.requireActual<typeof import('@/platform/ids')>('@/platform/ids');
  return { ...real, randomUnit: () => mockChance ?? real.randomUnit() };
});

/** The service, with one attempt that this phone has or another one. */
const service = {
  endsAtMs: 0,
  phase: 'open' as MySitting['phase'],
  refusal: undefined as string | undefined,
  turn: 0,
  graceS: 2,
  /** Its clock less the phone's (ms). */
  skewMs: 0,
  watermark: null as string | null,
};

const attempt = () => ({ ...attemptOf(service.endsAtMs), graceS: service.graceS });

const mine = (): MySitting => {
  const { endsAtMs, phase, watermark } = service;
  return { ...sittingOf(endsAtMs), phase, watermark };
};

const answer = (request: FakeRequest) => ({
  ...answerTo(request),
  header: { 'x-server-now': iso(Date.now() + service.skewMs) },
});

function answerTo({ method, url, data }: FakeRequest) {
  if (method === 'GET') return { statusCode: 200, data: mine() };
  if (url.endsWith('/attempts')) {
    service.turn += 1;
    const own = { ...attempt(), answers: [], leaves: 0, nextSeq: (service.turn - 1) * 100_000 + 1 };
    return {
      statusCode: 200,
      data: { attempt: own, paperKey: PAPER_KEY, envelope: sealedPaper() },
    };
  }
  if (service.refusal) {
    const error = { code: service.refusal, message: '不收了', requestId: 'r', details: [] };
    return { statusCode: 409, data: error };
  }
  const { seq } = JSON.parse(String(data)) as { seq: number };
  const kept = { seq, receivedAt: iso(Date.now()), endsAt: iso(service.endsAtMs) };
  return { statusCode: 200, data: kept };
}

const sent = (path: string) =>
  device.requests.filter(({ method, url }) => method === 'POST' && url.endsWith(path));

const turn = () =>
  act(async () => {
    for (let i = 0; i < 30; i += 1) await settle();
  });

async function press(name: string | RegExp, role = 'button') {
  fireEvent.click(screen.getByRole(role, { name }));
  await turn();
}

/** Until it is so; the exam's own end is waited for, nothing else. */
async function until(isSo: () => boolean) {
  const limit = Date.now() + 15_000;
  while (!isSo() && Date.now() < limit) await act(settle);
  expect(isSo()).toBe(true);
}

const asked = () =>
  device.requests.filter(({ method, url }) => method === 'GET' && url.endsWith(EXAM)).length;

const text = () => document.body.textContent ?? '';

async function open() {
  const page = render(<SitPage />);
  await turn();
  return page;
}

async function handIn() {
  await press('交卷');
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '交卷' }));
  await turn();
}

beforeAll(() => {
  startPhone();
  // The fake phone writes what it downloads; jsdom has none of its own.
  Object.assign(globalThis, { TextEncoder });
});

beforeEach(() => {
  resetDevice();
  setNetwork('wifi');
  useCache.setState({}, true);
  setSession(sessionOf('a'));
  const endsAtMs = Date.now() + HOUR / 2;
  Object.assign(service, {
    endsAtMs,
    phase: 'open',
    refusal: undefined,
    turn: 0,
    skewMs: 0,
    graceS: 2,
    watermark: null,
  });
  device.routerParams = { id: EXAM, no: '1' };
  device.answer = answer;
});

/** What an exchange with the service said of its clock. */
const told = (offset: number) => {
  const at = Date.now();
  noteExchange({ sentAt: at, receivedAt: at, serverAt: at + offset });
};

afterEach(() => {
  cleanup();
  told(0);
  mockChance = undefined;
});

/** Answers both questions and hands in, without network at the end. */
async function handedInOffline() {
  const page = await open();
  await press(/A，甲/, 'radio');
  await press('下一题');
  act(() => setNetwork('none'));
  await press(/B，乙/, 'radio');
  await handIn();
  expect(text()).toContain('联网就交');
  return page;
}

// Before the others: what was fetched once is known to all that follow.
it('has the pictures of later questions before they are shown', async () => {
  mockChance = 1 / 3;
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await open();
  expect(text()).toContain('q1：哪个对？');
  const fetched = () =>
    device.requests
      .filter(({ url }) => url.includes(PICTURE))
      .map(({ url }) => url.split('/').at(-1));
  expect(fetched()).toEqual(['thumbnail']);
  // The large ones of a whole bureau come within three minutes, each phone's at a moment of its own.
  const [begin] = timers.mock.calls.find(([, ms]) => ms === 60_000) ?? [];
  begin?.();
  await turn();
  expect(fetched()).toEqual(['thumbnail', 'picture']);
  act(() => setNetwork('none'));
  await press('下一题');
  await turn();
  expect(screen.getByRole('button', { name: /题目配图/ }).querySelector('img')).toBeTruthy();
});

it('opens a picture over the page, with whose paper it is across it, and leads back', async () => {
  service.watermark = '陈立 D0001';
  await open();
  await press('下一题');
  expect(screen.queryByRole('dialog')).toBeNull();
  await press(/题目配图/);
  const picture = () => within(screen.getByRole('dialog', { name: '题目配图' }));
  expect(picture().getAllByText('陈立 D0001').length).toBeGreaterThan(10);
  await press('再放大');
  expect(picture().getAllByText('陈立 D0001').length).toBeGreaterThan(10);
  await press('看全图');
  // The keys of the paper under it do nothing meanwhile.
  fireEvent.keyDown(document, { key: 'ArrowLeft' });
  expect(text()).toContain('q2：哪个对？');
  await press('回到题目');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getAllByText('陈立 D0001').length).toBeGreaterThan(10);
});

it('writes nothing over the paper or its pictures where the exam asks for no mark', async () => {
  await open();
  await press('下一题');
  await press(/题目配图/);
  expect(screen.getByRole('dialog', { name: '题目配图' })).toBeTruthy();
  expect(document.querySelector('.ex-mark')).toBeNull();
});

it('stays open where a full phone could not keep the handing in, and hands in once there is room', async () => {
  await open();
  await press(/A，甲/, 'radio');
  device.storageLimit = 0;
  await press('下一题');
  await handIn();
  expect(text()).toContain('手机存储满了，没存下，请清理后再交');
  expect(sent('/submit')).toEqual([]);
  device.storageLimit = 10_000_000;
  await handIn();
  expect(sent('/submit')).toHaveLength(1);
});

it('gives way to the phone that took over, and sends what it had once it is taken back', async () => {
  await handedInOffline();
  service.refusal = 'EXAM_OTHER_DEVICE';
  act(() => setNetwork('wifi'));
  await turn();
  expect(text()).toContain('正在另一台手机上答');
  expect(text()).not.toContain('收卷');
  service.refusal = undefined;
  const before = sent('/answers').length;
  await press('换回这台手机答');
  expect(text()).toContain('q2：哪个对？');
  const codes = sent('/answers')
    .slice(before)
    .map(({ data }) => (JSON.parse(String(data)) as { questionCode: string }).questionCode);
  expect(new Set(codes)).toEqual(new Set(['q1', 'q2']));
  await handIn();
  expect(text()).toContain('服务器已收到');
});

it('keeps the attempt that it took back when an answer from before comes back late, and sends that again', async () => {
  await open();
  act(() => setNetwork('none'));
  await press(/A，甲/, 'radio');
  await press('下一题');
  await press(/B，乙/, 'radio');
  await press('上一题');
  let release: () => void = () => undefined;
  const late = new Promise<void>((resolve) => (release = resolve));
  service.refusal = 'EXAM_OTHER_DEVICE';
  device.answer = async (request) => {
    const refused = answer(request);
    if (refused.statusCode === 409 && request.data?.includes('"q2"')) await late;
    return refused;
  };
  act(() => setNetwork('wifi'));
  await turn();
  expect(text()).toContain('正在另一台手机上答');
  service.refusal = undefined;
  await press('换回这台手机答');
  expect(text()).toContain('q1：哪个对？');
  release();
  await turn();
  expect(text()).toContain('q1：哪个对？');
  const last = JSON.parse(String(sent('/answers').at(-1)?.data)) as object;
  expect(last).toMatchObject({ questionCode: 'q2', answer: { chosen: ['y'] } });
  expect((last as { seq: number }).seq).toBeGreaterThan(100_000);
});

it('takes nothing from another phone by being opened again', async () => {
  const page = await handedInOffline();
  page.unmount();
  service.refusal = 'EXAM_OTHER_DEVICE';
  const before = service.turn;
  await open();
  act(() => setNetwork('wifi'));
  await turn();
  expect(text()).toContain('正在另一台手机上答');
  expect(service.turn).toBe(before);
});

it('does not hand in at an end that was moved meanwhile, and does at the one that holds', async () => {
  service.endsAtMs = Date.now() + 900;
  await open();
  service.endsAtMs += 2_500;
  await until(() => asked() > 1);
  await turn();
  expect(sent('/submit')).toHaveLength(0);
  expect(text()).toContain('q1：哪个对？');
  await until(() => sent('/submit').length > 0);
  expect(Date.now()).toBeGreaterThanOrEqual(service.endsAtMs);
  await turn();
  expect(text()).toContain('时间到，替你交了');
  expect(text()).toContain('服务器已收到');
});

it('hands in at the end that it knows where nobody can be asked', async () => {
  service.endsAtMs = Date.now() + 900;
  await open();
  act(() => setNetwork('none'));
  await until(() => text().includes('联网就交'));
});

it('locks the paper at the end, says so, and hands in what was written before', async () => {
  service.endsAtMs = Date.now() + 1_500;
  // Long enough to look at the paper between the end and the hand-in.
  service.graceS = 20;
  mockChance = 0.2;
  await open();
  act(() => setNetwork('none'));
  await press(/A，甲/, 'radio');
  expect(text()).not.toContain('时间到');
  await until(() => text().includes('时间到，正在交卷'));
  fireEvent.click(screen.getByRole('radio', { name: /B，乙/ }));
  expect(screen.getByRole('radio', { name: /A，甲/ }).getAttribute('aria-checked')).toBe('true');
  await until(() => text().includes('联网就交'));
  act(() => setNetwork('wifi'));
  await until(() => sent('/submit').length > 0);
  await turn();
  const answers = sent('/answers').map(({ data }) => JSON.parse(String(data)) as object);
  expect(answers).toMatchObject([{ answer: { chosen: ['x'] } }]);
});

it('says that the time was over, and that an exam was cancelled', async () => {
  const page = await handedInOffline();
  service.refusal = 'EXAM_OVER';
  act(() => setNetwork('wifi'));
  await turn();
  expect(text()).toContain('时间到时已收卷');
  page.unmount();
  service.phase = 'cancelled';
  await open();
  expect(text()).toContain('考试取消了');
  expect(text()).not.toContain('收卷');
});

it.each([-1, 1])('counts down by the service where the phone is %i day off', async (days) => {
  const skew = days * 24 * HOUR;
  service.skewMs = skew;
  told(skew);
  service.endsAtMs = Date.now() + skew + HOUR / 2;
  await open();
  expect(text()).toMatch(/剩余时间 · 按服务器(30:00|29:5\d)/);
  // By the phone's own clock its time would be long over, or a day away.
  expect(sent('/submit')).toHaveLength(0);
  await press(/A，甲/, 'radio');
  await press('下一题');
  expect(sent('/answers')).toHaveLength(1);
  expect(text()).not.toContain('到点');
});
