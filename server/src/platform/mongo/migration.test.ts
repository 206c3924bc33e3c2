import os from 'node:os';
import { MongoClient, type Db } from 'mongodb';
import { shiftClock } from '../clock';
import { readEnv, setEnv } from '../env';
import { defineMigration, definedMigrations, migrate, type Migration } from './migration';

let client: MongoClient;
let db: Db;
let ran: number[];

beforeAll(async () => {
  setEnv(readEnv({ ...process.env, NODE_ENV: 'test' }));
  const options = { runtimeAdapters: { os } };
  client = await MongoClient.connect(process.env.MONGODB_URI ?? '', options);
  db = client.db(`qj_test_migration_${process.pid}`);
});

beforeEach(async () => {
  await db.dropDatabase();
  ran = [];
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await db.dropDatabase();
  await client.close();
});

const noted = (number: number): Migration => ({
  number,
  name: `m${number}`,
  run: () => Promise.resolve(void ran.push(number)),
});
const never = () => Promise.reject(new Error('had to wait'));
const kept = () => db.collection<{ _id: string; until?: Date; holder?: string }>('migrations');

describe('migrations', () => {
  it('run once, in order of their numbers, and later ones after', async () => {
    await migrate(db, [noted(10), noted(2), noted(1)], never);
    expect(ran).toEqual([1, 2, 10]);
    await migrate(db, [noted(10), noted(2), noted(1), noted(11)], never);
    expect(ran).toEqual([1, 2, 10, 11]);
  });

  it('run in one process, while the others wait for it', async () => {
    let release = () => {};
    let waits = 0;
    const slow: Migration = {
      ...noted(1),
      run: async () => {
        ran.push(1);
        await new Promise<void>((done) => (release = done));
      },
    };
    // Whoever waits has been refused the lease; only then does the one that has it go on.
    const wait = () => {
      waits += 1;
      if (waits >= 3) release();
      return new Promise((done) => setImmediate(done));
    };
    await Promise.all([1, 2, 3, 4].map(() => migrate(db, [slow, noted(2)], wait)));
    expect(ran).toEqual([1, 2]);
    expect(waits).toBeGreaterThanOrEqual(3);
  });

  it('are taken over from a process that died, once its lease is over', async () => {
    await kept().insertOne({ _id: 'lease', holder: 'dead', until: new Date(Date.now() + 30_000) });
    await expect(migrate(db, [noted(1)], never)).rejects.toThrow('had to wait');
    shiftClock(30_001);
    await migrate(db, [noted(1)], never);
    expect(ran).toEqual([1]);
  });

  it('that fail are not noted, stop those after, and leave the lease to the next start', async () => {
    const broken: Migration = { ...noted(2), run: () => Promise.reject(new Error('no')) };
    await expect(migrate(db, [noted(1), broken, noted(3)], never)).rejects.toThrow('no');
    expect(ran).toEqual([1]);
    await migrate(db, [noted(1), noted(2), noted(3)], never);
    expect(ran).toEqual([1, 2, 3]);
  });

  it('have a number of their own', () => {
    defineMigration(noted(9_999));
    expect(() => defineMigration(noted(9_999))).toThrow('migration 9999 is defined twice');
    expect(definedMigrations().map((one) => one.number)).toContain(9_999);
  });
});
