import { examContract, noticeContract } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { examDrawCollection, sittingCollection } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { newSitting } from './exam.rules';
import {
  beginExams,
  blueprint,
  examDraft,
  iso,
  makeExam,
  MINUTE,
  moveClock,
  publishedPaper,
  statesOf,
} from './exam.test-kit';

let kit: Kit;
let paperId: string;

beforeAll(async () => {
  ({ kit, paperId } = await beginExams(10, 5));
});

afterEach(() => {
  jest.restoreAllMocks();
  moveClock(kit, 0);
});

afterAll(() => kit.stop());

const audienceOf = (...posts: string[]) => ({
  audience: { ...examDraft(paperId, now()).audience, posts },
});

const publish = ({ id, version }: { id: string; version: number }) => ({
  params: { examId: id },
  body: { ...phoneWrite(), version },
});

async function changed(exam: { id: string; version: number }, ...posts: string[]) {
  const draft = examDraft(paperId, now(), audienceOf(...posts));
  const body = { ...phoneWrite(), version: exam.version, draft };
  return kit.ok(examContract.changeExam, { params: { examId: exam.id }, body }, 'office');
}

async function toldOf(who: PersonKey, examId: string): Promise<string[]> {
  const { items } = await kit.ok(noticeContract.listMine, {}, who);
  return items.filter(({ link }) => link?.id === examId).map(({ title }) => title);
}

it('is not sent out after the last moment to start it, though it is open for longer', async () => {
  const opensAt = iso(now() + MINUTE);
  const times = { ...examDraft(paperId, now()).times, opensAt, startWithinMin: 15 };
  const exam = await makeExam(kit, examDraft(paperId, now(), { times }));
  moveClock(kit, 20 * MINUTE);
  const asked = publish(exam);
  const { message } = await kit.fails(examContract.publishExam, asked, 'office', 'STATE_CONFLICT');
  expect(message).toContain('最晚开考的时间已经过了');
  expect(await toldOf('officer', exam.id)).toEqual([]);
  moveClock(kit, 15 * MINUTE);
  await kit.ok(examContract.publishExam, asked, 'office');
});

describe('a draft', () => {
  it('whose rule means nobody can be changed and sent out', async () => {
    const exam = await makeExam(kit, examDraft(paperId, now(), audienceOf('没有这个岗位')));
    const refused = await kit.fails(
      examContract.publishExam,
      publish(exam),
      'office',
      'STATE_CONFLICT',
    );
    expect(refused.message).toContain('请先改范围');
    const better = await changed(exam, '协管员');
    await kit.ok(examContract.publishExam, publish(better), 'office', ({ draw }) => {
      expect(draw).toMatchObject({ candidates: 1, drawn: 1 });
    });
  });

  it('that was drawn and never sent out is drawn anew for what it was changed to', async () => {
    const exam = await makeExam(kit, examDraft(paperId, now(), audienceOf('队员')));
    const repository = await kit.get(ExamRepository);
    jest.spyOn(repository, 'saveStep').mockRejectedValueOnce(new Error('killed'));
    await kit.fails(examContract.publishExam, publish(exam), 'office', 'INTERNAL');
    const first = await repository.findDraw(exam.id);
    // Nobody was told of it: sent out as it is, it is the same draw.
    jest.spyOn(repository, 'saveStep').mockRejectedValueOnce(new Error('killed'));
    await kit.fails(examContract.publishExam, publish(exam), 'office', 'INTERNAL');
    expect(await repository.findDraw(exam.id)).toEqual(first);
    const better = await changed(exam, '协管员');
    await kit.ok(examContract.publishExam, publish(better), 'office');
    const { auxiliary } = kit.people;
    expect((await repository.findDraw(exam.id))?.drawn).toEqual([auxiliary._id]);
    expect([...(await statesOf(kit, exam.id)).keys()]).toEqual([auxiliary._id]);
    expect(await toldOf('officer', exam.id)).toEqual([]);
  });

  it('with a draw and sittings of before, when both were made ahead, is sent out as it is now', async () => {
    const exam = await makeExam(kit, examDraft(paperId, now(), audienceOf('队员')));
    const mongo = await kit.get(MongoService);
    const { _id: personId, unitPath } = kit.people.officer;
    const drawn = { candidates: [personId], drawn: [personId], seed: 'ab'.repeat(32) };
    await mongo
      .collection(examDrawCollection)
      .insertOne({ _id: exam.id, unitPath, ...drawn, schemaVersion: 1 });
    const toldAt = new Date(now() - MINUTE);
    const whose = { _id: makeId(), examId: exam.id, personId, unitPath, toldAt, deferred: null };
    await mongo.collection(sittingCollection).insertOne(newSitting(whose));
    const better = await changed(exam, '协管员');
    await kit.ok(examContract.publishExam, publish(better), 'office');
    expect([...(await statesOf(kit, exam.id)).keys()]).toEqual([kit.people.auxiliary._id]);
  });

  it('is not sent out as it was before somebody changed it meanwhile', async () => {
    const exam = await makeExam(kit, examDraft(paperId, now(), audienceOf('队员')));
    const repository = await kit.get(ExamRepository);
    const insert = repository.insertDraw.bind(repository);
    jest.spyOn(repository, 'insertDraw').mockImplementationOnce(async (draw) => {
      const better = await changed(exam, '协管员');
      await kit.ok(examContract.publishExam, publish(better), 'office');
      return insert(draw);
    });
    await kit.fails(examContract.publishExam, publish(exam), 'office', 'VERSION_CONFLICT');
    expect((await repository.findDraw(exam.id))?.drawn).toEqual([kit.people.auxiliary._id]);
    expect([...(await statesOf(kit, exam.id)).keys()]).toEqual([kit.people.auxiliary._id]);
  });

  it('is thrown away without a word to anybody, and its paper may be put away', async () => {
    const paper = await publishedPaper(kit, blueprint(2));
    const exam = await makeExam(kit, examDraft(paper.id, now()));
    const archive = {
      params: { paperId: paper.id },
      body: { ...phoneWrite(), version: paper.version },
    };
    await kit.fails(examContract.archivePaper, archive, 'office', 'STATE_CONFLICT');
    const body = { ...phoneWrite(), version: exam.version, reason: '没发，删掉了' };
    const cancel = { params: { examId: exam.id }, body };
    const done = await kit.ok(examContract.cancelExam, cancel, 'office');
    expect(done).toMatchObject({ state: 'cancelled', publishedAt: null });
    expect(await kit.ok(examContract.cancelExam, cancel, 'office')).toEqual(done);
    const { items } = await kit.ok(examContract.listExams, {}, 'office');
    expect(items.map(({ id }) => id)).not.toContain(exam.id);
    expect(await toldOf('officer', exam.id)).toEqual([]);
    await kit.ok(examContract.archivePaper, archive, 'office');
  });
});

it('is not stopped once people may see its keys', async () => {
  const exam = await kit.ok(
    examContract.publishExam,
    publish(await makeExam(kit, examDraft(paperId, now()))),
    'office',
  );
  moveClock(kit, 62 * MINUTE);
  const body = { ...phoneWrite(), version: exam.version, reason: '卷子有错' };
  const cancel = { params: { examId: exam.id }, body };
  const { message } = await kit.fails(examContract.cancelExam, cancel, 'office', 'STATE_CONFLICT');
  expect(message).toContain('标准答案已经能看了');
});
