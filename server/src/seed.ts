import { Bootstrap } from '@midwayjs/bootstrap';
import { dayOf } from '@qiangji/shared-types';
import { env } from './platform/env';
import { mongoClient } from './platform/mongo/driver';
import { ageOf, findMark, type SeedMark } from './seed/mark';

/** The bureau and its people alone: what a test of its own records has to begin with. */
const WITHOUT_HISTORY = process.argv.includes('--without-history');
/** How long the database may take to be found (ms). */
const SELECTION_TIMEOUT_MS = 5_000;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Asks without the whole service, which takes seconds to load: a demo starts again and again, and is seeded once. */
async function findDemo(): Promise<SeedMark | null> {
  const { mongodbUri, mongodbName } = env();
  const client = mongoClient(mongodbUri, { serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS });
  try {
    return await findMark(client.db(mongodbName));
  } finally {
    await client.close();
  }
}

/** Fills an empty database with the demo, or leaves the one that it finds. */
async function run(): Promise<void> {
  const mark = await findDemo();
  if (mark?.done) {
    say('the demo is seeded already');
    const age = ageOf(mark, dayOf(Date.now()));
    if (age) say(age);
    return;
  }
  const { fill } = await import('./seed/fill');
  await fill({ withHistory: !WITHOUT_HISTORY, say });
  await Bootstrap.stop();
}

// Midway's detector loads every file of this folder: only the process's own entry may start anything.
if (require.main === module) {
  run()
    .then(() => process.exit(0))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
}
