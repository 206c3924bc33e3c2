import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db, MongoClient } from 'mongodb';
import { connect, OwnDatabase } from './database';
import { freePort, Service } from './service';
import { dropOwn } from '../../server/test/throwaway';

/** As scripts/lib/seeded.mjs calls it. */
const SEEDED_NAME = 'qj_seeded';

/**
 * The demo with its sixty days in a database that a test may change: a copy of the folder that `npm test` seeded
 * once for all (`QIANGJI_SEEDED`), or seeded anew where a test is run by itself.
 */
export class Demo {
  private constructor(
    readonly client: MongoClient,
    readonly uri: string,
    readonly database: string,
    private readonly release: () => Promise<void>,
  ) {}

  static async begin(database: string): Promise<Demo> {
    const seeded = process.env.QIANGJI_SEEDED;
    return seeded ? Demo.copyOf(seeded) : Demo.inShared(database);
  }

  private static async inShared(database: string): Promise<Demo> {
    const client = await connect();
    await Service.seed({ database });
    return new Demo(client, process.env.MONGODB_URI ?? '', database, async () => {
      await dropOwn(client.db(database));
      await client.close();
    });
  }

  private static async copyOf(seeded: string): Promise<Demo> {
    const home = mkdtempSync(join(tmpdir(), 'qj-demo-'));
    cpSync(join(seeded, 'db'), join(home, 'db'), { recursive: true });
    const own = await OwnDatabase.start(home, await freePort(), '--not-durable');
    const client = await connect(own.uri);
    return new Demo(client, own.uri, SEEDED_NAME, async () => {
      await client.close();
      await own.stop();
      rmSync(home, { recursive: true, force: true });
    });
  }

  get db(): Db {
    return this.client.db(this.database);
  }

  /** The built service on it. */
  serve(env: Record<string, string> = {}): Promise<Service> {
    return Service.start({ uri: this.uri, database: this.database, env });
  }

  end(): Promise<void> {
    return this.release();
  }
}
