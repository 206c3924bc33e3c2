import { TextEncoder } from 'node:util';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { noteExchange } from '@/platform/clock';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import {
  attemptOf,
  EXAM,
  iso,
  PAPER_KEY,
  PAPER_MARK,
  sealedPaper,
  sealedPictures,
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
import Taro from '../../../../../test/mocks/taro';
import SitPage from '../sit';
import BeforePage from './index';

/** What chance says, where a test has a say in it. */
let mockChance: number | undefined;
jest.mock('@/platform/ids', () => {
  const real = jest.requireActual<typeof import('@/platform/ids')>('@/platform/ids');
  return { ...real, randomUnit: () => mockChance ?? real.randomUnit() };
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Opens no envelope of this paper. */
const OTHER_KEY = 'ef'.repeat(32);

const service = {
  /** By its own clock, which the phone's may be far from. */
  opensAtMs: 0,
  aheadMs: 0,
  /** Of the paper as it is now. */
  mark: PAPER_MARK,
  hasEnvelope: true,
  pictures: 0,
  hasPictures: true,
  /** What stands where the file of pictures should be; undefined: that file. */
  seal: undefined as string | undefined,
  /** Keys that it gives, one start after the other; the last one stays. */
  keys: [PAPER_KEY],
  /** What each start was asked: whether the paper should come along. */
  starts: [] as boolean[],
  /** Holds the answer to a start back. */
  slow: Promise.resolve(),
};

const mine = () => {
  const { opensAtMs, aheadMs, mark: paperMark } = service;
  const sitting = sittingOf(opensAtMs + HOUR);
  const phase = Date.now() + aheadMs < opensAtMs ? 'upcoming' : 'open';
  const times = { ...sitting.times, opensAt: iso(opensAtMs) };
  return { ...sitting, phase, state: 'not_started', times, attempts: [], paperMark };
};

async function answer({ method, url, data }: FakeRequest) {
  if (url.includes('/media/')) return { statusCode: 200, data: 'a picture' };
  if (method === 'POST' && url.endsWith('/attempts')) {
    const { withPaper } = JSON.parse(String(data)) as { withPaper: boolean };
    service.starts.push(withPaper);
    const [paperKey] = service.keys.length > 1 ? service.keys.splice(0, 1) : service.keys;
    await service.slow;
    const own = { ...attemptOf(Date.now() + HOUR / 2), answers: [], leaves: 0, nextSeq: 1 };
    const envelope = withPaper ? { ...sealedPaper(), mark: service.mark } : null;
    return { statusCode: 200, data: { attempt: own, paperKey, envelope } };
  }
  if (url.includes('/pictures')) {
    if (!service.hasPictures) throw new Error('no network');
    const data = service.seal ?? sealedPictures('the small one');
    return { statusCode: 200, data };
  }
  if (url.includes('/envelope')) {
    const error = { code: 'NOT_FOUND', message: '没有', requestId: 'r', details: [] };
    return service.hasEnvelope
      ? {
          statusCode: 200,
          data: {
            ...sealedPaper(),
            ...{ mark: service.mark, mediaIds: [], pictures: service.pictures },
          },
        }
      : { statusCode: 404, data: error };
  }
  return { statusCode: 200, data: mine() };
}

const text = () => document.body.textContent ?? '';
const QUESTION = 'q1：哪个对？';

/** What is ready runs, and what that makes ready: an answer, then what it asks for. */
async function turn(): Promise<void> {
  for (let i = 0; i < 40; i += 1) await act(settle);
}

/** The page before the exam, until it has done what it can; then it is left. */
async function before(): Promise<string> {
  const page = render(<BeforePage />);
  await turn();
  const seen = text();
  page.unmount();
  return seen;
}

async function sit(): Promise<void> {
  render(<SitPage />);
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
  mockChance = 0;
  Object.assign(service, { opensAtMs: Date.now() + 5 * MINUTE, aheadMs: 0, mark: PAPER_MARK });
  Object.assign(service, { hasEnvelope: true, keys: [PAPER_KEY], starts: [] });
  Object.assign(service, { pictures: 0, hasPictures: true, seal: undefined });
  service.slow = Promise.resolve();
  device.routerParams = { id: EXAM, no: '1' };
  device.answer = answer;
});

/** The service's clock, as the phone hears of it. */
function told(aheadMs: number): void {
  const at = Date.now();
  noteExchange({ sentAt: at, receivedAt: at, serverAt: at + aheadMs });
}

afterEach(() => {
  cleanup();
  jest.useRealTimers();
  told(0);
});

const asked = (path: string) => device.requests.filter(({ url }) => url.includes(path)).length;
/** So much time (ms), second by second: what is shown changes as it passes. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    await act(() => jest.advanceTimersByTimeAsync(Math.min(left, 1_000)));
  }
}
const startButton = () => screen.queryByRole('button', { name: '开考，时间就开始走' });

it.each([0, 24 * HOUR])(
  'opens the start by itself at the opening, asking nobody then (the service %d ms ahead)',
  async (aheadMs) => {
    jest.useFakeTimers();
    mockChance = 0.5;
    const at = Date.now();
    told(aheadMs);
    Object.assign(service, { aheadMs, opensAtMs: at + aheadMs + 5 * MINUTE });
    render(<BeforePage />);
    // Each phone fetches at a moment of its own: this one after 10 of 20 s.
    await pass(9_000);
    expect([asked('/envelope'), text().includes('正在把卷子下到手机')]).toEqual([0, true]);
    await pass(2_000);
    expect(text()).toContain('卷子已在手机里，加了密，开考才打得开');
    expect(text()).toContain('还没到时间');
    expect(text()).toMatch(/\d\d:\d\d 开考，剩 5 分/);
    expect(startButton()).toBeNull();
    // It asks once more when papers stay as they are: here 65 s before.
    const mineBefore = asked(EXAM);
    await pass(4 * MINUTE - 13_000);
    expect(asked(EXAM)).toBe(mineBefore + 1);
    await pass(60_000);
    expect(text()).toContain('开考，剩 2 秒');
    expect(startButton()).toBeNull();
    const before = device.requests.length;
    await pass(3_000);
    expect(startButton()).toBeTruthy();
    expect(text()).toContain('现在能考');
    expect(device.requests).toHaveLength(before);
    // Within a minute, at its own moment, the service says so too.
    await pass(30_000);
    expect(device.requests).toHaveLength(before + 1);
    expect(startButton()).toBeTruthy();
    expect(asked('/envelope')).toBe(1);
  },
);

it('fetches the paper anew where it has become another one, and starts with that', async () => {
  await before();
  expect(asked('/envelope')).toBe(1);
  await before();
  expect(asked('/envelope')).toBe(1);
  service.mark = 'fedcba9876543210';
  await before();
  expect(asked('/envelope')).toBe(2);
  await sit();
  expect(text()).toContain(QUESTION);
  expect(service.starts).toEqual([false]);
});

it('has the paper on the phone before the start, sealed, and opens it with the key alone', async () => {
  expect(await before()).toContain('卷子已在手机里，加了密，开考才打得开');
  const kept = JSON.stringify([...device.storage]);
  expect(kept).toContain(sealedPaper().sealed);
  expect(kept).not.toContain('哪个对');
  expect(service.starts).toEqual([]);
  await sit();
  expect(text()).toContain(QUESTION);
  expect(service.starts).toEqual([false]);
});

/** How a file is not written. */
interface Fails {
  fail: (why: { errMsg: string }) => void;
}

const photos = () => [...device.files.keys()].filter((file) => file.includes('/photos/'));

/** What the pictures on the screen are. */
const shownPictures = () =>
  [...document.querySelectorAll('img')].map((one) =>
    Buffer.from(device.files.get(one.getAttribute('src') ?? '') ?? []).toString(),
  );

async function openPicture(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: '下一题' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: /题目配图/ }));
  await turn();
}

