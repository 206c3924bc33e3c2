import { device, resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { noteExchange } from '@/platform/clock';
import { setSession } from '@/platform/session/session.store';
import { StorageError } from '@/platform/storage';
import { heldAttempt, heldEnvelope, holdEnvelope } from './held.store';
import { Sitting } from './sitting';
import type { HeldAttempt } from './held.core';

/** What chance says, where a test has a say in it. */
let mockChance: number | undefined;
jest.mock('@/platform/ids', () => {
  const real = jest.requireActual<typeof import('@/platform/ids')>('@/platform/ids');
  return { ...real, randomUnit: () => mockChance ?? real.randomUnit() };
});

const EXAM = '0190a000-0000-7000-8000-0000000000e1';
const ATTEMPT = '0190a000-0000-7000-8000-0000000000a1';

const fresh: HeldAttempt = {
  attemptId: ATTEMPT,
  examId: EXAM,
  no: 1,
  paperKey: 'ab',
  startedAtMs: 0,
  endsAtMs: Date.now() + 1_800_000,
  graceS: 60,
  nextSeq: 1,
  answers: {},
  flagged: [],
  leaves: 0,
  leftAtMs: null,
  at: 0,
  submitOpId: null,
  elsewhere: false,
};

const choice = (id: string) => ({ kind: 'single' as const, chosen: [id] });

interface Sent {
  path: string;
  seq: number;
  questionCode?: string;
}

const sent = (): Sent[] =>
  device.requests
    .filter(({ method }) => method === 'POST')
    .map(({ url, data }) => {
      const { seq, questionCode } = JSON.parse(String(data)) as Omit<Sent, 'path'>;
      return { path: url.split('/').pop() ?? '', seq, ...(questionCode ? { questionCode } : {}) };
    });

afterEach(() => {
  jest.useRealTimers();
  mockChance = undefined;
});

const turn = async () => {
  for (let i = 0; i < 20; i += 1) await settle();
};

beforeAll(() => {
  resetDevice();
  startPhone();
});

beforeEach(() => {
  resetDevice();
  setNetwork('wifi');
  setSession(sessionOf('a'));
  device.answer = ({ data }) => {
    const { seq } = JSON.parse(String(data)) as { seq: number };
    const at = '2026-11-24T01:00:00.000Z';
    return { statusCode: 200, data: { seq, receivedAt: at, endsAt: at } };
  };
});

it('has each answer on the phone at once, and sends the latest of a question', async () => {
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  sitting.answer('q1', choice('b'));
  expect(heldAttempt(EXAM)?.answers.q1?.answer).toEqual(choice('b'));
  sitting.flush();
  await turn();
  expect(sent()).toEqual([{ path: 'answers', seq: 2, questionCode: 'q1' }]);
  sitting.flush();
  await turn();
  expect(sent()).toHaveLength(1);
});

it.each([
  [0, 600],
  [1, 300],
])('where chance says %d, sends an answer %d ms after the writer paused', (chance, pauseMs) => {
  mockChance = chance;
  jest.useFakeTimers();
  const sitting = new Sitting(fresh);
  const flush = jest.spyOn(sitting, 'flush').mockReturnValue();
  sitting.answer('q1', choice('a'));
  jest.advanceTimersByTime(pauseMs - 1);
  // Who writes on has not paused.
  sitting.answer('q1', choice('b'));
  jest.advanceTimersByTime(pauseMs - 1);
  expect(flush).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(flush).toHaveBeenCalledTimes(1);
});

it('hands in after every answer, and leaves neither paper nor key on the phone', async () => {
  holdEnvelope(EXAM, {
    attemptNo: 1,
    mark: '',
    nonce: '00',
    sealed: '00',
    mediaIds: [],
    pictures: 0,
  });
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  sitting.answer('q2', choice('b'));
  await Promise.all([sitting.handIn(), sitting.handIn()]);
  await turn();
  expect(sent()).toEqual([
    { path: 'answers', seq: 1, questionCode: 'q1' },
    { path: 'answers', seq: 2, questionCode: 'q2' },
    { path: 'submit', seq: 3 },
  ]);
  expect(heldEnvelope(EXAM, 1)).toBeUndefined();
  expect(heldAttempt(EXAM)?.paperKey).toBe('');
  sitting.answer('q1', choice('c'));
  expect(sitting.held.answers.q1?.answer).toEqual(choice('a'));
});

it('hands nothing in without an answer that found no room, unless the time is over', async () => {
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  device.storageLimit = 0;
  await expect(sitting.handIn()).rejects.toBeInstanceOf(StorageError);
  await turn();
  expect(sitting.held.submitOpId).toBeNull();
  expect(sent()).toEqual([]);
  device.storageLimit = 10_000_000;
  await sitting.handIn();
  await turn();
  expect(sent()).toEqual([
    { path: 'answers', seq: 1, questionCode: 'q1' },
    { path: 'submit', seq: 2 },
  ]);
});

it('keeps what was answered without network and sends it once there is one', async () => {
  setNetwork('none');
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  sitting.flush();
  await turn();
  expect(sent()).toEqual([]);
  setNetwork('wifi');
  await turn();
  expect(sent()).toEqual([{ path: 'answers', seq: 1, questionCode: 'q1' }]);
});

it('counts an absence when the screen is back, with a number of its own', async () => {
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  sitting.leave();
  sitting.leave();
  expect(await sitting.comeBack()).toBeGreaterThanOrEqual(0);
  expect(await sitting.comeBack()).toBeUndefined();
  await turn();
  expect(sitting.held.leaves).toBe(1);
  expect(sent()).toEqual([
    { path: 'answers', seq: 1, questionCode: 'q1' },
    { path: 'leaves', seq: 2 },
  ]);
});

it('takes no answer once the time of the service is up, and sends those from before', async () => {
  const at = Date.now();
  setNetwork('none');
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  noteExchange({ sentAt: at, receivedAt: at, serverAt: fresh.endsAtMs });
  sitting.answer('q1', choice('b'));
  sitting.answer('q2', choice('b'));
  noteExchange({ sentAt: at, receivedAt: at, serverAt: at });
  expect(Object.keys(sitting.held.answers)).toEqual(['q1']);
  expect(sitting.held.answers.q1?.answer).toEqual(choice('a'));
  sitting.change({ ...sitting.held, endsAtMs: at });
  sitting.again('q1');
  await sitting.handIn(true);
  setNetwork('wifi');
  await turn();
  expect(sent()).toEqual([
    { path: 'answers', seq: 2, questionCode: 'q1' },
    { path: 'submit', seq: 3 },
  ]);
});

it('sends with an answer when it was written by the phone’s own clock, also when it goes up once more', async () => {
  const clock = jest.spyOn(Date, 'now');
  const wroteAt = Date.now();
  clock.mockImplementation(() => wroteAt);
  const sitting = new Sitting(fresh);
  sitting.answer('q1', choice('a'));
  clock.mockImplementation(() => wroteAt + 60_000);
  sitting.flush();
  await turn();
  clock.mockImplementation(() => wroteAt + 120_000);
  // Another phone had it meanwhile: it goes up under a number of now.
  sitting.again('q1');
  sitting.flush();
  await turn();
  clock.mockRestore();
  const dates = device.requests
    .filter(({ url }) => url.endsWith('/answers'))
    .map(({ data }) => (JSON.parse(String(data)) as { deviceAt: string }).deviceAt);
  expect(dates).toEqual([new Date(wroteAt).toISOString(), new Date(wroteAt).toISOString()]);
});

const answerOf = ({ data }: (typeof device.requests)[number]) =>
  (JSON.parse(String(data)) as { answer: { chosen: string[] } }).answer?.chosen[0];

/** A link on which each answer takes its time: how many went out before the one before them was through. */
function slowLink(ms: number) {
  const seen = { now: 0, most: 0 };
  const quick = device.answer;
  device.answer = async (request) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise((resolve) => setTimeout(resolve, ms));
    seen.now -= 1;
    return quick(request);
  };
  return seen;
}

