import { Kit } from '../../../test/kit';
import { definedMigrations, MongoService } from '../../platform/mongo';
import { markingCollection } from './marking.collection';
import { MarkingQueue } from './marking.queue';
import { satExam, wrote, type Sat } from './result.test-kit';

it('migration 13 says which answer a marking is of, and leaves alone those that say it', async () => {
  const kit = await Kit.start();
  const mongo = await kit.get(MongoService);
  const queue = await kit.get(MarkingQueue);
  const sat: Sat = await satExam(kit, {
    officer: { one: wrote('不相干'), own: wrote('因为甲') },
    officer2: { own: wrote('因为乙') },
    leader: {},
  });
  await queue.fill(sat.exam);
  const markings = mongo.collection(markingCollection);
  await markings.updateMany({ code: 'own' }, { $unset: { answerSeq: 1 } });
  const { officer, officer2, leader } = sat.attempts;
  await markings.updateOne({ attemptId: officer2!._id, code: 'own' }, { $set: { answerSeq: 77 } });
  // Its attempt is gone: nothing tells.
  const gone = { attemptId: 'gone', code: 'own' };
  await markings.updateOne({ attemptId: leader!._id, code: 'own' }, { $set: gone });
  const { run } = definedMigrations().find((one) => one.number === 13)!;
  await run(mongo.db);
  await run(mongo.db);
  const seqOf = async (attemptId: string) =>
    (await markings.findOne({ attemptId, code: 'own' }))?.answerSeq;
  expect(await seqOf(officer!._id)).toBe(2);
  expect(await seqOf(officer2!._id)).toBe(77);
  expect(await seqOf('gone')).toBeUndefined();
  await kit.stop();
});
