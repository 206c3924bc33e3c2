import { join } from 'node:path';
import { Bootstrap } from '@midwayjs/bootstrap';
import { dayOf } from '@qiangji/shared-types';
import { personCollection, unitCollection } from '../features/org';
import { MongoService } from '../platform/mongo';
import { findMark, SEED_MARKS, type SeedMark } from './mark';
import { makeOrg } from './org';
import { seedParts } from './parts';
import { SeededRandom } from './random';

/** Any number does; this one is the day on which the plan was issued. */
const SEED = 20_181_118;

interface Filling {
  /** Without it people alone. */
  withHistory: boolean;
  say: (text: string) => void;
}

/**
 * Fills an empty database with the demo: one bureau, 120 invented people and 60 days of history that end
 * today. A database of somebody else's people is left alone; one whose seeding was cut off is emptied and
 * seeded anew.
 */
export async function fill({ withHistory, say }: Filling): Promise<void> {
  Bootstrap.configure({ appDir: join(__dirname, '..', '..'), baseDir: join(__dirname, '..') });
  await Bootstrap.run();
  const container = Bootstrap.getApplicationContext();
  const mongo = await container.getAsync(MongoService);
  const marks = mongo.db.collection<SeedMark>(SEED_MARKS);
  const people = mongo.collection(personCollection);
  const mark = await findMark(mongo.db);
  // Another seeding may have come to its end while this process started.
  if (mark?.done) {
    say('the demo is seeded already');
    return;
  }
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
  for (const part of withHistory ? seedParts : []) {
    const began = Date.now();
    await part.run({ random, today, nowMs, mongo, container, ...org });
    say(`seeded ${part.name} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  await marks.updateOne({ _id: 'demo' }, { $set: { done: true, day: today } });
}

/** Removes what a cut-off seeding left; what boot puts in place (content) stays. */
async function emptied(mongo: MongoService): Promise<void> {
  const collections = await mongo.db.listCollections().toArray();
  for (const { name } of collections) {
    if (
      name !== SEED_MARKS &&
      name !== 'jobs' &&
      !/^(study_pieces|quiz_questions|standard_checklists|standard_duty_catalogues)$/.test(name)
    ) {
      await mongo.db.collection(name).deleteMany({});
    }
  }
}
