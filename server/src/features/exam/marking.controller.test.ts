import {
  examResultContract,
  noticeContract,
  type MarkingTask,
  type QuestionBody,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { examCollection, sittingCollection } from './exam.collection';
import { markingCollection } from './marking.collection';
import { MarkingRepository } from './marking.repository';
import { CLAIM_MS } from './marking.service';
import { KeyCorrectionService } from './marking.correction';
import { chose, satExam, solved, wrote, type Sat } from './result.test-kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
  // However slow this machine is, a handful of papers is marked again before the answer.
  (await kit.get(KeyCorrectionService)).patienceMs = 20_000;
});

afterAll(async () => {
  await kit.stop();
});

const paramsOf = ({ exam }: Sat) => ({ examId: exam._id });

function claim(sat: Sat, as: PersonKey, code: string | null = null) {
  const body = { ...phoneWrite(), code };
  return kit.ok(examResultContract.claimMarking, { params: paramsOf(sat), body }, as);
}

const fullMarks = (task: MarkingTask) =>
  task.parts.map(({ partId, criteria }) => ({
    partId,
    criteria: criteria.map(({ id, points }) => ({ id, points })),
  }));

const markOf = (task: MarkingTask) => ({
  params: { markingId: task.id },
  body: { ...phoneWrite(), version: task.version, parts: fullMarks(task), note: null },
});

const scoreOf = async (sat: Sat, as: PersonKey) =>
  (await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, as)).attempt?.score;

