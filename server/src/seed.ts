import { join } from 'node:path';
import { Bootstrap } from '@midwayjs/bootstrap';
import { dayOf } from '@qiangji/shared-types';
import { personCollection, unitCollection } from './features/org';
import { MongoService } from './platform/mongo';
import { makeOrg } from './seed/org';
import { seedParts } from './seed/parts';
import { SeededRandom } from './seed/random';

/** Any number does; this one is the day on which the plan was issued. */
const SEED = 20_181_118;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The bureau and its people alone: what a test of its own records has to begin with. */
const WITHOUT_HISTORY = process.argv.includes('--without-history');

/**
 * Fills an empty database with the demo: one bureau, 120 invented people and 60 days of history that
 * end today (`--without-history`: people alone). A seeded database is left alone; one whose seeding was cut off is emptied and seeded anew.
 */
async function seed(): Promise<void> {
  Bootstrap.configure({ appDir: join(__dirname, '..'), baseDir: __dirname });
  await Bootstrap.run();
  const container = Bootstrap.getApplicationContext();
  const mongo = await container.getAsync(MongoService);
  const marks = mongo.db.collection<{ _id: string; done: boolean }>('seed_marks');
  const mark = await marks.findOne({ _id: 'demo' });
  if (mark?.done) {
    say('the demo is seeded already');
    return;
  }
  const people = mongo.collection(personCollection);
  if (mark) await emptied(mongo);
  else if ((await people.countDocuments({})) > 0) {
    say('the database holds people who are not of the demo: nothing was seeded');
    return;
  }
  await marks.updateOne({ _id: 'demo' }, { $set: { done: false } }, { upsert: true });
  const random = new SeededRandom(SEED);
  const nowMs = Date.now();
  const today = dayOf(nowMs);
  const org = makeOrg(random, today);
  await mongo.collection(unitCollection).insertMany(org.units);
  await people.insertMany(org.people);
  say(`seeded ${org.units.length} units and ${org.people.length} people`);
  for (const part of WITHOUT_HISTORY ? [] : seedParts) {
    const began = Date.now();
    await part.run({ random, today, nowMs, mongo, container, ...org });
    say(`seeded ${part.name} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  await marks.updateOne({ _id: 'demo' }, { $set: { done: true } });
}

/** Removes what a cut-off seeding left; what boot puts in place (content) stays. */
async function emptied(mongo: MongoService): Promise<void> {
  const collections = await mongo.db.listCollections().toArray();
  for (const { name } of collections) {
    if (
      name !== 'seed_marks' &&
      name !== 'jobs' &&
      !/^(study_pieces|quiz_questions|standard_checklists|standard_duty_catalogues)$/.test(name)
    ) {
      await mongo.db.collection(name).deleteMany({});
    }
  }
}

// Midway's detector loads every file of this folder: only the process's own entry may start anything.
if (require.main === module) {
  seed()
    .then(() => Bootstrap.stop())
    .then(() => process.exit(0))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
}
