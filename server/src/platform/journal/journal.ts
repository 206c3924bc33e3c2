import { setTimeout as pause } from 'node:timers/promises';
import { AppError, isDatabaseAway, reasonOf } from '../errors';
import { Pace } from '../mongo/pace';
import { roughBytes, takeBatch } from './batch';
import { documentOf, type JournalDefinition, type JournalDocument } from './journal.definition';
import {
  appendSeconds,
  batchEvents,
  batchTriesTotal,
  queueDepth,
  refusedTotal,
} from './journal.metrics';
import { TRY_LIMIT_MS, type JournalSink, type Outcome } from './journal.sink';

export interface JournalLimits {
  /** Largest batch. */
  batchEvents: number;
  batchBytes: number;
  /** Longest queue; what would come on top is refused with `BUSY` (503). */
  queueEvents: number;
  queueBytes: number;
  /** An event that waited longer (ms) to go out is refused with `BUSY` too: whoever sent it sends it again. */
  queueMs: number;
  /** How often a batch goes out before its callers are told that it is unknown. */
  tries: number;
  /** Pause before the second try (ms); it doubles with each. */
  pauseMs: number;
}

export const LIMITS: JournalLimits = {
  batchEvents: 1_000,
  batchBytes: 2 * 1024 * 1024,
  queueEvents: 50_000,
  queueBytes: 64 * 1024 * 1024,
  queueMs: 15_000,
  tries: 4,
  pauseMs: 50,
};

/** Longest (ms) from an append until its event is durable, if it is acknowledged at all. */
export function longestMs({ queueMs, tries, pauseMs }: JournalLimits): number {
  return queueMs + tries * TRY_LIMIT_MS + pauseMs * (2 ** (tries - 1) - 1);
}

export const LONGEST_MS = longestMs(LIMITS);

export interface Appended<E> {
  /** The event that is kept under the key: for a repeat the one of the first time. */
  event: E;
  /** It was there before. May also be so for the first caller, where an answer of the database was lost. */
  repeated: boolean;
}

interface Waiting<E, D extends JournalDocument> {
  event: E;
  document: D;
  bytes: number;
  since: number;
  done(appended: Appended<E>): void;
  failed(error: unknown): void;
}

/**
 * Appends events by group commit. An append is answered only when its own batch is durable; at most two
 * batches are under way, and whatever has gathered meanwhile goes out with the next (`Pace`). No event fails
 * because of a neighbour. A batch whose answer was lost is sent again, which is harmless: its events
 * are known by their `_id`.
 */
export class Journal<E, D extends JournalDocument = E & JournalDocument> {
  private readonly queue: Waiting<E, D>[] = [];
  private queuedBytes = 0;
  private readonly pace = new Pace(
    () => this.queue.length,
    () => void this.sendNext(),
  );
  private unsettled = 0;
  private closed = false;
  private drained: (() => void)[] = [];
  private watch: NodeJS.Timeout | undefined;
  private readonly labels: { journal: string };

  constructor(
    private readonly definition: JournalDefinition<E, D>,
    private readonly sink: JournalSink<D>,
    private readonly limits: JournalLimits = LIMITS,
    private readonly clock: () => number = () => performance.now(),
  ) {
    const { name } = definition.collection;
    const longest = longestMs(limits);
    if (longest >= (definition.withinMs ?? Infinity)) {
      throw new Error(`an append to ${name} may take ${longest} ms`);
    }
    this.labels = { journal: name };
  }

  /**
   * Appends one event; done once it is durable. Throws the definition's conflict where its key was used
   * for something else, `BUSY` where too many wait or it waited too long, `DATABASE_UNAVAILABLE` where it
   * is unknown whether it was kept: the same event may be sent again.
   */
  append(event: E): Promise<Appended<E>> {
    return new Promise((done, failed) => {
      // Whoever comes while it is full costs no more than being told so.
      if (this.isFull(0)) return failed(this.busy());
      const document = documentOf(this.definition, event);
      const bytes = roughBytes(document);
      if (this.isFull(bytes)) return failed(this.busy());
      this.queue.push({ event, document, bytes, since: this.clock(), done, failed });
      this.queuedBytes += bytes;
      this.unsettled += 1;
      this.pace.look();
      this.watch ??= this.watchFor(this.limits.queueMs);
    });
  }