describe('marking by people', () => {
  it('goes through the queue, one answer to one marker, and adds to the score', async () => {
    const sat = await satExam(kit, {
      officer: { one: chose('a'), own: wrote('因为甲'), both: solved('c', '因为乙') },
      officer2: { own: wrote('因为丙') },
    });
    const params = paramsOf(sat);
    await kit.ok(examResultContract.findMarking, { params }, 'office', (found) => {
      expect(found).toMatchObject({ title: '第 3 期', waiting: 3 });
      const counts = found.questions.map(({ code, waiting }) => [code, waiting]);
      expect(counts).toEqual([['both', 1], ['own', 2]]); // prettier-ignore
    });
    const first = await claim(sat, 'office', 'own');
    await kit.ok(
      examResultContract.claimMarking,
      { params, body: { ...phoneWrite(), code: 'own' } },
      'legalOfficer',
      ({ task, left }) => {
        expect(task?.id).not.toBe(first.task!.id);
        expect(left).toBe(0);
      },
    );
    // Asking again gives what is in hand, and whose answer it is nobody is told.
    expect((await claim(sat, 'office', 'own')).task?.id).toBe(first.task!.id);
    expect(JSON.stringify(first)).not.toContain(kit.people.officer._id);
    await kit.ok(examResultContract.markAnswer, markOf(first.task!), 'office', (done) => {
      expect(done).toMatchObject({ scoreBp: 10_000 });
    });
    const last = await claim(sat, 'office', 'both');
    expect(last.task?.parts.map((one) => [one.partId, one.text])).toEqual([['p2', '因为乙']]);
    await kit.ok(examResultContract.markAnswer, markOf(last.task!), 'office');
    // 10 by machine, 10 for the case, and 10 for the written answer once it is marked.
    expect(await scoreOf(sat, 'officer')).toMatchObject({ maxCenti: 4_000 });
    const overview = await kit.ok(examResultContract.findMarking, { params }, 'office');
    expect(overview.questions).toMatchObject([
      { code: 'both', waiting: 0, claimed: 0, marked: 1 },
      { code: 'own', waiting: 0, claimed: 1, marked: 1 },
    ]);
  });

  it('shows the question as it was asked of whoever wrote the answer, options in that order', async () => {
    const answers = { both: solved('c', '我选 B，因为乙') };
    const sat = await satExam(kit, { officer: answers, officer2: answers, officer3: answers });
    const orderOf = (found: { body: QuestionBody } | undefined) => {
      if (found?.body.kind !== 'case') throw new Error('no case');
      return found.body.parts.map(({ body }) =>
        'options' in body ? body.options.map(({ id }) => id).join('') : '',
      );
    };
    const asked = new Map<string, string[]>();
    for (const as of ['officer', 'officer2', 'officer3'] as const) {
      const found = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, as);
      const item = found.attempt?.items?.find(({ code }) => code === 'both');
      asked.set(kit.people[as]._id, orderOf(item));
    }
    const rows = (await kit.get(MongoService)).collection(markingCollection);
    for (let i = 0; i < 3; i += 1) {
      const { task } = await claim(sat, 'office', 'both');
      const row = await rows.findOne({ _id: task!.id });
      expect(orderOf(task!)).toEqual(asked.get(row?.personId ?? ''));
      await kit.ok(examResultContract.markAnswer, markOf(task!), 'office');
    }
  });

  it('misses no answer of a paper that a corrected key came to first', async () => {
    const sat = await satExam(kit, {
      officer: { own: wrote('因为甲'), both: solved('c', '因为乙') },
    });
    const params = paramsOf(sat);
    const body = { ...phoneWrite(), change: { kind: 'everyone' as const }, reason: '题出偏了' };
    await kit.ok(
      examResultContract.correctKey,
      { params: { ...params, code: 'own' }, body },
      'office',
    );
    const waiting = async () => {
      const found = await kit.ok(examResultContract.findMarking, { params }, 'office');
      return found.questions.map((one) => [one.code, one.waiting]);
    };
    expect(await waiting()).toEqual([['both', 1]]);
  });

  it('goes on filling the queue where a crash left one of two answers out of it', async () => {
    const sat = await satExam(kit, {
      officer: { own: wrote('因为甲'), both: solved('c', '因为乙') },
    });
    const repository = await kit.get(MarkingRepository);
    const insert = repository.insertAll.bind(repository);
    const spy = jest.spyOn(repository, 'insertAll').mockImplementationOnce(async (rows) => {
      await insert(rows.slice(0, 1));
      throw new Error('killed');
    });
    const asked = { params: paramsOf(sat) };
    await kit.fails(examResultContract.findMarking, asked, 'office', 'INTERNAL');
    spy.mockRestore();
    await kit.ok(examResultContract.findMarking, asked, 'office', ({ questions }) => {
      expect(questions.map((one) => [one.code, one.waiting])).toEqual([['both', 1], ['own', 1]]); // prettier-ignore
    });
  });

  it('takes nothing that was queued of a paper set aside since for what another one waits for', async () => {
    const sat = await satExam(kit, {
      officer: { own: wrote('因为甲') },
      siblingOfficer: { own: wrote('因为乙') },
    });
    const { officer, siblingOfficer } = kit.people;
    const repository = await kit.get(MarkingRepository);
    const insert = repository.insertAll.bind(repository);
    const spy = jest
      .spyOn(repository, 'insertAll')
      .mockImplementationOnce((rows) => insert(rows.filter((row) => row.personId === officer._id)));
    const asked = { params: paramsOf(sat) };
    await kit.ok(examResultContract.findMarking, asked, 'office');
    spy.mockRestore();
    const mongo = await kit.get(MongoService);
    const queued = () => mongo.collection(markingCollection).distinct('personId', asked.params);
    expect(await queued()).toEqual([officer._id]);
    await mongo
      .collection(sittingCollection)
      .updateOne({ ...asked.params, personId: officer._id }, { $set: { setAside: 1 } });
    await kit.ok(examResultContract.findMarking, asked, 'office');
    expect(new Set(await queued())).toEqual(new Set([officer._id, siblingOfficer._id]));
  });

  it('says that more may come until all papers are in', async () => {
    const sat = await satExam(kit, { officer: { own: wrote('因为') } });
    const exams = (await kit.get(MongoService)).collection(examCollection);
    const params = paramsOf(sat);
    await kit.ok(examResultContract.findMarking, { params }, 'office', ({ complete }) => {
      expect(complete).toBe(true);
    });
    await exams.updateOne({ _id: sat.exam._id }, { $set: { settledAt: null } });
    await kit.ok(examResultContract.findMarking, { params }, 'office', ({ complete }) => {
      expect(complete).toBe(false);
    });
  });

  it('refuses marks that do not fit, marks of what is in another’s hand, and old versions', async () => {
    const sat = await satExam(kit, { officer: { own: wrote('因为') } });
    const { task } = await claim(sat, 'office');
    const good = markOf(task!);
    const short = { ...good, body: { ...good.body, parts: [{ partId: null, criteria: [{ id: 'c1', points: 1 }] }] } }; // prettier-ignore
    await kit.fails(examResultContract.markAnswer, short, 'office', 'VALIDATION_FAILED');
    await kit.fails(examResultContract.markAnswer, good, 'legalOfficer', 'STATE_CONFLICT');
    await kit.fails(examResultContract.markAnswer, good, 'outsiderOffice', 'NOT_FOUND');
    const old = { ...good, body: { ...good.body, version: task!.version - 1 } };
    await kit.fails(examResultContract.markAnswer, old, 'office', 'VERSION_CONFLICT');
    await kit.ok(examResultContract.markAnswer, good, 'office');
    // The same op again answers the same; nothing is marked twice.
    await kit.ok(examResultContract.markAnswer, good, 'office', (done) => {
      expect(done).toMatchObject({ scoreBp: 10_000, version: task!.version + 1 });
    });
    expect(await scoreOf(sat, 'officer')).toMatchObject({ centi: 1_000, waiting: 0 });
    expect((await claim(sat, 'legalOfficer')).task).toBeNull();
  });

  it('gives an answer to the next one when it is put back, or when its time is over', async () => {
    const sat = await satExam(kit, { officer: { own: wrote('因为') } });
    const { task } = await claim(sat, 'office');
    expect((await claim(sat, 'legalOfficer')).task).toBeNull();
    const release = { params: { markingId: task!.id }, body: { ...phoneWrite(), version: task!.version } }; // prettier-ignore
    await kit.ok(examResultContract.releaseMarking, release, 'office', (done) => {
      expect(done.scoreBp).toBeNull();
    });
    const next = await claim(sat, 'legalOfficer');
    expect(next.task?.id).toBe(task!.id);
    shiftClock(CLAIM_MS + 1);
    // Tokens do not live as long.
    kit.tokens.clear();
    try {
      expect((await claim(sat, 'office')).task?.id).toBe(task!.id);
      await kit.fails(examResultContract.markAnswer, markOf(next.task!), 'legalOfficer', 'VERSION_CONFLICT'); // prettier-ignore
    } finally {
      shiftClock(-CLAIM_MS - 1);
      kit.tokens.clear();
    }
  });

  it('lets nobody mark their own answer', async () => {
    const sat = await satExam(kit, { office: { own: wrote('因为') } });
    expect((await claim(sat, 'office')).task).toBeNull();
    expect((await claim(sat, 'legalOfficer')).task).not.toBeNull();
  });

  it('hands one answer to one of many who ask at once', async () => {
    const sat = await satExam(kit, { officer: { own: wrote('因为') } });
    const asked = ['office', 'legalOfficer', 'office', 'legalOfficer'] as const;
    const claims = await Promise.all(asked.map((as) => claim(sat, as)));
    const holders = new Set(asked.filter((_, i) => claims[i]?.task));
    expect(holders.size).toBe(1);
  });
});

