import { Kit } from '../../../test/kit';
import { JournalService } from '../../platform/journal';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { attemptCollection, attemptJournal } from './attempt.collection';
import { chose, satExam } from './result.test-kit';
import { centiOf } from './snapshot.rules';

it('migration 3 takes absences from the events, and leaves alone what was folded since', async () => {
  const kit = await Kit.start();
  const mongo = await kit.get(MongoService);
  const { attempts } = await satExam(kit, { officer: { one: chose('a') }, officer2: {} });
  const rows = mongo.collection(attemptCollection);
  const [old, since] = [attempts.officer!, attempts.officer2!];
  const before = { $set: { leaves: 1 }, $unset: { absences: 1, answered: 1 } } as const;
  await rows.updateOne({ _id: old._id }, before);
  const at = new Date('2026-08-03T08:00:00.000Z');
  const absences = [{ at, awayMs: 1_000 }];
  await rows.updateOne({ _id: since._id }, { $set: { leaves: 1, absences } });
  const journal = await kit.get(JournalService);
  for (const attemptId of [old._id, since._id]) {
    const leave = { type: 'leave' as const, attemptId, seq: 3, at, deviceAt: at, awayMs: 20_000 };
    await journal.append(attemptJournal, leave);
  }
  const { run } = definedMigrations().find((one) => one.number === 3)!;
  await run(mongo.db);
  await run(mongo.db);
  const told = { answered: 1, absences: [{ at, awayMs: 20_000 }] };
  expect(await rows.findOne({ _id: old._id })).toMatchObject(told);
  expect(await rows.findOne({ _id: since._id })).toMatchObject({ answered: 0, absences });
  await kit.stop();
});

it('migration 4 counts once what a machine gave within an answer that waits for a person', async () => {
  const kit = await Kit.start();
  const mongo = await kit.get(MongoService);
  const { attempts } = await satExam(kit, { officer: { one: chose('a') } });
  const rows = mongo.collection(attemptCollection);
  const { _id, grades } = attempts.officer!;
  const [first, ...others] = grades;
  // A case of which the machine has judged one part; as it was counted before.
  const waiting = { ...first!, state: 'needs_marking' as const, scoreBp: 4_000 };
  const before = { grades: [waiting, ...others], toMark: 1, centi: 99 };
  await rows.updateOne({ _id }, { $set: before });
  const { run } = definedMigrations().find((one) => one.number === 4)!;
  await run(mongo.db);
  await run(mongo.db);
  expect(await rows.findOne({ _id })).toMatchObject({ ...before, centi: centiOf(others) });
  await kit.stop();
});