  /** Takes no more events; done when every event that was taken has its answer. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.unsettled > 0) await new Promise<void>((done) => this.drained.push(done));
  }

  private isFull(bytes: number): boolean {
    const { queueEvents, queueBytes } = this.limits;
    return this.closed || this.queue.length >= queueEvents || this.queuedBytes + bytes > queueBytes;
  }

  private busy(): AppError {
    refusedTotal.inc(this.labels);
    return new AppError('BUSY', { internal: this.labels.journal });
  }

  /** While batches under way are stuck nothing else looks at the queue. */
  private watchFor(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.refuseOld();
      const [first] = this.queue;
      const left = first && first.since + this.limits.queueMs - this.clock();
      this.watch = left === undefined ? undefined : this.watchFor(left + 1);
    }, ms).unref();
  }

  /** From the front of the queue, where the oldest are. */
  private refuseOld(): void {
    const since = this.clock() - this.limits.queueMs;
    const waits = this.queue.findIndex((one) => one.since >= since);
    const old = this.queue.splice(0, waits < 0 ? this.queue.length : waits);
    if (old.length > 0) queueDepth.set(this.labels, this.queue.length);
    for (const one of old) {
      this.queuedBytes -= one.bytes;
      this.fail(one, this.busy());
    }
  }

  private async sendNext(): Promise<void> {
    this.refuseOld();
    if (this.queue.length === 0) return;
    this.pace.begin();
    const { batchEvents: events, batchBytes: bytes } = this.limits;
    const batch = takeBatch(this.queue, { events, bytes });
    for (const waiting of batch) this.queuedBytes -= waiting.bytes;
    queueDepth.set(this.labels, this.queue.length);
    batchEvents.observe(this.labels, batch.length);
    try {
      const outcomes = await this.untilKnown(() =>
        this.sink.write(batch.map((waiting) => waiting.document)),
      );
      this.settle(batch, outcomes);
    } catch (error) {
      for (const waiting of batch) this.fail(waiting, error);
    }
    appendSeconds.observe(this.labels, (this.clock() - (batch[0]?.since ?? 0)) / 1000);
    this.pace.end();
  }

  private settle(batch: Waiting<E, D>[], outcomes: Outcome[]): void {
    const taken: Waiting<E, D>[] = [];
    batch.forEach((waiting, index) => {
      const outcome = outcomes[index];
      if (outcome === 'durable') this.succeed(waiting, waiting.event, false);
      else if (outcome === 'taken') taken.push(waiting);
      else this.fail(waiting, outcome?.refused);
    });
    // Repeats look up their first answer by themselves: new events need not wait for them.
    if (taken.length > 0) void this.settleTaken(taken);
  }

  private async settleTaken(taken: Waiting<E, D>[]): Promise<void> {
    try {
      const ids = taken.map(({ document }) => document._id);
      const found = await this.untilKnown(() => this.sink.find(ids));
      const kept = new Map(found.map((document) => [document._id, document]));
      for (const waiting of taken) this.settleRepeat(waiting, kept.get(waiting.document._id));
    } catch (error) {
      for (const waiting of taken) this.fail(waiting, error);
    }
  }

  private settleRepeat(waiting: Waiting<E, D>, first: D | undefined): void {
    const { conflict = 'OP_ID_REUSED' } = this.definition;
    const kept = this.keptAs(waiting.event, first);
    if (kept) this.succeed(waiting, kept, true);
    else this.fail(waiting, new AppError(conflict));
  }

  /** The event kept first where it is the same; null where it is not, or where nobody can tell by what is kept. */
  private keptAs(event: E, first: D | undefined): E | null {
    // None under its own key: another unique index refused it.
    if (!first) return null;
    try {
      const kept = this.definition.unpack(first);
      return this.definition.same(kept, event) ? kept : null;
    } catch {
      return null;
    }
  }

  /** Tries again what may be tried again; the last failure is the callers' answer. */
  private async untilKnown<T>(ask: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        if (tried >= this.limits.tries) throw unknown(error);
        batchTriesTotal.inc(this.labels);
        await pause(this.limits.pauseMs * 2 ** (tried - 1));
      }
    }
  }

  private succeed(waiting: Waiting<E, D>, event: E, repeated: boolean): void {
    waiting.done({ event, repeated });
    this.settled();
  }

  private fail(waiting: Waiting<E, D>, error: unknown): void {
    waiting.failed(error);
    this.settled();
  }

  private settled(): void {
    this.unsettled -= 1;
    if (this.unsettled > 0) return;
    for (const done of this.drained) done();
    this.drained = [];
  }
}

function unknown(error: unknown): AppError {
  const internal = `unknown whether it was kept: ${reasonOf(error)}`;
  return new AppError('DATABASE_UNAVAILABLE', { internal });
}
