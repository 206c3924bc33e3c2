import { createDecipheriv } from 'node:crypto';
import {
  examContract,
  fullAnswer,
  openPaper,
  quizContract,
  type Exam,
  type ExamDraft,
  type OpenGcm,
  type Paper,
  type PaperDraft,
  type QuestionDraft,
  type QuestionKey,
  type QuestionLaw,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { attemptJournal } from './attempt.collection';
import { SnapshotService } from './snapshot.service';

/** Opens a paper as the phone does. */
export const openGcm: OpenGcm = (key, nonce, sealed) => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
};

const TOPICS = ['coercion', 'punishment', 'conduct'];

function draftOf(index: number, topic: string, law: QuestionLaw | null): QuestionDraft {
  const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `第 ${index} 题的 ${id}` }));
  const asked = { stem: `考试用题第 ${index} 题`, media: [] };
  const multiple = index % 3 === 0;
  return {
    body: multiple
      ? { kind: 'multiple', ...asked, options }
      : { kind: 'single', ...asked, options },
    key: multiple
      ? { kind: 'multiple', answer: ['b', 'd'] }
      : { kind: 'single', answer: [options[index % 4]!.id] },
    explanation: `只有阅卷后才能看的说明 ${index}`,
    topic,
    law,
    difficulty: 1 + (index % 3),
    author: null,
  };
}

/** A question of the bureau's own that the legal officer has confirmed. */
export interface Confirmed {
  code: string;
  key: QuestionKey;
}

/** Writes and confirms so many questions, the way the bank's keepers do. */
export async function confirmedQuestions(
  kit: Kit,
  count: number,
  law: QuestionLaw | null = null,
): Promise<Confirmed[]> {
  const made: Confirmed[] = [];
  const query = { limit: 1 };
  const { items } = await kit.ok(quizContract.listQuestions, { query }, 'legalOfficer');
  const topic = items[0]?.topic ?? TOPICS[0]!;
  for (let index = 0; index < count; index += 1) {
    const draft = draftOf(index, topic, law);
    const created = await kit.ok(
      quizContract.createQuestion,
      { body: { ...phoneWrite(), draft } },
      'legalOfficer',
    );
    const params = { code: created.code };
    const active = await kit.ok(
      quizContract.changeState,
      { params, body: { ...phoneWrite(), revision: created.revision, state: 'active' } },
      'legalOfficer',
    );
    const verified = { state: 'confirmed' as const, text: '对照文本', checkedOn: '2026-01-05' };
    await kit.ok(
      quizContract.verifyQuestion,
      { params, body: { ...phoneWrite(), revision: active.revision, ...verified } },
      'legalOfficer',
    );
    made.push({ code: created.code, key: draft.key });
  }
  return made;
}

export function blueprint(count: number, more: Partial<PaperDraft> = {}): PaperDraft {
  const rule = { topic: null, kind: null, difficultyFrom: 1, difficultyTo: 5, points: 4 };
  return {
    title: '执法程序',
    note: null,
    content: { method: 'blueprint', rules: [{ ...rule, id: 'all', count }] },
    shuffleQuestions: true,
    shuffleOptions: true,
    gradeRule: { multiple: 'half', fillIn: 'each' },
    ...more,
  };
}

export async function makePaper(kit: Kit, draft: PaperDraft): Promise<Paper> {
  const body = { ...phoneWrite(), draft };
  return kit.ok(examContract.createPaper, { body }, 'office');
}

export async function publishedPaper(kit: Kit, draft: PaperDraft): Promise<Paper> {
  const { id: paperId, version } = await makePaper(kit, draft);
  const body = { ...phoneWrite(), version };
  return kit.ok(examContract.publishPaper, { params: { paperId }, body }, 'office');
}

/** A service with so many confirmed questions and a published paper that draws some of them. */
export async function beginExams(count: number, drawn: number) {
  const kit = await Kit.start();
  const questions = await confirmedQuestions(kit, count);
  const { id: paperId } = await publishedPaper(kit, blueprint(drawn));
  return { kit, questions, paperId };
}

/** So much later (ms) than it is, or at its own time again; everybody is signed in anew. */
export function moveClock(kit: Kit, ms: number): void {
  shiftClock(ms);
  kit.tokens.clear();
}

export const MINUTE = 60_000;
export const iso = (ms: number) => new Date(ms).toISOString();

