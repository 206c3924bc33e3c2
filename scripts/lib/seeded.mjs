import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../database.mjs';
import { demoEnvironment, seedDemo } from './demo.mjs';

/** As e2e/lib/demo.ts calls it. */
const SEEDED_NAME = 'qj_seeded';

/**
 * The demo with its sixty days, seeded once into a data folder of its own that tests copy: seeding takes a quarter
 * of a minute, a whole one on the slow database. Needs the built service. Answers the folder; it goes away with this process.
 */
export async function seededFolder() {
  const home = mkdtempSync(join(tmpdir(), 'qiangji-seeded-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  const database = await startDatabase({ home, durable: false });
  const env = demoEnvironment({ database, home, port: 0 });
  try {
    await seedDemo({ ...env, MONGODB_DB: SEEDED_NAME });
  } finally {
    // Cleanly: only then is the folder whole.
    await database.stop();
  }
  return home;
}
