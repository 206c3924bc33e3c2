import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { MongoClient } from 'mongodb';
import { startAlone } from './lib/database';
import { root } from './lib/service';

const ROUNDS = 3;
const ACKNOWLEDGED = 2_000;
const database = 'qj_journal_kill';
let own: Awaited<ReturnType<typeof startAlone>>;
let client: MongoClient;

beforeAll(async () => {
  own = await startAlone('journal-kill');
  ({ client } = own);
}, 120_000);

afterAll(async () => {
  await own?.stop();
});

function start(round: number): ChildProcess {
  const at = { MONGODB_URI: own.uri, MONGODB_DB: database };
  const env = { ...process.env, ...at, ROUND: String(round) };
  return fork(join(root, 'e2e', 'lib', 'journal-writer.cjs'), { env });
}

/** Ends a writer by kill -9 once enough was acknowledged; answers the ids that were. */
async function killedWhile(round: number): Promise<string[]> {
  const child = start(round);
  const acknowledged: string[] = [];
  const gone = new Promise((done) => child.once('exit', done));
  child.on('message', (ids: string[]) => {
    acknowledged.push(...ids);
    if (acknowledged.length >= ACKNOWLEDGED) child.kill('SIGKILL');
  });
  await gone;
  return acknowledged;
}

describe('kill -9 of a process that appends to a journal', () => {
  it('loses no acknowledged event and keeps none twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const acknowledged = await killedWhile(round);
      expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED);
      const events = client.db(database).collection<{ _id: string; mark: string }>('marks');
      const kept = await events.find({ _id: { $regex: `^r${round}c` } }).toArray();
      const ids = new Set(kept.map(({ _id }) => _id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      expect(new Set(kept.map(({ mark }) => mark)).size).toBe(kept.length);
    }
  }, 120_000);
});
