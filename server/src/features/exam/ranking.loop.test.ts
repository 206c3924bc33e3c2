import { shiftClock } from '../../platform/clock';
import type { HandedInRow } from './attempt.repository';
import { RankingService } from './ranking.service';

const PEOPLE = 50_000;
const MINUTE = 60_000;

/** Everybody of a large contest has handed in; what the database would give is at hand. */
function contestOf(people: number) {
  const startedAt = new Date('2026-11-24T01:00:00Z');
  const handedIn = Array.from({ length: people }, (_, index): HandedInRow => ({
    _id: `attempt-${index}`,
    personId: `person-${(index * 7_919) % people}`,
    unitPath: '/wj/brigade',
    no: 1,
    centi: (index * 31) % 10_000,
    maxCenti: 10_000,
    toMark: 0,
    startedAt,
    submittedAt: new Date(startedAt.getTime() + MINUTE + ((index * 13) % MINUTE)),
    endsAt: new Date(startedAt.getTime() + 30 * MINUTE),
  }));
  const review = { score: 'after_submit', answers: 'never' };
  const draft = { kind: 'contest', times: { graceS: 0 }, review };
  const exam = { _id: 'contest', unitPath: '/wj', state: 'published', draft, releasedAt: null };
  const reads = { handedIn: 0 };
  const service = Object.assign(new RankingService(), {
    exams: { findUnscoped: async () => ({ ...exam, settledAt: null, lastCloseAt: startedAt }) },
    known: { get: async () => exam },
    sittings: { find: async () => ({ _id: 'own' }), listSetAside: async () => new Map() },
    attempts: {
      listHandedIn: async () => {
        reads.handedIn += 1;
        return handedIn;
      },
    },
    markings: { listOverlays: async () => [] },
    papers: { ofExam: async () => ({ questions: new Map() }) },
    withheld: { besides: async () => new Set() },
    org: { personsById: async () => new Map(), unitsByPath: async () => new Map() },
  });
  const call = { actor: { personId: 'person-5' }, scope: {} } as never;
  const ask = () => service.list({ params: { examId: 'contest' } }, call);
  return { ask, reads };
}

/** How long the longest that anything else had to wait was (ms), and the whole, while something is done. */
async function waits(work: () => Promise<unknown>): Promise<{ longest: number; whole: number }> {
  let longest = 0;
  let last = performance.now();
  let isDone = false;
  const beat = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isDone) setImmediate(beat);
  };
  setImmediate(beat);
  const started = performance.now();
  await work();
  const whole = performance.now() - started;
  isDone = true;
  // What was not let go of until the end counts too.
  return { longest: Math.max(longest, performance.now() - last), whole };
}

afterEach(() => shiftClock(0));

it('reads the standing of 50,000 while everything else goes on', async () => {
  const { ask } = contestOf(PEOPLE);
  // The first time the code is cold.
  await contestOf(PEOPLE).ask();
  const { longest, whole } = await waits(ask);
  expect(longest).toBeLessThan(whole / 4);
});

it('ranks them as they stand, with one’s own line', async () => {
  const { rows, handedIn } = await contestOf(PEOPLE).ask();
  expect(handedIn).toBe(PEOPLE);
  const points = rows.slice(0, 50).map(({ centi }) => centi);
  expect(points).toEqual([...points].sort((a, b) => b! - a!));
  expect(points[0]).toBe(9_999);
  expect(rows.filter(({ mine }) => mine)).toHaveLength(1);
});

it('is read again the later, the more have handed in, and never twice at once', async () => {
  const large = contestOf(PEOPLE);
  await Promise.all([large.ask(), large.ask()]);
  // Its interval is 11 s; the clock goes on, too.
  shiftClock(2_000);
  await large.ask();
  expect(large.reads.handedIn).toBe(1);
  shiftClock(60_000);
  await large.ask();
  expect(large.reads.handedIn).toBe(2);
  shiftClock(0);
  const small = contestOf(10);
  await small.ask();
  shiftClock(1_100);
  await small.ask();
  expect(small.reads.handedIn).toBe(2);
});
