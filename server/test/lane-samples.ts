import { examContract, studyContract } from '@qiangji/shared-types';
import {
  blueprint,
  confirmedQuestions,
  examDraft,
  publishedExam,
  publishedPaper,
  rightAnswer,
  start,
  type Confirmed,
} from '../src/features/exam/exam.test-kit';
import { now } from '../src/platform/clock';
import { makeId } from '../src/platform/ids';
import { phoneWrite, type Kit } from './kit';
import type { Sample } from './sample';

export interface LaneSample {
  /** A fresh request that succeeds for `officer`. */
  success(kit: Kit): Promise<Sample>;
  /** Makes of a request that succeeded one that answers 409. */
  conflict?(done: Sample): Sample;
  /** Makes of it one that answers 404. */
  missing?(done: Sample): Sample;
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
async function freshExam(kit: Kit): Promise<{ examId: string; code: string }> {
  let ground = grounds.get(kit);
  if (!ground) {
    ground = makeGround(kit);
    grounds.set(kit, ground);
  }
  const { paperId, questions } = await ground;
  const { id: examId } = await publishedExam(kit, examDraft(paperId, now()));
  return { examId, code: questions[0]!.code };
}

async function freshAttempt(kit: Kit) {
  const { examId, code } = await freshExam(kit);
  const { attempt } = await start(kit, examId, 'officer');
  return { params: { attemptId: attempt.id }, code };
}

const noAttempt = (done: Sample): Sample => ({ ...done, params: { attemptId: makeId() } });
/** The number of a device that nobody knows. */
const strange = (done: Sample): Sample => ({
  ...done,
  body: { ...(done.body as object), seq: 900_000 },
});

const examSamples: Record<string, LaneSample> = {
  [examContract.startAttempt.id]: {
    async success(kit) {
      const { examId } = await freshExam(kit);
      const body = { ...phoneWrite(), no: 1, deviceId: makeId(), withPaper: true };
      return { params: { examId }, body };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), no: 2 } }),
    missing: (done) => ({ ...done, params: { examId: makeId() } }),
  },
  [examContract.appendAnswer.id]: {
    async success(kit) {
      const { params, code } = await freshAttempt(kit);
      const { questions } = await grounds.get(kit)!;
      return { params, body: rightAnswer(questions, code, 1) };
    },
    conflict: strange,
    missing: noAttempt,
  },
  [examContract.appendLeave.id]: {
    async success(kit) {
      const { params } = await freshAttempt(kit);
      return { params, body: { ...phoneWrite(), seq: 1, awayMs: 1_000 } };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), awayMs: 2_000 } }),
    missing: noAttempt,
  },
  [examContract.submitAttempt.id]: {
    async success(kit) {
      const { params } = await freshAttempt(kit);
      return { params, body: { ...phoneWrite(), seq: 1 } };
    },
    conflict: strange,
    missing: noAttempt,
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
  },
};
