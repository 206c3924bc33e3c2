import { examContract, examResultContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { noticeCollection } from '../notice';
import { attemptCollection } from './attempt.collection';
import { examCollection } from './exam.collection';
import { examDraft, iso, makeExam, MINUTE, moveClock } from './exam.test-kit';
import { KeyCorrectionService } from './marking.correction';
import { MarkingRepository } from './marking.repository';
import { paperCollection } from './paper.collection';
import { alongside, chose, makeDrawn, satExam, type Sat } from './result.test-kit';
import { WithheldService } from './withheld.service';

const HOUR = 60 * MINUTE;
const KEY_B = { kind: 'key' as const, key: { kind: 'single' as const, answer: ['b'] } };

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
  (await kit.get(KeyCorrectionService)).patienceMs = 20_000;
});

afterEach(async () => {
  moveClock(kit, 0);
  // Of one test no exam is on its way in the next.
  await (await exams()).updateMany({ settledAt: null }, { $set: { settledAt: new Date() } });
  const over = { $set: { lastCloseAt: new Date(now() - HOUR) } };
  await (await exams()).updateMany({ lastCloseAt: { $gte: new Date(now() - HOUR) } }, over);
});

afterAll(async () => {
  await kit.stop();
});

const exams = async () => (await kit.get(MongoService)).collection(examCollection);

async function resultOf({ exam }: Sat, as: PersonKey) {
  // What is written here past the service is known to it at once.
  (await kit.get(WithheldService)).forget(UNITS.bureau);
  const params = { examId: exam._id };
  return kit.ok(examResultContract.findMine, { params }, as);
}

async function itemsOf(sat: Sat, as: PersonKey) {
  const { attempt } = await resultOf(sat, as);
  return new Map((attempt?.items ?? []).map((one) => [one.code, one]));
}

describe('a paper whose keys people may see by an earlier exam', () => {
  it('is planned for no exam any more, and none that was planned is sent out or changed to it', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } }, { closedAgoMs: -10 * MINUTE });
    const { paperId } = sat.exam.draft;
    const planned = await makeExam(kit, examDraft(paperId, now()));
    moveClock(kit, 12 * MINUTE);
    const params = { examId: planned.id };
    const body = { ...phoneWrite(), version: planned.version };
    const asked = { params, body };
    const refused = await kit.fails(examContract.publishExam, asked, 'office', 'STATE_CONFLICT');
    expect(refused.message).toContain('第 3 期');
    const draft = examDraft(paperId, now());
    const change = { params, body: { ...body, ...phoneWrite(), draft } };
    await kit.fails(examContract.changeExam, change, 'office', 'STATE_CONFLICT');
    const create = { body: { ...phoneWrite(), draft } };
    await kit.fails(examContract.createExam, create, 'office', 'STATE_CONFLICT');
    // Of another paper with the same questions nobody has seen the keys yet.
    const fresh = await satExam(kit, {}, { closedAgoMs: -20 * MINUTE });
    await makeExam(kit, examDraft(fresh.exam.draft.paperId, now()));
  });

  it('is so by points beside the answers too, and not once the exam was stopped', async () => {
    const review = { score: 'after_close', answers: 'after_close', keys: 'never', explanations: 'never' } as const; // prettier-ignore
    const sat = await satExam(kit, { officer: { one: chose('a') } }, { review });
    const create = { body: { ...phoneWrite(), draft: examDraft(sat.exam.draft.paperId, now()) } };
    await kit.fails(examContract.createExam, create, 'office', 'STATE_CONFLICT');
    const stopped = await satExam(kit, { officer: { one: chose('a') } });
    await (await exams()).updateOne({ _id: stopped.exam._id }, { $set: { state: 'cancelled' } });
    const one = (await itemsOf(stopped, 'officer')).get('one');
    expect(one).toMatchObject({ answer: chose('a'), key: null, explanation: null, scoreBp: null });
    await makeExam(kit, examDraft(stopped.exam.draft.paperId, now()));
  });
});