async function handIn(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: '交卷' }));
  const dialog = within(screen.getByRole('alertdialog'));
  fireEvent.click(dialog.getByRole('button', { name: '交卷' }));
  await turn();
}

const withoutPictures = (request: FakeRequest) => {
  if (request.url.includes('/media/')) throw new Error('no network for pictures');
  return answer(request);
};

it('has the pictures ahead, sealed, and shows them without asking for any', async () => {
  service.pictures = 1;
  expect(await before()).toContain('卷子已在手机里，加了密，开考才打得开');
  await before();
  expect(asked('/pictures')).toBe(1);
  const ahead = [...device.files.values()].map((bytes) => Buffer.from(bytes).toString('latin1'));
  expect(ahead.join()).not.toContain('small one');
  const sealed = photos();
  device.answer = withoutPictures;
  await sit();
  // To open them takes a phone's time: each is when it is shown.
  expect(photos()).toEqual(sealed);
  await openPicture();
  // The large one does not come: it is said, and the small one stands in its place.
  expect(shownPictures()).toEqual(['the small one', 'the small one']);
  expect(text()).toContain('先看小的');
  expect(asked('/thumbnail')).toBe(0);
  await handIn();
  expect(photos()).toEqual([]);
});

it('shows what came ahead on a phone that has no room for it opened', async () => {
  service.pictures = 1;
  await before();
  device.answer = withoutPictures;
  const files = Taro.getFileSystemManager();
  const full = jest.spyOn(files, 'writeFile').mockImplementation((({ fail }: Fails) =>
    fail({ errMsg: 'writeFile:fail the maximum size of the file storage limit is exceeded' })) as never); // prettier-ignore
  const url = `data:image/jpeg;base64,${Buffer.from('the small one').toString('base64')}`;
  const first = () => document.querySelector('img')?.getAttribute('src');
  await sit();
  await openPicture();
  expect(first()).toBe(url);
  full.mockRestore();
  await handIn();
  expect(photos()).toEqual([]);
});

