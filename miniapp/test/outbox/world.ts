import { OutboxEngine, type OutboxStore } from '@/platform/outbox/outbox.engine';
import type { OutboxItem } from '@/platform/outbox/outbox.types';

/** What the network does with one request. */
export type Fate = 'answered' | 'answer_lost' | 'request_lost' | 'busy' | 'refused';

interface Flight {
  item: OutboxItem;
  /** Sent by an app that was killed since: nobody hears the answer. */
  orphan: boolean;
  resolve(response: unknown): void;
  reject(reason: unknown): void;
}

/** Thrown by storage at the moment when the app is killed. */
class Killed extends Error {}

const FAILURES = {
  lost: { status: 0, error: { code: 'NETWORK', message: '' } },
  busy: { status: 503, error: { code: 'DATABASE_UNAVAILABLE', message: '' } },
  refused: { status: 409, error: { code: 'STATE_CONFLICT', message: '' } },
} as const;

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * A phone, a network and a service in memory. Time moves only by `pass`; the app can be killed
 * between any two writes to storage; requests of a killed app may still arrive.
 */
export class World {
  nowMs = 1_800_000_000_000;
  person: string | undefined = 'p1';
  online = true;
  engine: OutboxEngine;
  /** What the service keeps: operations in the order of their first arrival. */
  readonly applied: OutboxItem[] = [];
  readonly flights: Flight[] = [];
  /** Broken promises of the outbox, in words. */
  readonly faults: string[] = [];
  private readonly disk = new Map<string, OutboxItem>();
  private timers: { at: number; task: () => void }[] = [];
  private writesLeft = Infinity;
  private dead = false;
  private life = 0;

  constructor() {
    this.engine = this.launch();
  }

  private launch(): OutboxEngine {
    const life = (this.life += 1);
    const alive = () => this.life === life && !this.dead;
    const touch = () => {
      if (!alive()) throw new Killed();
      if (this.writesLeft <= 0) {
        this.dead = true;
        throw new Killed();
      }
      this.writesLeft -= 1;
    };
    const store: OutboxStore = {
      load: () => [...this.disk.values()].map(clone),
      put: (item) => {
        touch();
        this.disk.set(item.opId, clone(item));
      },
      remove: (opId) => {
        touch();
        this.disk.delete(opId);
      },
    };
    return new OutboxEngine({
      store,
      shared: false,
      nowMs: () => this.nowMs,
      random: () => 0.5,
      personId: () => (alive() ? this.person : undefined),
      online: () => this.online,
      send: (item) => this.take(item, alive()),
      failureOf: (thrown) => thrown as (typeof FAILURES)['lost'],
      lock: (task) => task(),
      later: (ms, task) => {
        const timer = { at: this.nowMs + ms, task: () => alive() && task() };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((one) => one !== timer);
        };
      },
      answered: () => Promise.resolve(),
      released: () => undefined,
    });
  }

  private take(item: OutboxItem, alive: boolean): Promise<unknown> {
    if (!alive) return new Promise(() => undefined);
    const mine = this.flights.filter(({ orphan }) => !orphan);
    if (mine.some((flight) => flight.item.opId === item.opId))
      this.faults.push('sent twice at once');
    const ofRecord = mine.filter((flight) => flight.item.recordKey === item.recordKey);
    if (ofRecord.some((flight) => !flight.item.beside || !item.beside)) {
      this.faults.push('two of one record at once');
    }
    if (mine.length >= 4) this.faults.push('more than four at once');
    if (item.personId !== this.person) this.faults.push('sent as somebody else');
    return new Promise((resolve, reject) => {
      this.flights.push({ item: clone(item), orphan: false, resolve, reject });
    });
  }

  private arrive(item: OutboxItem): void {
    if (this.applied.some(({ opId }) => opId === item.opId)) return;
    if (item.parent && !this.applied.some(({ opId }) => opId === item.parent)) {
      this.faults.push('photo before its record');
    }
    this.applied.push(item);
  }

  /** Lets the oldest, or the given, request under way meet its fate. */
  meet(fate: Fate, which = 0): void {
    const [flight] = this.flights.splice(which % Math.max(this.flights.length, 1), 1);
    if (!flight) return;
    if (fate === 'answered' || fate === 'answer_lost') this.arrive(flight.item);
    if (flight.orphan) return;
    // A repeated operation gets its first answer again; it cannot be refused after it was taken.
    const taken = this.applied.some(({ opId }) => opId === flight.item.opId);
    if (fate === 'answered' || (fate === 'refused' && taken)) flight.resolve({});
    else if (fate === 'busy' || fate === 'refused') flight.reject(FAILURES[fate]);
    else flight.reject(FAILURES.lost);
  }

  pass(ms: number): void {
    this.nowMs += ms;
    const ripe = this.timers.filter(({ at }) => at <= this.nowMs);
    this.timers = this.timers.filter(({ at }) => at > this.nowMs);
    for (const { task } of ripe) task();
  }

  setOnline(online: boolean): void {
    this.online = online;
    if (online) this.try(() => this.engine.wake());
  }

  signIn(person: string | undefined): void {
    this.person = person;
    this.try(() => this.engine.wake());
  }

  /** The app dies at once, or after so many further writes. */
  killAfter(writes: number): void {
    this.writesLeft = writes;
  }

  /** Whether the app died; then it is started again. */
  reviveIfDead(force = false): boolean {
    if (!this.dead && !force) return false;
    for (const flight of this.flights) flight.orphan = true;
    this.timers = [];
    this.dead = false;
    this.writesLeft = Infinity;
    this.engine = this.launch();
    this.engine.load();
    return true;
  }

  /** Runs an act of the person; false if the app was killed in its midst. */
  try(act: () => void): boolean {
    try {
      act();
      return !this.dead;
    } catch (thrown) {
      if (thrown instanceof Killed) return false;
      throw thrown;
    }
  }
}

let made = 0;

/** A new item of a record, with so many photos that follow it. */
export function batch(world: World, recordKey: string, photos: number): OutboxItem[] {
  const time = world.nowMs.toString(16).padStart(12, '0');
  const nextId = () => {
    made += 1;
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, '0')}`;
  };
  const record: OutboxItem = {
    opId: nextId(),
    seq: 0,
    personId: world.person ?? '',
    routeId: 'x.append',
    contractVersion: 1,
    method: 'POST',
    path: '/api/v1/x',
    body: { recordKey },
    deviceAt: new Date(world.nowMs).toISOString(),
    recordKey,
    title: '记录',
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
  };
  const pictures = Array.from({ length: photos }, (): OutboxItem => {
    const mediaId = nextId();
    return {
      ...record,
      opId: nextId(),
      recordKey: `media:${mediaId}`,
      body: undefined,
      dependsOn: record.opId,
      parent: record.opId,
      photo: { mediaId, sha256: '' },
    };
  });
  return [record, ...pictures];
}