it('gets many answers through a slow link within the grace, each question once, and hands in behind them', async () => {
  setNetwork('none');
  const sitting = new Sitting(fresh);
  const codes = Array.from({ length: 40 }, (_, i) => `q${i + 1}`);
  for (const chosen of ['a', 'b', 'c']) {
    for (const code of codes) {
      sitting.answer(code, choice(chosen));
      sitting.flush();
      await settle();
    }
  }
  await sitting.handIn(true);
  const seen = slowLink(50);
  const before = Date.now();
  setNetwork('wifi');
  while (sent().length < 41) await settle();
  // One by one, 121 of them would have taken at least six seconds.
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(seen.most).toBe(4);
  expect(sent().map(({ questionCode }) => questionCode)).toEqual([...codes, undefined]);
  const answers = device.requests.filter(({ url }) => url.endsWith('/answers'));
  expect(new Set(answers.map(answerOf))).toEqual(new Set(['c']));
  expect(seen.now).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 80));
  await turn();
});

it('sends a later answer beside the one under way, with the later number, and takes nothing back', async () => {
  const sitting = new Sitting(fresh);
  slowLink(20);
  sitting.answer('q1', choice('a'));
  sitting.flush();
  await turn();
  sitting.answer('q1', choice('b'));
  await sitting.handIn();
  while (sent().length < 3) await settle();
  expect(sent()).toEqual([
    { path: 'answers', seq: 1, questionCode: 'q1' },
    { path: 'answers', seq: 2, questionCode: 'q1' },
    { path: 'submit', seq: 3 },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  await turn();
});

it('replaces what an app of before left unsent', async () => {
  setNetwork('none');
  const before = new Sitting(fresh);
  before.answer('q1', choice('a'));
  before.flush();
  await turn();
  const sitting = new Sitting(heldAttempt(EXAM) ?? fresh);
  sitting.answer('q1', choice('b'));
  sitting.flush();
  await turn();
  setNetwork('wifi');
  await turn();
  expect(sent()).toEqual([{ path: 'answers', seq: 2, questionCode: 'q1' }]);
});

it('says that the phone is full instead of losing an answer in silence', () => {
  const sitting = new Sitting(fresh);
  device.storageLimit = 10;
  sitting.answer('q1', choice('a'));
  expect(sitting.full).toBe(true);
  expect(sitting.held.answers.q1?.answer).toEqual(choice('a'));
});