it('fetches no picture ahead of an exam that is open', async () => {
  Object.assign(service, { pictures: 1, opensAtMs: Date.now() - 1_000 });
  expect(await before()).toContain('图没下来，开考时再取');
  expect([asked('/envelope'), asked('/pictures')]).toEqual([1, 0]);
});

it('asks again, at its own moment, for pictures that did not come', async () => {
  jest.useFakeTimers();
  Object.assign(service, { pictures: 1, hasPictures: false, opensAtMs: Date.now() + 5 * MINUTE });
  mockChance = 0.5;
  render(<BeforePage />);
  await pass(11_000);
  expect([asked('/pictures'), text().includes('图没下来')]).toEqual([1, true]);
  service.hasPictures = true;
  await pass(22_000);
  expect(asked('/pictures')).toBe(1);
  await pass(3_000);
  expect([asked('/pictures'), text().includes('开考才打得开')]).toEqual([2, true]);
});

it('fetches with the start what did not come ahead, and says so', async () => {
  service.pictures = 1;
  service.hasPictures = false;
  expect(await before()).toContain('图没下来，开考时再取');
  await sit();
  await openPicture();
  expect(shownPictures()).toEqual(['"a picture"', '"a picture"']);
});

it('fetches a picture whose seal does not open', async () => {
  service.pictures = 1;
  service.seal = 'for another paper';
  await before();
  await sit();
  await openPicture();
  expect(shownPictures()).toEqual(['"a picture"', '"a picture"']);
  await handIn();
  expect(photos()).toEqual([]);
});

it('fetches no picture before the start, then keeps them as files until the paper is handed in', async () => {
  await before();
  expect(asked('/media/')).toBe(0);
  await sit();
  expect(photos()).toHaveLength(2);
  cleanup();
  // What the app had in its memory is gone with it, and the service gives no picture any more.
  device.answer = withoutPictures;
  await sit();
  await openPicture();
  const shown = [...document.querySelectorAll('img')].map((one) => one.getAttribute('src'));
  expect(new Set(shown)).toEqual(new Set(photos()));
  await handIn();
  expect(photos()).toEqual([]);
});

it('asks for the paper with the start where it did not come before', async () => {
  service.hasEnvelope = false;
  expect(await before()).toContain('卷子没下来，开考时再取');
  await sit();
  expect(text()).toContain(QUESTION);
  expect(service.starts).toEqual([true]);
});

it('asks for the paper anew where the key does not open the one that it has', async () => {
  await before();
  service.keys = [OTHER_KEY, PAPER_KEY];
  await sit();
  expect(text()).toContain(QUESTION);
  expect(service.starts).toEqual([false, true]);
});

it('opens nothing with a wrong key, says so, and opens it once the right one is there', async () => {
  await before();
  service.keys = [OTHER_KEY];
  await sit();
  expect(text()).toContain('没有开考');
  expect(text()).not.toContain(QUESTION);
  service.keys = [PAPER_KEY];
  fireEvent.click(screen.getByRole('button', { name: '再试' }));
  await turn();
  expect(text()).toContain(QUESTION);
});

it('waits for a key that is late, and shows nothing of the paper until then', async () => {
  await before();
  let give: () => void = () => undefined;
  service.slow = new Promise((done) => (give = done));
  await sit();
  expect(text()).not.toContain(QUESTION);
  give();
  await turn();
  expect(text()).toContain(QUESTION);
  expect(service.starts).toEqual([false]);
});

it('says that a start needs the network, and starts by itself once it is back', async () => {
  await before();
  act(() => setNetwork('none'));
  await sit();
  expect(text()).toContain('没有开考');
  expect(text()).toContain('连上网');
  expect(service.starts).toEqual([]);
  act(() => setNetwork('wifi'));
  await turn();
  expect(text()).toContain(QUESTION);
});