describe('a paper that people may read, though its keys never come', () => {
  const review = { score: 'never', answers: 'after_close', keys: 'never', explanations: 'never' } as const; // prettier-ignore
  const window = { opensAt: iso(Date.now()), closesAt: iso(Date.now() + 2 * HOUR) };

  it('is planned for no further exam where it asks everybody the same', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } }, { review });
    const create = () => ({
      body: { ...phoneWrite(), draft: examDraft(sat.exam.draft.paperId, now()) },
    });
    const refused = await kit.fails(examContract.createExam, create(), 'office', 'STATE_CONFLICT');
    expect(refused.message).toContain('已经能看答卷');
    // Drawn for each of them it may be another one.
    await makeDrawn(kit, sat);
    await kit.ok(examContract.createExam, create(), 'office');
  });

  it('is sat another time by whoever could not read it, and while they may nobody does', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') }, officer2: 'deferred' }, { review }); // prettier-ignore
    expect((await resultOf(sat, 'officer')).shown.answers).toBe(true);
    const params = { examId: sat.exam._id };
    const body = { ...phoneWrite(), ...window, personIds: null };
    expect((await kit.ok(examContract.makeUp, { params, body }, 'office')).people).toBe(1);
    expect((await resultOf(sat, 'officer')).attempt?.items).toBeNull();
  });

  it('is sat by whoever was deferred while nobody may read it', async () => {
    const sealed = { ...review, answers: 'when_released' } as const;
    const sat = await satExam(kit, { officer: { one: chose('a') }, officer2: 'deferred' }, { review: sealed }); // prettier-ignore
    const params = { examId: sat.exam._id };
    const body = { ...phoneWrite(), ...window, personIds: null };
    expect((await kit.ok(examContract.makeUp, { params, body }, 'office')).people).toBe(1);
  });

  it('is promised to nobody before all have sat', async () => {
    const { exam } = await satExam(kit, {}, { closedAgoMs: -10 * MINUTE });
    const draft = examDraft(exam.draft.paperId, now());
    const early = { ...draft, review: { ...draft.review, answers: 'after_submit' as const } };
    const create = { body: { ...phoneWrite(), draft: early } };
    await kit.fails(examContract.createExam, create, 'office', 'VALIDATION_FAILED');
  });
});

describe('an exam whose keys were released', () => {
  const review = { score: 'after_close', answers: 'after_close', keys: 'when_released', explanations: 'when_released' } as const; // prettier-ignore
  const window = () => ({
    opensAt: new Date(now()).toISOString(),
    closesAt: new Date(now() + 2 * HOUR).toISOString(),
  });

  it('gives nobody time any more, though its paper is still sat in another one', async () => {
    const released = new Date(now() - MINUTE);
    const sat = await satExam(kit, { officer: { one: chose('a') }, officer2: 'deferred' }, { review }); // prettier-ignore
    await (await exams()).updateOne({ _id: sat.exam._id }, { $set: { releasedAt: released } });
    await alongside(kit, sat);
    const params = { examId: sat.exam._id };
    const again = { params, body: { ...phoneWrite(), ...window(), personIds: null } };
    const refused = await kit.fails(examContract.makeUp, again, 'office', 'STATE_CONFLICT');
    expect(refused.message).toContain('已经公布');
    const personIds = [kit.people.officer3._id];
    const add = { ...phoneWrite(), version: 1, personIds, window: window() };
    await kit.fails(examContract.addPeople, { params, body: add }, 'office', 'STATE_CONFLICT');
    expect((await (await exams()).findOne({ _id: sat.exam._id }))?.lastCloseAt).toEqual(
      sat.exam.lastCloseAt,
    );
  });

  it('shows none of them elsewhere while somebody sits it in time given before', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } });
    const closesAt = new Date(now() + HOUR);
    const draft = { ...sat.exam.draft, review };
    const more = { draft, lastCloseAt: closesAt, releasedAt: new Date(now() - MINUTE) };
    const reopened = await alongside(kit, sat, more);
    expect((await resultOf(sat, 'officer')).attempt?.items).toBeNull();
    const service = await kit.get(WithheldService);
    expect((await service.codesOf(UNITS.bureau)).has('one')).toBe(true);
    const body = { ...phoneWrite(), version: reopened.version, reason: '卷子有错' };
    const cancel = { params: { examId: reopened._id }, body };
    await kit.fails(examContract.cancelExam, cancel, 'office', 'STATE_CONFLICT');
    moveClock(kit, HOUR + 2 * MINUTE);
    expect((await itemsOf(sat, 'officer')).get('one')?.key).not.toBeNull();
  });
});

