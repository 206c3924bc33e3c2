import { id, pageOf, pageQuery, route, z } from '../core';
import {
  attemptAnswer,
  attemptLeave,
  attemptStart,
  attemptStarted,
  attemptSubmit,
  eventKept,
  mySitting,
  paperEnvelope,
  rankingRow,
} from './attempt';

const examParams = z.strictObject({ examId: id });
const attemptParams = z.strictObject({ attemptId: id });
const writing = ['EXAM_OVER', 'EXAM_HANDED_IN', 'EXAM_OTHER_DEVICE', 'EXAM_SEQ_TAKEN'] as const;

export const attemptRoutes = {
  listMine: route({
    method: 'GET',
    path: '/api/v1/exam/mine',
    summary: 'Exams that I am to sit or have sat, newest first',
    policy: 'exam.sit',
    query: z.strictObject({ ...pageQuery }),
    response: pageOf(mySitting),
  }),
  findMine: route({
    method: 'GET',
    path: '/api/v1/exam/mine/:examId',
    summary: 'One of my exams with all that its page needs',
    policy: 'exam.sit',
    params: examParams,
    response: mySitting,
  }),
  findEnvelope: route({
    method: 'GET',
    path: '/api/v1/exam/mine/:examId/envelope',
    summary:
      'My paper, sealed, to have it on the phone before the start; its pictures come afterwards',
    policy: 'exam.sit',
    params: examParams,
    query: z.strictObject({
      no: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10)), 1),
    }),
    response: paperEnvelope,
  }),
  startAttempt: route({
    method: 'POST',
    path: '/api/v1/exam/mine/:examId/attempts',
    summary: 'Start an attempt, or go on with it on this device; gives the key of the paper',
    policy: 'exam.sit',
    params: examParams,
    body: attemptStart,
    response: attemptStarted,
    errors: [
      'EXAM_NOT_OPEN',
      'EXAM_OVER',
      'EXAM_HANDED_IN',
      'EXAM_DEFERRED',
      'EXAM_RECUSED',
      'EXAM_OTHER_DEVICE',
      'NO_ATTEMPT_LEFT',
      'STATE_CONFLICT',
    ],
    hot: true,
  }),
  appendAnswer: route({
    method: 'POST',
    path: '/api/v1/exam/attempts/:attemptId/answers',
    summary: 'Save one answer; the latest of a question counts, by its place in the attempt',
    policy: 'exam.sit',
    params: attemptParams,
    body: attemptAnswer,
    response: eventKept,
    errors: [...writing, 'NOT_ON_PAPER', 'ANSWER_IMPOSSIBLE'],
    hot: true,
  }),
  appendLeave: route({
    method: 'POST',
    path: '/api/v1/exam/attempts/:attemptId/leaves',
    summary: 'The screen was left: counted and shown, never a verdict',
    policy: 'exam.sit',
    params: attemptParams,
    body: attemptLeave,
    response: eventKept,
    errors: writing,
    hot: true,
  }),
  submitAttempt: route({
    method: 'POST',
    path: '/api/v1/exam/attempts/:attemptId/submit',
    summary: 'Hand in; answers written before it that arrive a little later still count',
    policy: 'exam.sit',
    params: attemptParams,
    body: attemptSubmit,
    response: eventKept,
    errors: writing,
    hot: true,
  }),
  listRanking: route({
    method: 'GET',
    path: '/api/v1/exam/mine/:examId/ranking',
    summary: 'A contest as it stands: of those who have handed in, and of this contest only',
    policy: 'exam.sit',
    params: examParams,
    response: z.object({ rows: z.array(rankingRow), handedIn: z.int(), final: z.boolean() }),
    live: true,
  }),
};
