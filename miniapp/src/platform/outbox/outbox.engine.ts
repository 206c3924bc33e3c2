import * as core from './outbox.core';
import type { OutboxItem } from './outbox.types';

/** Where items survive the app; `put` and `remove` are done when they return. */
export interface OutboxStore {
  load(): OutboxItem[];
  put(item: OutboxItem): void;
  remove(opId: string): void;
}

export interface EngineDeps {
  store: OutboxStore;
  /** Other tabs write to the same store. */
  shared: boolean;
  nowMs(): number;
  /** In [0, 1). */
  random(): number;
  /** Who is signed in and may send now. */
  personId(): string | undefined;
  online(): boolean;
  /** Resolves with the answer; rejects with anything that `failureOf` understands. */
  send(item: OutboxItem): Promise<unknown>;
  failureOf(thrown: unknown): core.Failure;
  /** Runs a task while no other tab sends. */
  lock(task: () => Promise<void>): Promise<void>;
  /** Calls back after so many ms; returns the way to cancel. */
  later(ms: number, task: () => void): () => void;
  /** Told of each answer before the item counts as sent: may be told twice, never not at all. */
  answered(item: OutboxItem, response: unknown): Promise<void>;
  /** The item is gone or sent; what it held outside the store can go too. */
  released(item: OutboxItem): void;
}

/** `sending` is known in memory only: after a crash such an item simply waits again. */
function stored(item: OutboxItem): OutboxItem {
  return item.state === 'sending' ? { ...item, state: 'waiting' } : item;
}

const same = (a: OutboxItem, b: OutboxItem) =>
  JSON.stringify(stored(a)) === JSON.stringify(stored(b));

/**
 * Order of writing, safe to be cut off anywhere: a correction before the photos that move to it,
 * photos before the new record they follow (`restored` relies on it).
 */
function rank({ replaces, photo }: OutboxItem): number {
  if (replaces !== undefined) return 0;
  return photo ? 1 : 2;
}

/** Runs the outbox: keeps every change before it counts, sends what is due, wakes up for the rest. */
export class OutboxEngine {
  items: readonly OutboxItem[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly inFlight = new Set<string>();
  private release: (() => void) | undefined;
  private asking = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly deps: EngineDeps) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads what was kept and repairs what a crash left behind. */
  load(): void {
    const found = this.deps.store.load();
    this.items = found;
    const graceMs = this.deps.shared ? core.HALF_WRITTEN_MS : 0;
    this.apply(core.restored(found, this.deps.nowMs(), graceMs));
    this.flush();
  }

  /** Takes over what another tab wrote. */
  reload(): void {
    const mine = new Map(this.items.map((item) => [item.opId, item]));
    this.items = this.deps.store
      .load()
      .map((item) => (this.inFlight.has(item.opId) ? (mine.get(item.opId) ?? item) : item));
    this.tell();
  }

  /** Keeps new items, the one that others depend on last. Throws if storage refuses, keeping none. */
  add(batch: readonly OutboxItem[]): void {
    this.apply([...this.items, ...this.numbered(batch)], true);
    this.flush();
  }

  private numbered(batch: readonly OutboxItem[]): OutboxItem[] {
    const first = 1 + this.items.reduce((max, { seq }) => Math.max(max, seq), 0);
    return batch.map((item, i) => ({ ...item, seq: first + i }));
  }

  /** Puts a corrected item in the place of a rejected one; throws like `add`. */
  mend(
    opId: string,
    next: core.Correction,
    photos?: { keep: readonly string[]; added: readonly OutboxItem[] },
  ): void {
    const items = core.mended(this.items, opId, next, photos?.keep);
    this.apply([...items, ...this.numbered(photos?.added ?? [])], true);
    this.flush();
  }

  /** Puts a later write in the place of one that was never tried; throws like `add`. */
  supersede(opId: string, next: OutboxItem): void {
    this.apply(core.superseded(this.items, opId, next), true);
    this.flush();
  }

  discard(opId: string): void {
    this.apply(core.discarded(this.items, opId));
    this.flush();
  }

  /** Tries at once whatever waits for a timer. */
  wake(): void {
    this.apply(core.woken(this.items, this.deps.nowMs()));
    this.flush();
  }

  /** Sends what is due, now or when the other tab is through. */
  flush(): void {
    if (this.release) {
      this.pump();
      return;
    }
    if (this.asking || this.due().length === 0) {
      this.schedule();
      return;
    }
    this.asking = true;
    void this.deps.lock(
      () =>
        new Promise<void>((resolve) => {
          this.asking = false;
          this.release = resolve;
          if (this.deps.shared) this.reload();
          this.pump();
        }),
    );
  }

  private due(): OutboxItem[] {
    const personId = this.deps.personId();
    if (personId === undefined || !this.deps.online()) return [];
    return core.due(this.items, personId, this.deps.nowMs());
  }

  private pump(): void {
    for (const item of this.due()) {
      this.inFlight.add(item.opId);
      this.apply(core.started(this.items, item.opId));
      void this.sendOne(item);
    }
    if (this.inFlight.size > 0) return;
    const release = this.release;
    this.release = undefined;
    release?.();
    this.schedule();
  }

  private async sendOne(item: OutboxItem): Promise<void> {
    const { opId } = item;
    try {
      const response = await this.deps.send(item);
      await this.deps.answered(item, response);
      this.apply(core.sent(this.items, opId, this.deps.nowMs()));
    } catch (thrown) {
      const { deps } = this;
      const failure = deps.failureOf(thrown);
      this.apply(core.failed(this.items, opId, failure, deps.nowMs(), deps.random()));
    } finally {
      this.inFlight.delete(opId);
      this.pump();
    }
  }

  private schedule(): void {
    this.cancelTimer();
    this.cancelTimer = () => undefined;
    const personId = this.deps.personId();
    if (personId === undefined || !this.deps.online()) return;
    const at = core.nextWake(this.items, personId);
    if (at === undefined) return;
    this.cancelTimer = this.deps.later(Math.max(at - this.deps.nowMs(), 0), () => this.flush());
  }

  /**
   * Keeps a change, then lets it count. What must be kept throws if storage refuses; the state of an
   * item already kept may also live in memory only: after a crash it is then sent once more.
   */
  private apply(next: readonly OutboxItem[], mustKeep = false): void {
    const before = new Map(this.items.map((item) => [item.opId, item]));
    const after = new Set(next.map(({ opId }) => opId));
    const puts = next.filter((item) => {
      const old = before.get(item.opId);
      return !old || !same(old, item);
    });
    const written: string[] = [];
    try {
      for (const item of [...puts].sort((a, b) => rank(a) - rank(b))) {
        this.deps.store.put(stored(item));
        written.push(item.opId);
      }
    } catch (thrown) {
      if (mustKeep) {
        for (const opId of written) if (!before.has(opId)) this.deps.store.remove(opId);
        throw thrown;
      }
    }
    const gone = this.items.filter(({ opId }) => !after.has(opId));
    for (const { opId } of gone) this.deps.store.remove(opId);
    this.items = next;
    for (const item of gone) this.deps.released(item);
    for (const item of puts) {
      if (item.state === 'sent' && before.get(item.opId)?.state !== 'sent') {
        this.deps.released(item);
      }
    }
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