describe('keys of a question that others are still asked', () => {
  it('wait for another exam on the same paper, which takes people in meanwhile', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a') } });
    await makeDrawn(kit, sat);
    const later = await alongside(kit, sat);
    const one = (await itemsOf(sat, 'officer')).get('one');
    expect(one).toMatchObject({ answer: chose('a'), withheld: true, scoreBp: null });
    expect(one).toMatchObject({ key: null, explanation: null, everyone: false });
    expect((await resultOf(sat, 'officer')).shown).toMatchObject({ score: true, keys: false });
    const personIds = [kit.people.officer3._id];
    const add = { ...phoneWrite(), version: later.version, personIds, window: null };
    await kit.ok(examContract.addPeople, { params: { examId: later._id }, body: add }, 'office');
    moveClock(kit, HOUR + 2 * MINUTE);
    expect((await resultOf(sat, 'officer')).shown.keys).toBe(true);
    const shown = (await itemsOf(sat, 'officer')).get('one');
    expect(shown).toMatchObject({ scoreBp: 10_000, explanation: '解析 one' });
    expect(shown?.key).not.toBeNull();
    expect(shown).not.toHaveProperty('withheld');
  });

  it('wait for an exam on another paper where that asks the question, and for no release there', async () => {
    const sat = await satExam(kit, { officer: { one: chose('a'), two: chose('b') } });
    const other = await satExam(kit, {}, { closedAgoMs: -10 * MINUTE });
    const papers = (await kit.get(MongoService)).collection(paperCollection);
    const pools = [{ id: 'q2', count: 1, points: 10, codes: ['two'] }];
    await papers.updateOne({ _id: other.exam.draft.paperId }, { $set: { pools } });
    await makeDrawn(kit, other);
    const late = { ...other.exam.draft.review, keys: 'when_released' as const };
    const change = { settledAt: null, 'draft.review': { ...late, score: 'never' as const } };
    await (await exams()).updateOne({ _id: other.exam._id }, { $set: change });
    moveClock(kit, MINUTE);
    const items = await itemsOf(sat, 'officer');
    expect([items.get('one')?.scoreBp, items.get('one')?.withheld]).toEqual([10_000, undefined]);
    expect(items.get('two')).toMatchObject({ key: null, scoreBp: null, withheld: true });
    // What is missing of the total would be the points of that question.
    const held = await resultOf(sat, 'officer');
    expect(held.attempt).toMatchObject({ score: null, scoreWithheld: true });
    expect(held.shown).toMatchObject({ score: false, itemScores: true, answers: true });
    await (await exams()).updateOne({ _id: other.exam._id }, { $set: { settledAt: new Date() } });
    moveClock(kit, 2 * MINUTE);
    expect((await itemsOf(sat, 'officer')).get('two')?.key).not.toBeNull();
    const out = await resultOf(sat, 'officer');
    expect(out.attempt).toMatchObject({ score: { centi: 2_000 } });
    expect(out.attempt).not.toHaveProperty('scoreWithheld');
  });
});

