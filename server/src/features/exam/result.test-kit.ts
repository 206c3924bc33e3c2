import type { ExamDraft, QuestionAnswer, QuestionBody, QuestionKey } from '@qiangji/shared-types';
import type { Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { now } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { attemptCollection, type AttemptDocument } from './attempt.collection';
import { seedOf } from './envelope.rules';
import {
  examCollection,
  sittingCollection,
  type ExamDocument,
  type SittingDocument,
} from './exam.collection';
import { blueprint } from './exam.test-kit';
import {
  paperCollection,
  paperQuestionCollection,
  type PaperQuestionDocument,
  type Pool,
} from './paper.collection';
import { drawnOf } from './paper-store.service';
import { centiOf, gradePaper } from './snapshot.rules';

const HOUR_MS = 3_600_000;
const RULE = { multiple: 'exact', fillIn: 'each' } as const;

const options = ['甲', '乙', '丙'].map((text, i) => ({ id: 'abc'.charAt(i), text }));
const single = (stem: string) => ({ kind: 'single' as const, stem, media: [], options });
const written = { kind: 'short_answer' as const, stem: '说说为什么', media: [], maxLength: 500 };
const criteria = [
  { id: 'c1', text: '依据说对', points: 2 },
  { id: 'c2', text: '道理说清', points: 3 },
];
const model = { kind: 'short_answer' as const, model: '因为……', criteria };

/** Four questions of 10 points: `one` and `two` by machine, `own` by people, `both` by both. */
export const QUESTIONS: Record<string, { body: QuestionBody; key: QuestionKey }> = {
  one: { body: single('第一题'), key: { kind: 'single', answer: ['a'] } },
  two: { body: single('第二题'), key: { kind: 'single', answer: ['b'] } },
  own: { body: written, key: model },
  both: {
    body: {
      kind: 'case',
      stem: '某日巡查……',
      media: [],
      parts: [
        { id: 'p1', points: 1, body: single('怎么办') },
        { id: 'p2', points: 1, body: written },
      ],
    },
    key: {
      kind: 'case',
      parts: [
        { id: 'p1', key: { kind: 'single', answer: ['c'] } },
        { id: 'p2', key: model },
      ],
    },
  },
};

export const chose = (id: string): QuestionAnswer => ({ kind: 'single', chosen: [id] });
export const wrote = (text: string): QuestionAnswer => ({ kind: 'short_answer', text });
export const solved = (id: string, text: string): QuestionAnswer => ({
  kind: 'case',
  parts: [
    { id: 'p1', answer: { kind: 'single', chosen: [id] } },
    { id: 'p2', answer: { kind: 'short_answer', text } },
  ],
});

export interface Sat {
  exam: ExamDocument;
  /** By person; none where nothing was started. */
  attempts: Partial<Record<PersonKey, AttemptDocument>>;
}

export type Answers = Partial<Record<string, QuestionAnswer>>;
type Sitters = Partial<Record<PersonKey, Answers | 'absent' | 'deferred'>>;

/** An exam that these people sat, closed an hour ago; nobody was asked for it over the wire. */
export async function satExam(
  kit: Kit,
  sitters: Sitters,
  more: Partial<ExamDraft> & { closedAgoMs?: number } = {},
): Promise<Sat> {
  const mongo = await kit.get(MongoService);
  const { closedAgoMs = HOUR_MS, ...draft } = more;
  const pools = Object.keys(QUESTIONS).map((code, i): Pool => ({
    id: `q${i + 1}`,
    count: 1,
    points: 10,
    codes: [code],
  }));
  const paperId = await insertPaper(mongo, kit, pools);
  const exam = examOf(kit, paperId, now() - closedAgoMs, draft);
  await mongo.collection(examCollection).insertOne(exam);
  const attempts: Sat['attempts'] = {};
  for (const [key, given] of Object.entries(sitters) as [PersonKey, Sitters[PersonKey]][]) {
    const sitting = sittingOf(kit, exam, key, given === 'deferred');
    await mongo.collection(sittingCollection).insertOne(sitting);
    if (typeof given !== 'object') continue;
    const attempt = attemptOf(exam, sitting, pools, given);
    await mongo.collection(attemptCollection).insertOne(attempt);
    attempts[key] = attempt;
  }
  return { exam, attempts };
}

/** Another exam on the same paper, on its way for another hour unless it is said otherwise. */
export async function alongside(
  kit: Kit,
  { exam }: Sat,
  more: Partial<ExamDocument> = {},
): Promise<ExamDocument> {
  const closesAt = new Date(now() + HOUR_MS);
  const other: ExamDocument = {
    ...exam,
    ...{ _id: makeId(), opId: makeId(), opensAt: new Date(now() - 60_000), settledAt: null },
    ...{ closesAt, lastCloseAt: closesAt, draft: { ...exam.draft, title: '第 4 期' } },
    ...more,
  };
  await (await kit.get(MongoService)).collection(examCollection).insertOne(other);
  return other;
}

/** The paper of an exam draws for each of its people by themselves. */
export async function makeDrawn(kit: Kit, { exam }: Sat): Promise<void> {
  const papers = (await kit.get(MongoService)).collection(paperCollection);
  const { content } = blueprint(4);
  await papers.updateOne({ _id: exam.draft.paperId }, { $set: { 'draft.content': content } });
}

async function insertPaper(mongo: MongoService, kit: Kit, pools: Pool[]): Promise<string> {
  const _id = makeId();
  const at = new Date(now());
  const op = { actorId: kit.people.office._id, opId: makeId(), opHash: '' };
  const draft = {
    title: '执法程序',
    note: null,
    content: {
      method: 'fixed' as const,
      questions: pools.map(({ codes, points }) => ({ code: codes[0] ?? '', points })),
    },
    shuffleQuestions: false,
    shuffleOptions: true,
    gradeRule: RULE,
  };
  await mongo.collection(paperCollection).insertOne({
    _id,
    ...op,
    unitPath: UNITS.bureau,
    draft,
    state: 'published',
    pools,
    publishedAt: at,
    changedAt: at,
    version: 1,
    events: [],
    schemaVersion: 1,
  });
  await mongo.collection(paperQuestionCollection).insertMany(questionsOf(_id));
  return _id;
}

function questionsOf(paperId: string): PaperQuestionDocument[] {
  return Object.entries(QUESTIONS).map(([code, question]) => ({
    _id: `${paperId}:${code}`,
    paperId,
    unitPath: UNITS.bureau,
    code,
    version: 1,
    topic: 'conduct',
    difficulty: 3,
    law: null,
    ...question,
    explanation: `解析 ${code}`,
    schemaVersion: 1,
  }));
}

function examOf(
  kit: Kit,
  paperId: string,
  closesAtMs: number,
  more: Partial<ExamDraft>,
): ExamDocument {
  const [opensAt, closesAt] = [new Date(closesAtMs - HOUR_MS), new Date(closesAtMs)];
  const draft: ExamDraft = {
    title: '第 3 期',
    note: null,
    kind: 'scheduled',
    paperId,
    audience: { unitPaths: [UNITS.bureau], kinds: [], posts: [], sample: null },
    times: {
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      durationMin: 60,
      startWithinMin: null,
      graceS: 60,
    },
    attempts: { allowed: 1, counts: 'best' },
    review: {
      score: 'after_close',
      answers: 'after_close',
      keys: 'after_close',
      explanations: 'after_close',
    },
    passBp: 6_000,
    leaveScreen: 'warn',
    watermark: false,
    ...more,
  };
  return {
    _id: makeId(),
    actorId: kit.people.office._id,
    opId: makeId(),
    opHash: '',
    unitPath: UNITS.bureau,
    draft,
    state: 'published',
    opensAt,
    closesAt,
    lastCloseAt: closesAt,
    secret: 'ab'.repeat(32),
    draw: null,
    publishedAt: opensAt,
    releasedAt: null,
    cancelledReason: null,
    settledAt: closesAt,
    changedAt: closesAt,
    version: 1,
    events: [],
    schemaVersion: 1,
  };
}

function sittingOf(
  kit: Kit,
  exam: ExamDocument,
  key: PersonKey,
  deferred: boolean,
): SittingDocument {
  const { _id: personId, unitPath } = kit.people[key];
  return {
    _id: makeId(),
    examId: exam._id,
    personId,
    unitPath,
    toldAt: exam.opensAt,
    times: null,
    deferred: deferred ? 'on_shift' : null,
    note: null,
    reachedAt: exam.opensAt,
    missed: null,
    version: 1,
    events: [],
    schemaVersion: 1,
  };
}

function attemptOf(
  exam: ExamDocument,
  sitting: SittingDocument,
  pools: Pool[],
  given: Answers,
): AttemptDocument {
  const at = new Date(exam.closesAt.getTime() - 60_000);
  const answers = Object.entries(given).flatMap(([code, answer], i) =>
    answer ? [{ code, answer, seq: i + 1, at }] : [],
  );
  const drawn = drawnOf({ pools }, seedOf(exam.secret, sitting._id, 1));
  const questions = questionsOf(exam.draft.paperId).map((one) => [one.code, one] as const);
  const paper = { questions: new Map(questions), gradeRule: RULE };
  const grades = gradePaper(paper, drawn, answers);
  return {
    _id: makeId(),
    examId: exam._id,
    paperId: exam.draft.paperId,
    sittingId: sitting._id,
    personId: sitting.personId,
    unitPath: sitting.unitPath,
    no: 1,
    state: 'submitted',
    startedAt: exam.opensAt,
    endsAt: exam.closesAt,
    submittedAt: at,
    folded: answers.length + 2,
    answers,
    answered: answers.length,
    leaves: 0,
    absences: [],
    devices: 1,
    savedAt: at,
    grades,
    centi: centiOf(grades),
    maxCenti: 4_000,
    toMark: grades.filter((one) => one.state === 'needs_marking').length,
    gradedAt: at,
    final: true,
    schemaVersion: 1,
  };
}
