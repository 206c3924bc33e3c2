import { examContract, studyContract, type ErrorCode, type ExamDraft } from '@qiangji/shared-types';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  handIn,
  MINUTE,
  iso,
  publishedExam,
  publishedPaper,
  rightAnswer,
  start,
  type Confirmed,
} from '../src/features/exam/exam.test-kit';
import { examCollection, sittingCollection } from '../src/features/exam/exam.collection';
import { now } from '../src/platform/clock';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import { phoneWrite, type Kit } from './kit';
import type { PersonKey } from './org-fixture';
import type { Sample } from './sample';

export interface LaneSample {
  /** A fresh request that succeeds for `officer`. */
  success(kit: Kit): Promise<Sample>;
  /** Makes of a request that succeeded one that answers 409. */
  conflict?(done: Sample): Sample;
  /** Makes of it one that answers 404. */
  missing?(done: Sample): Sample;
  /** Every refusal that the contract names, by code and by when it is given; `NOT_FOUND` with them. */
  refusals: Partial<Record<ErrorCode, Record<string, MakeRefusal>>>;
}

type MakeRefusal = (kit: Kit, sample: Sample) => Promise<Refusal> | Refusal;

export interface Refusal {
  sample: Sample;
  as?: PersonKey;
  /** Asked so much later (ms). */
  laterMs?: number;
}

interface Ground {
  questions: Confirmed[];
  paperId: string;
}
const grounds = new WeakMap<Kit, Promise<Ground>>();

async function makeGround(kit: Kit): Promise<Ground> {
  const questions = await confirmedQuestions(kit, 1);
  const content = {
    method: 'fixed' as const,
    questions: questions.map(({ code }) => ({ code, points: 1 })),
  };
  return { questions, paperId: (await publishedPaper(kit, blueprint(1, { content }))).id };
}

/** An exam of its own for each request: an attempt is handed in once only. */
async function freshExam(kit: Kit, opensInMs = -MINUTE, more: Partial<ExamDraft> = {}) {
  let ground = grounds.get(kit);
  if (!ground) {
    ground = makeGround(kit);
    grounds.set(kit, ground);
  }
  const { paperId, questions } = await ground;
  const draft = examDraft(paperId, now(), more);
  const times = { ...draft.times, opensAt: iso(now() + opensInMs) };
  const { id: examId, version } = await publishedExam(kit, { ...draft, times });
  return { examId, version, code: questions[0]!.code };
}

/** Exams by the attempts in them. */
const examOf = new Map<string, string>();

async function freshAttempt(kit: Kit) {
  const { examId, code } = await freshExam(kit);
  const { attempt } = await start(kit, examId, 'officer');
  examOf.set(attempt.id, examId);
  return { params: { attemptId: attempt.id }, code };
}

const noAttempt = (done: Sample): Sample => ({ ...done, params: { attemptId: makeId() } });
const changed = (sample: Sample, change: object): Sample => ({
  ...sample,
  body: { ...(sample.body as object), ...phoneWrite(), ...change },
});
/** The number of a device that nobody knows. */
const strange = (done: Sample): Sample => changed(done, { seq: 900_000 });

/** Beyond the end of every exam here, and its grace. */
const AFTER_THE_END_MS = 61 * MINUTE;

const attemptOf = ({ params }: Sample) => params!.attemptId!;

/** What writing in an attempt is refused for, whatever is written. */
const writing: LaneSample['refusals'] = {
  NOT_FOUND: {
    'in somebody else’s attempt': (_kit, sample) => ({ sample, as: 'officer2' }),
  },
  EXAM_OVER: {
    'after the end': (_kit, sample) => ({ sample, laterMs: AFTER_THE_END_MS }),
  },
  EXAM_HANDED_IN: {
    'after it was handed in': async (kit, sample) => {
      await handIn(kit, attemptOf(sample), 5, 'officer');
      return { sample: changed(sample, { seq: 6 }) };
    },
  },
  EXAM_OTHER_DEVICE: {
    'by a device that another has taken over from': async (kit, sample) => {
      await start(kit, examOf.get(attemptOf(sample))!, 'officer', makeId());
      return { sample };
    },
  },
  EXAM_SEQ_TAKEN: {
    'where its number is something else’s': async (kit, sample) => {
      const left = { ...phoneWrite(), seq: 7, awayMs: 7_777 };
      const params = { attemptId: attemptOf(sample) };
      await kit.ok(examContract.appendLeave, { params, body: left }, 'officer');
      return { sample: changed(sample, { seq: 7 }) };
    },
  },
};

/** The place of `officer` in the exam that is asked for. */
async function sittingOf(kit: Kit, { params }: Sample) {
  const sittings = (await kit.get(MongoService)).collection(sittingCollection);
  const own = await sittings.findOne({ examId: params!.examId!, personId: kit.people.officer._id });
  return { sittings, own: own! };
}