describe('a key that is corrected', () => {
  const correction = ({ exam }: Sat) => ({
    params: { examId: exam._id, code: 'one' },
    body: { ...phoneWrite(), change: KEY_B, reason: '应当选乙' },
  });
  const told = async (examId: string) => {
    const notices = (await kit.get(MongoService)).collection(noticeCollection);
    return notices.countDocuments({ 'link.id': examId, key: /^exam-corrected/ });
  };

  it('is asked for by an appeal that nobody answers, however, while others are to sit the question', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b'), two: chose('a') } });
    const params = { examId: sat.exam._id };
    const attemptId = sat.attempts.officer!._id;
    const appealed = async (code: string) => {
      const body = { ...phoneWrite(), attemptId, text: '应当选乙' };
      const asked = { params: { ...params, code }, body };
      return (await kit.ok(examResultContract.appealQuestion, asked, 'officer')).id;
    };
    const decision = { outcome: 'rejected' as const };
    const decide = (appealId: string) => ({
      params: { appealId },
      body: { ...phoneWrite(), version: 1, reason: '答案没错', decision },
    });
    const [one, two] = [decide(await appealed('one')), decide(await appealed('two'))];
    await kit.ok(examResultContract.decideAppeal, one, 'office');
    expect((await itemsOf(sat, 'officer')).get('one')?.appeal?.reason).toBe('答案没错');
    // Another paper asks it, too.
    const other = await satExam(kit, {}, { title: '第 5 期', closedAgoMs: -10 * MINUTE });
    await makeDrawn(kit, other);
    await (await exams()).updateOne({ _id: other.exam._id }, { $set: { settledAt: null } });
    const refused = await kit.fails(
      examResultContract.decideAppeal,
      two,
      'office',
      'STATE_CONFLICT',
    );
    expect(refused.message).toContain('考完再答复这道题的申诉');
    // What was answered before is kept to itself from now on; a repeat answers the same.
    const waiting = { state: 'open', reason: null, decidedAt: null };
    expect((await itemsOf(sat, 'officer')).get('one')?.appeal).toMatchObject(waiting);
    await kit.ok(examResultContract.decideAppeal, one, 'office');
    moveClock(kit, HOUR + 2 * MINUTE);
    await kit.ok(examResultContract.decideAppeal, two, 'office');
    expect((await itemsOf(sat, 'officer')).get('two')?.appeal?.state).toBe('rejected');
  });

  it('waits until nobody is to sit the paper in another exam, also where an appeal asks for it', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') } });
    const attemptId = sat.attempts.officer!._id;
    const appeal = { params: { examId: sat.exam._id, code: 'one' }, body: { ...phoneWrite(), attemptId, text: '应当选乙' } }; // prettier-ignore
    const { id } = await kit.ok(examResultContract.appealQuestion, appeal, 'officer');
    const ahead = { opensAt: new Date(now() + MINUTE) };
    await alongside(kit, sat, ahead);
    const asked = correction(sat);
    const refused = await kit.fails(
      examResultContract.correctKey,
      asked,
      'office',
      'STATE_CONFLICT',
    );
    expect(refused.message).toContain('第 4 期');
    const decision = { outcome: 'upheld' as const, change: KEY_B };
    const decide = { params: { appealId: id }, body: { ...phoneWrite(), version: 1, reason: '成立', decision } }; // prettier-ignore
    await kit.fails(examResultContract.decideAppeal, decide, 'office', 'STATE_CONFLICT');
    moveClock(kit, HOUR + 2 * MINUTE);
    await kit.ok(examResultContract.decideAppeal, decide, 'office', (one) => {
      expect(one.state).toBe('upheld');
    });
  });

  it('is finished by a repeat, also where an appeal asked for it, though others sit the paper since', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') }, officer2: { one: chose('b') } });
    const attemptId = sat.attempts.officer!._id;
    const appeal = { params: { examId: sat.exam._id, code: 'one' }, body: { ...phoneWrite(), attemptId, text: '应当选乙' } }; // prettier-ignore
    const { id } = await kit.ok(examResultContract.appealQuestion, appeal, 'officer');
    const asked = correction(sat);
    const done = await kit.ok(examResultContract.correctKey, asked, 'office');
    const decision = { outcome: 'upheld' as const, change: { kind: 'everyone' as const } };
    const decide = { params: { appealId: id }, body: { ...phoneWrite(), version: 1, reason: '成立', decision } }; // prettier-ignore
    // The service stops between the decision and what follows from it.
    const repository = await kit.get(MarkingRepository);
    const broken = jest.spyOn(repository, 'appendCorrection');
    broken.mockRejectedValueOnce(new Error('killed'));
    await kit.fails(examResultContract.decideAppeal, decide, 'office', 'INTERNAL');
    broken.mockRestore();
    await alongside(kit, sat);
    expect(await kit.ok(examResultContract.correctKey, asked, 'office')).toEqual(done);
    const used = { ...asked, body: { ...asked.body, reason: '另一个原因' } };
    await kit.fails(examResultContract.correctKey, used, 'office', 'OP_ID_REUSED');
    const fresh = correction(sat);
    await kit.fails(examResultContract.correctKey, fresh, 'office', 'STATE_CONFLICT');
    await kit.ok(examResultContract.decideAppeal, decide, 'office', (one) => {
      expect(one.state).toBe('upheld');
    });
    const params = { examId: sat.exam._id };
    const { items } = await kit.ok(examResultContract.listCorrections, { params }, 'office');
    expect(items.map(({ kind }) => kind)).toEqual(['key', 'everyone']);
    // Told of it, officer and officer2 could help those who sit the paper now: only the first has been said.
    expect(items.map(({ affected }) => affected)).toEqual([2, null]);
    expect(await told(sat.exam._id)).toBe(2);
  });

  it('says nothing to whoever is through with an exam that others write since, until they are through', async () => {
    const sat = await satExam(kit, { officer: { one: chose('b') } });
    await (await exams()).updateOne({ _id: sat.exam._id }, { $set: { settledAt: null } });
    await kit.ok(examResultContract.correctKey, correction(sat), 'office');
    expect(await told(sat.exam._id)).toBe(1);
    const later = await alongside(kit, sat);
    const attempts = (await kit.get(MongoService)).collection(attemptCollection);
    const own = sat.attempts.officer!;
    const who = { personId: kit.people.officer2._id, sittingId: makeId(), examId: later._id };
    await attempts.insertOne({ ...own, ...who, _id: makeId(), gradedAt: new Date(now()) });
    const service = await kit.get(KeyCorrectionService);
    const look = () =>
      service.job().run({ at: new Date(now()), fence: 1, signal: new AbortController().signal });
    await look();
    expect(await told(later._id)).toBe(0);
    moveClock(kit, 30 * MINUTE);
    await look();
    expect(await told(later._id)).toBe(0);
    moveClock(kit, HOUR + 2 * MINUTE);
    await look();
    await look();
    expect([await told(later._id), await told(sat.exam._id)]).toEqual([1, 1]);
  });
});
