import { TextEncoder } from 'node:util';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useCache } from '@/platform/resource/cache';
import { setSession } from '@/platform/session/session.store';
import {
  attemptOf,
  EXAM,
  iso,
  PAPER_KEY,
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
import SitPage from '../sit';
import BeforePage from './index';

const HOUR = 3_600_000;
/** Opens no envelope of this paper. */
const OTHER_KEY = 'ef'.repeat(32);

const service = {
  hasEnvelope: true,
  /** Keys that it gives, one start after the other; the last one stays. */
  keys: [PAPER_KEY],
  /** What each start was asked: whether the paper should come along. */
  starts: [] as boolean[],
  /** Holds the answer to a start back. */
  slow: Promise.resolve(),
};

const mine = () => {
  const now = Date.now();
  const sitting = sittingOf(now + HOUR / 2);
  const times = { ...sitting.times, opensAt: iso(now + 30_000) };
  return { ...sitting, phase: 'upcoming', state: 'not_started', times, attempts: [] };
};

async function answer({ method, url, data }: FakeRequest) {
  if (url.includes('/media/')) return { statusCode: 200, data: 'a picture' };
  if (method === 'POST' && url.endsWith('/attempts')) {
    const { withPaper } = JSON.parse(String(data)) as { withPaper: boolean };
    service.starts.push(withPaper);
    const [paperKey] = service.keys.length > 1 ? service.keys.splice(0, 1) : service.keys;
    await service.slow;
    const own = { ...attemptOf(Date.now() + HOUR / 2), answers: [], leaves: 0, nextSeq: 1 };
    const envelope = withPaper ? sealedPaper() : null;
    return { statusCode: 200, data: { attempt: own, paperKey, envelope } };
  }
  if (url.includes('/envelope')) {
    const error = { code: 'NOT_FOUND', message: '没有', requestId: 'r', details: [] };
    return service.hasEnvelope
      ? { statusCode: 200, data: sealedPaper() }
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
  Object.assign(service, { hasEnvelope: true, keys: [PAPER_KEY], starts: [] });
  service.slow = Promise.resolve();
  device.routerParams = { id: EXAM, no: '1' };
  device.answer = answer;
});

afterEach(cleanup);

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

it('keeps the pictures of the paper as files, over a restart, until it is handed in', async () => {
  const photos = () => [...device.files.keys()].filter((file) => file.includes('/photos/'));
  await before();
  expect(photos()).toHaveLength(2);
  // What the app had in its memory is gone with it, and the service gives no picture any more.
  device.answer = (request) => {
    if (request.url.includes('/media/')) throw new Error('no network for pictures');
    return answer(request);
  };
  await sit();
  fireEvent.click(screen.getByRole('button', { name: '下一题' }));
  await turn();
  fireEvent.click(screen.getByRole('button', { name: /题目配图/ }));
  await turn();
  const shown = [...document.querySelectorAll('img')].map((one) => one.getAttribute('src'));
  expect(new Set(shown)).toEqual(new Set(photos()));
  fireEvent.click(screen.getByRole('button', { name: '交卷' }));
  const dialog = within(screen.getByRole('alertdialog'));
  fireEvent.click(dialog.getByRole('button', { name: '交卷' }));
  await turn();
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
