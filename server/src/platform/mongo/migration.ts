import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import { now } from '../clock';
import { isDuplicateKey } from '../errors';
import { log } from '../log';

/** A change of stored data that readers cannot bridge by `schemaVersion` alone. */
export interface Migration {
  /** From 1, without gaps in what ships; they run in this order. */
  number: number;
  name: string;
  /** Idempotent: it runs again where the process died before it was noted. Old processes still write. */
  run(db: Db): Promise<void>;
}

/** `lease`, or the number of a migration that is done. */
interface MigrationDocument {
  _id: string;
  name?: string;
  doneAt?: Date;
  holder?: string;
  until?: Date;
}

/** A lease is renewed at a third of this (ms): a dead process holds the others up no longer. */
const LEASE_MS = 30_000;
const LOOK_EVERY_MS = 500;
const LEASE = 'lease';

const shipped = new Map<number, Migration>();

/** Registers a migration; its number is nobody else's, and never used again. */
export function defineMigration(migration: Migration): void {
  const { number } = migration;
  if (shipped.has(number)) throw new Error(`migration ${number} is defined twice`);
  shipped.set(number, migration);
}

export const definedMigrations = (): Migration[] => [...shipped.values()];

/** Takes the lease for `holder`, or prolongs it; false where another process holds it. */
async function holdLease(kept: Collection<MigrationDocument>, holder: string): Promise<boolean> {
  const at = new Date(now());
  const until = new Date(now() + LEASE_MS);
  try {
    const held = await kept.updateOne(
      { _id: LEASE, $or: [{ until: { $lte: at } }, { holder }] },
      { $set: { holder, until } },
      { upsert: true },
    );
    return held.matchedCount + held.upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function pendingOf(kept: Collection<MigrationDocument>, all: readonly Migration[]) {
  const done = new Set((await kept.find({}).toArray()).map((row) => row._id));
  return all.filter((one) => !done.has(String(one.number))).sort((a, b) => a.number - b.number);
}

/**
 * Runs what was not run on this database, in order and in one process at a time: the others wait at their
 * start until it is done. Throws what a migration throws; it and those after it are tried at the next start.
 */
export async function migrate(
  db: Db,
  all: readonly Migration[],
  wait: () => Promise<unknown> = () => pause(LOOK_EVERY_MS),
): Promise<void> {
  const kept = db.collection<MigrationDocument>('migrations');
  const holder = randomUUID();
  while ((await pendingOf(kept, all)).length > 0) {
    if (!(await holdLease(kept, holder))) {
      await wait();
      continue;
    }
    const renewing = setInterval(
      () => void holdLease(kept, holder).catch(() => false),
      LEASE_MS / 3,
    );
    try {
      // Read anew: another may have finished between the look and the lease.
      for (const { number, name, run } of await pendingOf(kept, all)) {
        await run(db);
        await kept.insertOne({ _id: String(number), name, doneAt: new Date(now()) });
        log().info({ migration: number }, 'migrated');
      }
    } finally {
      clearInterval(renewing);
      await kept.updateOne({ _id: LEASE, holder }, { $set: { until: new Date(0) } });
    }
  }
}