const examSamples: Record<string, LaneSample> = {
  [examContract.startAttempt.id]: {
    async success(kit) {
      const { examId } = await freshExam(kit);
      const body = { ...phoneWrite(), no: 1, deviceId: makeId(), withPaper: true };
      return { params: { examId }, body };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), no: 2 } }),
    missing: (done) => ({ ...done, params: { examId: makeId() } }),
    refusals: {
      NOT_FOUND: {
        'to somebody who was not asked': (_kit, sample) => ({ sample, as: 'siblingOfficer' }),
      },
      EXAM_NOT_OPEN: {
        'before it opens': async (kit, sample) => {
          const { examId } = await freshExam(kit, MINUTE);
          return { sample: { ...sample, params: { examId } } };
        },
      },
      EXAM_OVER: {
        'after the end': (_kit, sample) => ({ sample, laterMs: AFTER_THE_END_MS }),
      },
      NO_ATTEMPT_LEFT: {
        'a second time': (_kit, sample) => ({ sample: changed(sample, { no: 2 }) }),
      },
      EXAM_HANDED_IN: {
        'of what was handed in': async (kit, sample) => {
          const { attempt } = await start(kit, sample.params!.examId!, 'officer');
          await handIn(kit, attempt.id, 1, 'officer');
          return { sample };
        },
      },
      EXAM_DEFERRED: {
        'of what was put off': async (kit, sample) => {
          const { sittings, own } = await sittingOf(kit, sample);
          await sittings.updateOne({ _id: own._id }, { $set: { deferred: 'leave' } });
          return { sample };
        },
      },
      EXAM_RECUSED: {
        'to whoever keeps the bank since the draw': async (kit, sample) => {
          const { sittings, own } = await sittingOf(kit, sample);
          const { _id: personId, unitPath } = kit.people.legalOfficer;
          await sittings.insertOne({ ...own, _id: makeId(), personId, unitPath });
          return { sample, as: 'legalOfficer' };
        },
      },
      EXAM_HELD: {
        'of what has no question left to ask': async (kit, sample) => {
          const exams = (await kit.get(MongoService)).collection(examCollection);
          await exams.updateOne({ _id: sample.params!.examId! }, { $set: { held: true } });
          return { sample };
        },
      },
      EXAM_OTHER_DEVICE: {
        'of a device that another has taken over from': async (kit, sample) => {
          await kit.ok(examContract.startAttempt, sample as never, 'officer');
          await start(kit, sample.params!.examId!, 'officer');
          return { sample };
        },
      },
      STATE_CONFLICT: {
        'of what was called off': async (kit, sample) => {
          const { examId, version } = await freshExam(kit);
          const params = { examId };
          const body = { ...phoneWrite(), version, reason: '改期' };
          await kit.ok(examContract.cancelExam, { params, body }, 'office');
          return { sample: { ...sample, params } };
        },
        'while the attempt before is open': async (kit, sample) => {
          const attempts = { allowed: 2, counts: 'best' as const };
          const { examId } = await freshExam(kit, -MINUTE, { attempts });
          await start(kit, examId, 'officer');
          return { sample: { ...changed(sample, { no: 2 }), params: { examId } } };
        },
      },
    },
  },
  [examContract.appendAnswer.id]: {
    async success(kit) {
      const { params, code } = await freshAttempt(kit);
      const { questions } = await grounds.get(kit)!;
      return { params, body: rightAnswer(questions, code, 1) };
    },
    conflict: strange,
    missing: noAttempt,
    refusals: {
      ...writing,
      NOT_ON_PAPER: {
        'to what is not on the paper': (_kit, sample) => ({
          sample: changed(sample, { questionCode: 'elsewhere' }),
        }),
      },
      ANSWER_IMPOSSIBLE: {
        'of another kind': (_kit, sample) => ({
          sample: changed(sample, { answer: { kind: 'numeric', text: '7' } }),
        }),
      },
      ANSWER_TOO_LATE: {
        'of what was written after the end, in the grace': (_kit, sample) => {
          const writtenAt = iso(now() + 30 * MINUTE + 5_000);
          return { sample: changed(sample, { writtenAt }), laterMs: 30 * MINUTE + 10_000 };
        },
      },
    },
  },
  [examContract.appendLeave.id]: {
    async success(kit) {
      const { params } = await freshAttempt(kit);
      return { params, body: { ...phoneWrite(), seq: 1, awayMs: 1_000 } };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), awayMs: 2_000 } }),
    missing: noAttempt,
    refusals: writing,
  },
  [examContract.submitAttempt.id]: {
    async success(kit) {
      const { params } = await freshAttempt(kit);
      return { params, body: { ...phoneWrite(), seq: 1 } };
    },
    conflict: strange,
    missing: noAttempt,
    refusals: writing,
  },
};

/** What each hot route is asked on both lanes; a hot route without a row fails the test. */
export const laneSamples: Record<string, LaneSample> = {
  ...examSamples,
  [studyContract.appendProgress.id]: {
    async success(kit) {
      const { items } = await kit.ok(studyContract.listPieces, { query: { limit: 1 } }, 'officer');
      const { slug, version } = items[0]!;
      return {
        params: { slug },
        body: { ...phoneWrite(), pieceVersion: version, positionBp: 100, answers: [] },
      };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), positionBp: 9_000 } }),
    missing: (done) => ({
      params: { slug: 'no-such-piece' },
      body: { ...(done.body as object), ...phoneWrite() },
    }),
    refusals: {
      OP_ID_REUSED: {
        'where its op stands for something else': async (kit, sample) => {
          await kit.ok(studyContract.appendProgress, sample as never, 'officer');
          const other = { ...(sample.body as object), positionBp: 4_000 };
          return { sample: { ...sample, body: other } };
        },
      },
    },
  },
};
