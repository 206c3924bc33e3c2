import { id, instant, pageOf, pageQuery, route, text, unitPath, z } from '../core';
import { attendanceRow, sittingState } from './attempt';
import {
  audienceCount,
  exam,
  examAdd,
  examAudience,
  examChange,
  examCounts,
  examCreate,
  examReasoned,
  examStep,
  examSummary,
  makeUpDone,
  makeUpWrite,
  sittingChange,
} from './exam';

const examParams = z.strictObject({ examId: id });
const sittingParams = z.strictObject({ examId: id, personId: id });
const stepErrors = ['VERSION_CONFLICT', 'STATE_CONFLICT', 'OP_ID_REUSED'] as const;

/** How an exam goes, for those who keep it; which question was wrong is no part of it. */
export const examProgress = z.object({
  exam,
  counts: examCounts,
  /** Papers that could not be graded so far; they are tried again, and the exam waits until a keeper settles it. */
  unmade: z.int(),
  /** Started and handed in by then, cumulative, by the service's clock; at most 61 points. */
  curve: z.array(z.object({ at: instant, started: z.int(), submitted: z.int() })),
  /** Of how many of those who write now the two below tell: of some by chance where there are very many. */
  lookedAt: z.int(),
  /** Of those who write now: how many have answered so many questions. */
  answered: z.array(z.object({ from: z.int(), to: z.int(), people: z.int() })),
  /** Of those who write now: when they last saved. */
  saved: z.object({ withinMinute: z.int(), withinThree: z.int(), longer: z.int() }),
});
export type ExamProgress = z.infer<typeof examProgress>;

export const examRoutes = {
  listExams: route({
    method: 'GET',
    path: '/api/v1/exam/exams',
    summary: 'Exams of the bureau, newest first',
    policy: 'exam.keep',
    query: z.strictObject({ ...pageQuery }),
    response: pageOf(examSummary),
  }),
  countAudience: route({
    method: 'POST',
    path: '/api/v1/exam/audience-counts',
    summary: 'Whom a rule would mean now and which posts there are; changes nothing',
    policy: 'exam.keep',
    body: z.strictObject({ audience: examAudience }),
    response: audienceCount,
    errors: ['NOT_FOUND'],
  }),
  findExam: route({
    method: 'GET',
    path: '/api/v1/exam/exams/:examId',
    summary: 'One exam with how its audience was drawn',
    policy: 'exam.keep',
    params: examParams,
    response: exam,
  }),
  createExam: route({
    method: 'POST',
    path: '/api/v1/exam/exams',
    summary: 'Plan an exam on a published paper',
    policy: 'exam.keep',
    body: examCreate,
    status: 201,
    response: exam,
    errors: ['OP_ID_REUSED', 'STATE_CONFLICT'],
  }),
  changeExam: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId',
    summary: 'Change an exam that nobody was told of yet',
    policy: 'exam.keep',
    params: examParams,
    body: examChange,
    response: exam,
    errors: stepErrors,
  }),
  publishExam: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/publish',
    summary: 'Draw the audience and tell it; a surprise exam opens at this moment',
    policy: 'exam.keep',
    params: examParams,
    body: examStep,
    response: exam,
    errors: stepErrors,
  }),
  cancelExam: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/cancel',
    summary: 'Stop an exam; whoever was to sit it is told why',
    policy: 'exam.keep',
    params: examParams,
    body: examReasoned,
    response: exam,
    errors: stepErrors,
  }),
  releaseExam: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/release',
    summary: 'Open what waits for a release by hand, once the exam is closed',
    policy: 'exam.keep',
    params: examParams,
    body: examStep,
    response: exam,
    errors: stepErrors,
  }),
  settleUnmade: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/settle-unmade',
    summary:
      'Settle an exam without the papers that nobody can grade; whoever wrote them is deferred',
    policy: 'exam.keep',
    params: examParams,
    body: examReasoned,
    response: exam,
    errors: stepErrors,
  }),
  addPeople: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/people',
    summary: 'Let people who are not on the list sit too, and tell them',
    policy: 'exam.keep',
    params: examParams,
    body: examAdd,
    response: exam,
    errors: [...stepErrors, 'NOT_FOUND'],
  }),
  makeUp: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/make-up',
    summary: 'Let those who were deferred or not reached sit within another window, and tell them',
    policy: 'exam.keep',
    params: examParams,
    body: makeUpWrite,
    response: makeUpDone,
    errors: stepErrors,
  }),
  findProgress: route({
    method: 'GET',
    path: '/api/v1/exam/exams/:examId/progress',
    summary: 'How an exam goes at this moment',
    policy: 'exam.watch',
    params: examParams,
    response: examProgress,
  }),
  listAttendance: route({
    method: 'GET',
    path: '/api/v1/exam/exams/:examId/sittings',
    summary: 'Who sits and where each stands, by name of the unit; never a score',
    policy: 'exam.watch',
    params: examParams,
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(sittingState),
      unitPath: z.optional(unitPath),
      /** How a name or a staff number begins. */
      q: z.optional(text(40)),
    }),
    response: pageOf(attendanceRow),
  }),
  exportAttendance: route({
    method: 'GET',
    path: '/api/v1/exam/exams/:examId/sittings/file',
    summary: 'Attendance as it stands now as a workbook, also while the exam runs; never a score',
    policy: 'exam.keep',
    params: examParams,
    response: z.any(),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    errors: ['STATE_CONFLICT'],
  }),
  changeSitting: route({
    method: 'POST',
    path: '/api/v1/exam/exams/:examId/sittings/:personId',
    summary: 'Give one person other times, or defer them',
    policy: 'exam.keep',
    params: sittingParams,
    body: sittingChange,
    response: attendanceRow,
    errors: stepErrors,
  }),
};
