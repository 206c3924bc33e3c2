import fc from 'fast-check';
import { Journal, LIMITS, type JournalLimits, type JournalSink } from '../../platform/journal';
import { attemptJournal } from './attempt.collection';
import type { AttemptEvent } from './attempt.events';
import { ENDS_AT, GRACE, startEvent } from './attempt.model.test-kit';
import { isFinal, isLate, judgeEvent, SETTLE_MS, type Standing } from './attempt.rules';
import type { EventDocument } from './attempt.stored';

const standing: Standing = {
  endsAtMs: ENDS_AT,
  graceMs: GRACE,
  devices: new Map([[0, 'phone']]),
  turn: 0,
  submit: null,
};
const LAST = ENDS_AT + GRACE;

/** Whether the journal keeps to what it may take, as it always does; else what came late is folded again. */
interface World {
  limits: JournalLimits;
  writeMs: number;
  foldsAgain: boolean;
}

/** One attempt on the real journal and by the real rules, in a time of its own: nothing in it waits. */
class Simulation {
  private ms = 0;
  private readonly agenda: { at: number; act: () => void }[] = [];
  private readonly kept = new Map<string, EventDocument>();
  private readonly journal: Journal<AttemptEvent, EventDocument>;
  private document = { seqs: new Set<number>(), final: false };
  readonly acknowledged: number[] = [];

  constructor(
    private readonly world: World,
    private readonly writes: number[],
  ) {
    const sink: JournalSink<EventDocument> = {
      write: (events) =>
        new Promise((done) =>
          this.after(this.writes.shift() ?? 0, () => {
            for (const one of events) this.kept.set(one._id, one);
            done(events.map(() => 'durable'));
          }),
        ),
      find: () => Promise.resolve([]),
    };
    const definition = { ...attemptJournal, withinMs: undefined };
    this.journal = new Journal(definition, sink, world.limits, () => this.ms);
  }

  at(at: number, act: () => void): void {
    this.agenda.push({ at, act });
  }

  private after(ms: number, act: () => void): void {
    this.at(this.ms + ms, act);
  }

  answer(seq: number): void {
    if (judgeEvent(standing, seq, this.ms)) return;
    const event = { ...startEvent(), type: 'answer', seq, code: 'q1', answer: {} } as AttemptEvent;
    this.journal.append(event).then(
      () => {
        if (this.world.foldsAgain && isLate(standing, this.ms)) this.fold(0, 0);
        this.acknowledged.push(seq);
      },
      () => undefined,
    );
  }

  /** The job, which takes so long (ms) to read and to save. */
  collect(readMs: number, saveMs: number): void {
    if (!this.document.final) this.fold(readMs, saveMs);
  }

  private fold(readMs: number, saveMs: number): void {
    const final = isFinal(standing, this.ms);
    const read = () => {
      const seqs = new Set([...this.kept.values()].map((one) => attemptJournal.unpack(one).seq));
      const save = () => this.save(seqs, final);
      if (saveMs > 0) this.after(saveMs, save);
      else save();
    };
    if (readMs > 0) this.after(readMs, read);
    else read();
  }

  /** As the repository does: fewer never replace more, and what is final stays so. */
  private save(seqs: Set<number>, final: boolean): void {
    const before = this.document;
    if (seqs.size < before.seqs.size || (before.final && !final)) return;
    this.document = { seqs, final };
  }

  /** What was acknowledged and is not in the attempt once it is final. */
  async missing(): Promise<number[]> {
    for (let next = this.next(); next; next = this.next()) {
      this.ms = Math.max(this.ms, next.at);
      next.act();
      await new Promise((done) => setImmediate(done));
      await new Promise((done) => setImmediate(done));
    }
    expect(this.document.final).toBe(true);
    return this.acknowledged.filter((seq) => !this.document.seqs.has(seq));
  }

  private next() {
    this.agenda.sort((one, other) => one.at - other.at);
    return this.agenda.shift();
  }
}

/** Most of what can go wrong does so around the last moment and around the one at which all has to be there. */
const around = (ms: number) => fc.integer({ min: ms - SETTLE_MS / 2, max: ms + SETTLE_MS / 2 });
const appends = fc.array(fc.oneof(fc.nat(LAST), fc.integer({ min: LAST - 9, max: LAST })), {
  minLength: 1,
  maxLength: 8,
});
const collects = fc.array(
  fc.record({
    at: fc.oneof(around(LAST + SETTLE_MS), fc.integer({ min: LAST, max: LAST + 3 * SETTLE_MS })),
    readMs: fc.nat(SETTLE_MS / 3),
    saveMs: fc.nat(SETTLE_MS),
  }),
  { maxLength: 6 },
);

async function neverMisses(world: World, runs: number): Promise<number> {
  let acknowledged = 0;
  const writes = fc.array(fc.oneof(fc.nat(world.writeMs), fc.constant(world.writeMs)), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(appends, writes, collects, async (times, writeMs, jobs) => {
      const run = new Simulation(world, [...writeMs]);
      times.sort((a, b) => a - b).forEach((at, index) => run.at(at, () => run.answer(index + 1)));
      for (const { at, readMs, saveMs } of jobs) run.at(at, () => run.collect(readMs, saveMs));
      run.at(LAST + 10 * SETTLE_MS, () => run.collect(0, 0));
      expect(await run.missing()).toEqual([]);
      acknowledged += run.acknowledged.length;
    }),
    { numRuns: runs },
  );
  return acknowledged;
}

// One after the other: two batches that are stuck hold the others up.
const limits = { ...LIMITS, batchEvents: 1 };

it('leaves out no answer that it acknowledged, however long the database stalls', async () => {
  const writeMs = 40_350;
  expect(await neverMisses({ limits, writeMs, foldsAgain: false }, 500)).toBeGreaterThan(0);
});

it('takes in what is acknowledged after it was final', async () => {
  const slow = { ...limits, queueMs: 10 * SETTLE_MS };
  const world = { limits: slow, writeMs: 2 * SETTLE_MS, foldsAgain: true };
  expect(await neverMisses(world, 500)).toBeGreaterThan(0);
});