export function examDraft(
  paperId: string,
  nowMs: number,
  more: Partial<ExamDraft> = {},
): ExamDraft {
  return {
    title: '第 3 期',
    note: null,
    kind: 'scheduled',
    paperId,
    audience: { unitPaths: [UNITS.squadron], kinds: [], posts: [], sample: null },
    times: {
      opensAt: iso(nowMs - MINUTE),
      closesAt: iso(nowMs + 60 * MINUTE),
      durationMin: 30,
      startWithinMin: null,
      graceS: 30,
    },
    attempts: { allowed: 1, counts: 'best' },
    review: {
      score: 'after_submit',
      answers: 'after_close',
      keys: 'after_close',
      explanations: 'after_close',
    },
    passBp: 6_000,
    leaveScreen: 'warn',
    watermark: true,
    ...more,
  };
}

/** To be started within five minutes, ten to write. */
export function surpriseDraft(
  paperId: string,
  nowMs: number,
  more: Partial<ExamDraft> = {},
): ExamDraft {
  const times = {
    opensAt: iso(nowMs),
    closesAt: iso(nowMs + 60 * MINUTE),
    durationMin: 10,
    startWithinMin: 5,
    graceS: 30,
  };
  const draft = examDraft(paperId, nowMs, { kind: 'surprise', times, ...more });
  const late = {
    answers: 'when_released',
    keys: 'when_released',
    explanations: 'when_released',
  } as const;
  // Those whom it does not reach sit it later: no key may be out by then.
  return { ...draft, review: { ...draft.review, ...late, ...more.review } };
}

export async function makeExam(kit: Kit, draft: ExamDraft): Promise<Exam> {
  const body = { ...phoneWrite(), draft };
  return kit.ok(examContract.createExam, { body }, 'office');
}

export async function publishedExam(kit: Kit, draft: ExamDraft): Promise<Exam> {
  const { id: examId, version } = await makeExam(kit, draft);
  const body = { ...phoneWrite(), version };
  return kit.ok(examContract.publishExam, { params: { examId }, body }, 'office');
}

export async function start(kit: Kit, examId: string, as: PersonKey, deviceId = makeId(), no = 1) {
  const body = { ...phoneWrite(), no, deviceId, withPaper: true };
  return kit.ok(examContract.startAttempt, { params: { examId }, body }, as);
}

/** The answer that the key asks for, as the body of a request. */
export function rightAnswer(questions: readonly Confirmed[], code: string, seq: number) {
  const key = questions.find((one) => one.code === code)?.key;
  if (!key) throw new Error(`no question ${code}`);
  return { ...phoneWrite(), seq, questionCode: code, answer: fullAnswer(key) };
}

/** A person's attempt as it begins, with right answers to its paper's questions by their place on it. */
export async function openAttempt(
  kit: Kit,
  questions: readonly Confirmed[],
  examId: string,
  as: PersonKey,
  deviceId?: string,
) {
  const { attempt, paperKey, envelope } = await start(kit, examId, as, deviceId);
  const sheet = openPaper(envelope!, paperKey, openGcm);
  const params = { attemptId: attempt.id };
  const answer = (index: number, seq: number) =>
    rightAnswer(questions, sheet.questions[index]!.code, seq);
  return { attempt, sheet, params, answer };
}

export function handIn(kit: Kit, attemptId: string, seq: number, as: PersonKey) {
  const body = { ...phoneWrite(), seq };
  return kit.ok(examContract.submitAttempt, { params: { attemptId }, body }, as);
}

/** Where everybody stands who sits an exam, by person. */
export async function statesOf(kit: Kit, examId: string) {
  const asked = { params: { examId }, query: { limit: 100 } };
  const { items } = await kit.ok(examContract.listAttendance, asked, 'office');
  return new Map(items.map((row) => [row.personId, row]));
}

/** The one answer of an attempt is kept as nobody can read it; the way back is answered. */
export async function damage(kit: Kit, attemptId: string): Promise<() => Promise<unknown>> {
  const events = (await kit.get(MongoService)).collection(attemptJournal.collection);
  const _id = `${attemptId}:0000000001`;
  const { said } = (await events.findOne({ _id })) as { said: string };
  await events.updateOne({ _id }, { $set: { said: said.slice(1) } });
  return () => events.updateOne({ _id }, { $set: { said } });
}

/** What the job does that collects papers and settles exams, whenever it last ran by a clock that was moved. */
export async function collect(kit: Kit): Promise<void> {
  const jobs = (await kit.get(SnapshotService)).jobs();
  await jobs.find(({ name }) => name === 'exam-collect')!.run({ at: new Date(now()) } as never);
}