describe('a key that was wrong', () => {
  const correct = (sat: Sat, change: object, reason = '答案印错了') => ({
    params: { ...paramsOf(sat), code: 'one' },
    body: { ...phoneWrite(), change, reason },
  });
  const other = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } };
  const inbox = async (as: PersonKey) =>
    (await kit.ok(noticeContract.listMine, { query: { limit: 100 } }, as)).items.filter((one) =>
      one.title.startsWith('有一道题重新评了分'),
    );

  it('is marked again for everybody; old and new are kept, and those whose points change are told', async () => {
    const sat = await satExam(kit, {
      officer: { one: chose('a') },
      officer2: { one: chose('b') },
      auxiliary: { one: chose('c') },
    });
    const asked = { ...correct(sat, other), body: { ...phoneWrite(), change: other, reason: '答案印错了' } }; // prettier-ignore
    await kit.ok(examResultContract.correctKey, asked, 'legalOfficer', (done) => {
      expect(done).toMatchObject({ code: 'one', kind: 'key', affected: 2, who: '𠮷田法' });
    });
    await kit.ok(examResultContract.correctKey, asked, 'legalOfficer');
    expect(await scoreOf(sat, 'officer')).toMatchObject({ centi: 0 });
    expect(await scoreOf(sat, 'officer2')).toMatchObject({ centi: 1_000 });
    const mine = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'officer');
    const [item] = mine.attempt?.items ?? [];
    expect(item).toMatchObject({ key: other.key, scoreBp: 0 });
    const change = { kind: 'corrected', beforeBp: 10_000, afterBp: 0, reason: '答案印错了' };
    expect(item?.changes).toMatchObject([change]);
    expect(await inbox('officer')).toHaveLength(1);
    expect(await inbox('officer2')).toHaveLength(1);
    expect(await inbox('auxiliary')).toHaveLength(0);
    await kit.ok(
      examResultContract.listCorrections,
      { params: paramsOf(sat) },
      'office',
      (page) => {
        expect(page.items).toMatchObject([{ reason: '答案印错了', affected: 2 }]);
      },
    );
    const key = { params: { ...paramsOf(sat), code: 'one' } };
    await kit.ok(examResultContract.findKey, key, 'office', (kept) => {
      expect(kept).toMatchObject({
        printed: { kind: 'single', answer: ['a'] },
        key: other.key,
        everyone: false,
        corrections: [{ key: other.key, reason: '答案印错了', who: '𠮷田法' }],
      });
    });
    const found = await kit.ok(examResultContract.findStatistics, { params: paramsOf(sat) }, 'office'); // prettier-ignore
    const one = found.questions.find((question) => question.code === 'one');
    expect(one).toMatchObject({ corrections: 1, facilityBp: 3_333 });
  });

  it('can give everybody the points, and be taken back', async () => {
    const sat = await satExam(kit, { siblingOfficer: { one: chose('c') }, siblingLeader: {} });
    const everyone = correct(sat, { kind: 'everyone' });
    const all = { params: everyone.params, body: { ...everyone.body, change: { kind: 'everyone' as const } } }; // prettier-ignore
    await kit.ok(examResultContract.correctKey, all, 'office');
    const kept = await kit.ok(examResultContract.findKey, { params: all.params }, 'office');
    expect(kept).toMatchObject({ everyone: true, corrections: [{ kind: 'everyone', key: null }] });
    expect(await scoreOf(sat, 'siblingOfficer')).toMatchObject({ centi: 1_000 });
    expect(await scoreOf(sat, 'siblingLeader')).toMatchObject({ centi: 1_000 });
    const back = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['a'] } };
    const taken = {
      params: all.params,
      body: { ...phoneWrite(), change: back, reason: '题没有错' },
    };
    await kit.ok(examResultContract.correctKey, taken, 'office');
    expect(await scoreOf(sat, 'siblingOfficer')).toMatchObject({ centi: 0 });
    const { attempt } = await kit.ok(examResultContract.findMine, { params: paramsOf(sat) }, 'siblingOfficer'); // prettier-ignore
    expect(attempt?.items?.[0]?.changes.map((one) => one.afterBp)).toEqual([10_000, 0]);
  });

  it('is worked through again by its job, and changes nothing twice', async () => {
    const sat = await satExam(kit, { liaison: { one: chose('a') } });
    const body = { ...phoneWrite(), change: other, reason: '答案印错了' };
    const params = { ...paramsOf(sat), code: 'one' };
    await kit.ok(examResultContract.correctKey, { params, body }, 'office');
    const job = (await kit.get(KeyCorrectionService)).job();
    await job.run({ at: new Date(), fence: 1, signal: new AbortController().signal });
    expect(await scoreOf(sat, 'liaison')).toMatchObject({ centi: 0 });
    expect(await inbox('liaison')).toHaveLength(1);
  });

  it('must fit its question, be on the paper and be the bureau’s', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } });
    const unknown = correct(sat, { kind: 'key', key: { kind: 'single', answer: ['z'] } });
    await kit.fails(examResultContract.correctKey, unknown, 'office', 'ANSWER_IMPOSSIBLE');
    const kind = correct(sat, { kind: 'key', key: { kind: 'numeric', value: 1, tolerance: 0 } });
    await kit.fails(examResultContract.correctKey, kind, 'office', 'ANSWER_IMPOSSIBLE');
    const off = { ...correct(sat, other), params: { ...paramsOf(sat), code: 'nowhere' } };
    await kit.fails(examResultContract.correctKey, off, 'office', 'NOT_ON_PAPER');
    const nowhere = { params: { ...paramsOf(sat), code: 'nowhere' } };
    await kit.fails(examResultContract.findKey, nowhere, 'office', 'NOT_ON_PAPER');
    await kit.fails(examResultContract.findKey, nowhere, 'leader', 'FORBIDDEN');
    await kit.fails(examResultContract.findKey, nowhere, 'outsiderOffice', 'NOT_FOUND');
    await kit.fails(examResultContract.correctKey, correct(sat, other), 'leader', 'FORBIDDEN');
    await kit.fails(examResultContract.correctKey, correct(sat, other), 'outsiderOffice', 'NOT_FOUND'); // prettier-ignore
  });
});
