import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authContract } from '@qiangji/shared-types';
import type { Db } from 'mongodb';
import { Demo } from './lib/demo';
import { root, Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const run = promisify(execFile);
const database = `qj_backup_${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'qj-backup-'));
let demo: Demo;
let copy: string;

beforeAll(async () => {
  demo = await Demo.begin(database);
  copy = `${demo.database}_copy`;
}, 180_000);

afterAll(async () => {
  await dropOwn(demo.client.db(copy));
  await demo.end();
  rmSync(folder, { recursive: true, force: true });
});

function script(name: string, file: string, into: string) {
  const env = { ...process.env, MONGODB_URI: demo.uri, MONGODB_DB: into };
  return run(process.execPath, [`scripts/${name}.mjs`, file], { cwd: root, env });
}

async function countsOf(db: Db): Promise<Record<string, number>> {
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = await db.collection(name).countDocuments({});
  return counts;
}

describe('a back-up', () => {
  it('restores to the same documents and indexes, on which the service runs', async () => {
    const file = join(folder, 'all.jsonl.gz');
    await script('backup', file, demo.database);
    await script('restore', file, copy);
    const [source, restored] = [demo.db, demo.client.db(copy)];
    const counts = await countsOf(source);
    expect(await countsOf(restored)).toEqual(counts);
    expect(counts.org_persons).toBe(120);
    for (const name of Object.keys(counts)) {
      const keys = async (db: Db) =>
        (await db.collection(name).indexes()).map(({ key }) => JSON.stringify(key)).sort();
      expect(await keys(restored)).toEqual(await keys(source));
      const sample = await source.collection(name).findOne({});
      if (sample)
        expect(await restored.collection(name).findOne({ _id: sample._id })).toEqual(sample);
    }
    const service = await Service.start({ uri: demo.uri, database: copy });
    const { accessToken } = await service.signIn('officer');
    expect((await service.call(authContract.me, {}, accessToken)).name).toBe('陈立');
    await service.kill('SIGTERM');
  }, 240_000);

  it('is refused where it was cut off, and never overwrites what is there', async () => {
    const file = join(folder, 'all.jsonl.gz');
    await expect(script('restore', file, demo.database)).rejects.toThrow(/is not empty/);
    const half = join(folder, 'half.jsonl.gz');
    const bytes = readFileSync(file);
    writeFileSync(half, bytes.subarray(0, Math.floor(bytes.length / 2)));
    await expect(script('restore', half, `${copy}_half`)).rejects.toThrow();
    expect(await demo.client.db(`${copy}_half`).listCollections().toArray()).toEqual([]);
  }, 120_000);
});
