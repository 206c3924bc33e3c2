import { examResultContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { noticeCollection } from '../notice';
import { attemptCollection, type AttemptDocument } from './attempt.collection';
import { KeyCorrectionService } from './marking.correction';
import { markingCollection } from './marking.collection';
import { MarkingRepository } from './marking.repository';
import { moveClock } from './exam.test-kit';
import { examCollection } from './exam.collection';
import { ResultRepository } from './result.repository';
import { chose, satExam, type Sat } from './result.test-kit';
import { doneWithin } from './within';

/** More than are read at once, and no whole number of that. */
const MANY = 450;
const HOUR = 3_600_000;

let kit: Kit;
let service: KeyCorrectionService;

beforeAll(async () => {
  kit = await Kit.start();
  service = await kit.get(KeyCorrectionService);
});

beforeEach(() => {
  service.patienceMs = 20_000;
});

afterAll(async () => {
  await kit.stop();
});

async function sat(count: number): Promise<Sat & { own: AttemptDocument }> {
  const one = await satExam(kit, { officer: { one: chose('a') } });
  const own = one.attempts.officer!;
  const others = Array.from({ length: count - 1 }, (_, i) => {
    const _id = makeId();
    return { ...own, _id, sittingId: _id, personId: `${one.exam._id} ${i}` };
  });
  if (others.length > 0) {
    await (await kit.get(MongoService)).collection(attemptCollection).insertMany(others);
  }
  return { ...one, own };
}

const correction = ({ exam }: Sat) => ({
  params: { examId: exam._id, code: 'one' },
  body: {
    ...phoneWrite(),
    change: { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } },
    reason: '答案印错了',
  },
});

async function marksOf({ exam }: Sat): Promise<number[]> {
  const markings = (await kit.get(MongoService)).collection(markingCollection);
  const rows = await markings.find({ examId: exam._id, code: 'one' }).toArray();
  return rows.map((row) => row.marks.filter((mark) => mark.kind === 'corrected').length);
}

async function toldOf({ exam }: Sat): Promise<number> {
  const notices = (await kit.get(MongoService)).collection(noticeCollection);
  return notices.countDocuments({ 'link.id': exam._id, key: /^exam-corrected/ });
}

it('answers before all are marked again, and goes on by itself', async () => {
  const many = await sat(MANY);
  service.patienceMs = 0;
  const asked = correction(many);
  await kit.ok(examResultContract.correctKey, asked, 'office', (done) => {
    expect(done).toMatchObject({ affected: null });
  });
  // Asked again, one waits for what is under way.
  service.patienceMs = 20_000;
  const done = await kit.ok(examResultContract.correctKey, asked, 'office');
  expect(done.affected).toBe(MANY);
  expect(await marksOf(many)).toEqual(Array<number>(MANY).fill(1));
  expect(await toldOf(many)).toBe(MANY);
});

it('is told also to those who may have learned the old key, though their points stay', async () => {
  const answers = { officer: { one: chose('a') }, officer2: { one: chose('c') } };
  const titlesOf = async ({ exam }: Sat, key: 'officer' | 'officer2') => {
    const notices = (await kit.get(MongoService)).collection(noticeCollection);
    const own = { 'link.id': exam._id, personId: kit.people[key]._id, key: /^exam-corrected/ };
    return (await notices.find(own).toArray()).map(({ title }) => title.split('：')[0]);
  };
  const seen = await satExam(kit, answers);
  await kit.ok(examResultContract.correctKey, correction(seen), 'office');
  expect(await titlesOf(seen, 'officer')).toEqual(['有一道题重新评了分']);
  expect(await titlesOf(seen, 'officer2')).toEqual(['有一道题的答案更正了']);
  const review = { ...seen.exam.draft.review, keys: 'when_released' as const };
  const unseen = await satExam(kit, answers, { review });
  await kit.ok(examResultContract.correctKey, correction(unseen), 'office');
  expect(await titlesOf(unseen, 'officer')).toHaveLength(1);
  // They will see the right one.
  expect(await titlesOf(unseen, 'officer2')).toEqual([]);
});

it('is done by the job where nobody went on', async () => {
  const many = await sat(MANY);
  const repository = await kit.get(MarkingRepository);
  const broken = jest.spyOn(repository, 'saveCorrected').mockRejectedValueOnce(new Error('killed'));
  const asked = correction(many);
  await kit.fails(examResultContract.correctKey, asked, 'office', 'INTERNAL');
  broken.mockRestore();
  expect(await marksOf(many)).toEqual([]);
  await service.job().run({ at: new Date(), fence: 1, signal: new AbortController().signal });
  expect(await marksOf(many)).toHaveLength(MANY);
  expect(await toldOf(many)).toBe(MANY);
  const { params } = asked;
  const { items } = await kit.ok(examResultContract.listCorrections, { params: { examId: params.examId } }, 'office'); // prettier-ignore
  expect(items).toMatchObject([{ affected: MANY }]);
});

it('goes on with those handed in later, and not once more with all the others', async () => {
  const few = await sat(3);
  const mongo = await kit.get(MongoService);
  const attempts = mongo.collection(attemptCollection);
  // Somebody still writes on this paper, in a window of their own.
  await mongo
    .collection(examCollection)
    .updateOne({ _id: few.exam._id }, { $set: { settledAt: null } });
  const looked = jest.spyOn(await kit.get(ResultRepository), 'listFinal');
  const look = async () => {
    looked.mockClear();
    const at = new Date(now());
    await service.job().run({ at, fence: 1, signal: new AbortController().signal });
    const found = await Promise.all(looked.mock.results.map(({ value }) => value as unknown));
    return found.flat().length;
  };
  await kit.ok(examResultContract.correctKey, correction(few), 'office');
  moveClock(kit, HOUR);
  expect(await look()).toBeLessThanOrEqual(3);
  expect(await look()).toBe(0);
  const _id = makeId();
  const late = { _id, sittingId: _id, personId: 'late', gradedAt: new Date(now()) };
  await attempts.insertOne({ ...few.own, ...late });
  expect(await look()).toBe(1);
  expect(await marksOf(few)).toEqual([1, 1, 1, 1]);
  expect(await toldOf(few)).toBe(4);
  looked.mockRestore();
  moveClock(kit, 0);
});

it('looks again where somebody marked meanwhile', async () => {
  const few = await sat(3);
  const repository = await kit.get(MarkingRepository);
  const markings = (await kit.get(MongoService)).collection(markingCollection);
  const save = repository.saveCorrected.bind(repository);
  const spy = jest.spyOn(repository, 'saveCorrected').mockImplementationOnce(async (writes) => {
    const [first] = writes;
    if (!first || !('fresh' in first)) throw new Error('nothing was there before');
    // A marker puts one of them into the queue first.
    await markings.insertOne({ ...first.fresh, _id: makeId(), marks: [], scoreBp: 10_000 });
    await save(writes);
  });
  await kit.ok(examResultContract.correctKey, correction(few), 'office', ({ affected }) => {
    expect(affected).toBe(3);
  });
  spy.mockRestore();
  expect(await marksOf(few)).toEqual([1, 1, 1]);
});

describe('waiting for work', () => {
  it('brings what it brings in time, and its error', async () => {
    expect(await doneWithin(60_000, Promise.resolve(7))).toBe(7);
    await expect(doneWithin(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('ends with the time, whatever becomes of the work', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<number>((_, failed) => (fail = failed));
    expect(await doneWithin(1, work)).toBeUndefined();
    fail(new Error('later'));
    await expect(work).rejects.toThrow('later');
  });
});
