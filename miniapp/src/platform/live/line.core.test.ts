import { LIVE_STILL_MS, type LiveWord } from '@qiangji/shared-types';
import { LiveLine, pauseMs, type LiveMode, type SocketEvents } from './line.core';

interface Opened {
  on: SocketEvents;
  sent: unknown[];
  closed: boolean;
}

let opened: Opened[];
let modes: LiveMode[];
let bodies: unknown[];
let token: string | undefined;
let renewed: string[];
let renew: () => Promise<void>;
let line: LiveLine;

beforeEach(() => {
  jest.useFakeTimers();
  [opened, modes, bodies, renewed] = [[], [], [], []];
  token = 'first';
  renew = () => Promise.resolve();
  line = new LiveLine(
    { route: 'exam.listRanking', params: { examId: 'x' } },
    {
      open: (on) => {
        const one: Opened = { on, sent: [], closed: false };
        opened.push(one);
        return {
          send: (text) => one.sent.push(JSON.parse(text)),
          close: () => (one.closed = true),
        };
      },
      token: () => token,
      renew: (stale) => {
        renewed.push(stale);
        return renew();
      },
      random: () => 0.5,
    },
    { body: (body) => bodies.push(body), mode: (mode) => modes.push(mode) },
  );
});

afterEach(() => {
  line.stop();
  jest.useRealTimers();
});

const last = () => opened.at(-1)!;
const say = (word: LiveWord) => last().on.heard(JSON.stringify(word));
const mode = () => modes.at(-1);

function live(): void {
  line.start();
  last().on.opened();
  say({ type: 'now', body: 1 });
}

it('says what it wants in the first message, and shows what it is told', () => {
  live();
  expect(last().sent).toEqual([
    { token: 'first', route: 'exam.listRanking', params: { examId: 'x' } },
  ]);
  say({ type: 'now', body: 2 });
  expect([bodies, mode()]).toEqual([[1, 2], 'live']);
});

it('asks meanwhile, and opens again after a while, where the line breaks', () => {
  live();
  last().on.closed();
  expect(mode()).toBe('asking');
  jest.advanceTimersByTime(pauseMs(0, 0.5) - 1);
  expect(opened).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(opened).toHaveLength(2);
  last().on.opened();
  say({ type: 'now', body: 3 });
  expect([bodies.at(-1), mode()]).toEqual([3, 'live']);
});

it('waits longer from time to time, up to a minute, and shortly again after it went well', () => {
  expect([0, 1, 3, 20].map((failures) => pauseMs(failures, 1))).toEqual([
    2_000, 3_000, 9_000, 61_000,
  ]);
  expect(pauseMs(20, 0)).toBe(1_000);
  line.start();
  for (let failures = 0; failures < 3; failures += 1) {
    last().on.closed();
    jest.advanceTimersByTime(pauseMs(failures, 0.5));
    expect(opened).toHaveLength(failures + 2);
  }
  say({ type: 'now', body: 1 });
  last().on.closed();
  jest.advanceTimersByTime(pauseMs(0, 0.5));
  expect(opened).toHaveLength(5);
});

it('gives up a line that is never answered', () => {
  line.start();
  last().on.opened();
  jest.advanceTimersByTime(8_000);
  expect([mode(), last().closed]).toEqual(['asking', true]);
});

it('gives up a line that has gone silent, and no other', () => {
  live();
  for (let i = 0; i < 5; i += 1) {
    jest.advanceTimersByTime(LIVE_STILL_MS);
    say({ type: 'still' });
  }
  expect(mode()).toBe('live');
  jest.advanceTimersByTime(2 * LIVE_STILL_MS + 2_000);
  expect([mode(), opened[0]!.closed]).toEqual(['asking', true]);
});

it('renews a token that has had its time, once, and goes on', async () => {
  live();
  renew = () => {
    token = 'second';
    return Promise.resolve();
  };
  say({ type: 'end', code: 'TOKEN_EXPIRED', message: '' });
  await Promise.resolve();
  last().on.opened();
  expect(last().sent).toMatchObject([{ token: 'second' }]);
  expect(mode()).toBe('live');
  say({ type: 'end', code: 'UNAUTHENTICATED', message: '' });
  expect([renewed, mode()]).toEqual([['first'], 'asking']);
});

it('does not try again what would be refused again', () => {
  live();
  say({ type: 'end', code: 'SESSION_REVOKED', message: '' });
  jest.advanceTimersByTime(10 * 60_000);
  expect([opened.length, mode()]).toEqual([1, 'asking']);
});

it('does nothing any more once it is stopped, whatever comes', async () => {
  live();
  const { on } = last();
  line.stop();
  expect(last().closed).toBe(true);
  on.heard(JSON.stringify({ type: 'now', body: 9 }));
  on.closed();
  jest.advanceTimersByTime(10 * 60_000);
  await Promise.resolve();
  expect([opened.length, bodies, modes]).toEqual([1, [1], ['opening', 'live']]);
});

it('listens to nothing that is no word of the service', () => {
  live();
  last().on.heard('<html>');
  expect([bodies, mode()]).toEqual([[1], 'live']);
});
