import { Destroy, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Collection, Db, Document, MongoClient } from 'mongodb';
import { env } from '../env';
import { log } from '../log';
import { databaseUp } from '../metrics';
import { definedCollections, type CollectionDefinition } from './collection';
import { mongoClient } from './driver';
import { definedMigrations, migrate } from './migration';

/** How long a request waits for a server before it answers 503 (ms). */
const SELECTION_TIMEOUT_MS = 2_000;

/**
 * The longest that a read may take which every request waits for first (ms): a database that accepts and is
 * silent would hold them all. A request makes two of them at most. Any other read ends with its connection,
 * which the driver gives up some twelve seconds after the server's last word.
 */
export const GUARD_READ_MS = 5_000;

/** The options of such a read: the driver's own `timeoutMS` has no effect any more (7.9). */
export function guardRead(): { signal: AbortSignal } {
  return { signal: AbortSignal.timeout(GUARD_READ_MS) };
}

@Provide()
@Scope(ScopeEnum.Singleton)
export class MongoService {
  private client: MongoClient | undefined;
  private database: Db | undefined;

  get db(): Db {
    if (!this.database) throw new Error('the database is used before it was connected');
    return this.database;
  }

  /** Connects, migrates and makes the indexes; fails loudly, since a service without them would lie. */
  async connect(): Promise<void> {
    if (this.client) return;
    const { mongodbUri, mongodbName } = env();
    this.client = mongoClient(mongodbUri, {
      serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
      connectTimeoutMS: SELECTION_TIMEOUT_MS,
      maxPoolSize: 64,
      waitQueueTimeoutMS: 10_000,
      writeConcern: { w: 'majority', j: true },
      ignoreUndefined: true,
    });
    await this.client.connect();
    this.database = this.client.db(mongodbName);
    await migrate(this.database, definedMigrations());
    await this.ensureIndexes();
    databaseUp.set(1);
  }

  collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T> {
    return this.db.collection<T>(definition.name);
  }

  /** Whether the database answers now; a silent one does not. */
  async ping(): Promise<boolean> {
    try {
      await this.db.command({ ping: 1 }, guardRead());
      databaseUp.set(1);
      return true;
    } catch {
      databaseUp.set(0);
      return false;
    }
  }

  private async ensureIndexes(): Promise<void> {
    for (const { name, indexes } of definedCollections()) {
      if (indexes.length > 0) await this.db.collection(name).createIndexes([...indexes]);
    }
    log().info({ collections: definedCollections().length }, 'indexes are in place');
  }

  @Destroy()
  async close(): Promise<void> {
    await this.client?.close();
    this.client = undefined;
  }
}
