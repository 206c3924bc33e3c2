import { id, pageOf, pageQuery, route, z } from '../core';
import {
  paper,
  paperChange,
  paperCreate,
  paperState,
  paperStep,
  paperSummary,
  sheet,
} from './paper';

const paperParams = z.strictObject({ paperId: id });
const stepErrors = ['VERSION_CONFLICT', 'STATE_CONFLICT', 'OP_ID_REUSED'] as const;

export const paperRoutes = {
  listPapers: route({
    method: 'GET',
    path: '/api/v1/exam/papers',
    summary: 'Papers of the bureau, newest first',
    policy: 'exam.keep',
    query: z.strictObject({ ...pageQuery, state: z.optional(paperState) }),
    response: pageOf(paperSummary),
  }),
  findPaper: route({
    method: 'GET',
    path: '/api/v1/exam/papers/:paperId',
    summary: 'One paper with what stands in the way of publishing it',
    policy: 'exam.keep',
    params: paperParams,
    response: paper,
  }),
  createPaper: route({
    method: 'POST',
    path: '/api/v1/exam/papers',
    summary: 'Begin a paper, by a blueprint or of fixed questions',
    policy: 'exam.keep',
    body: paperCreate,
    status: 201,
    response: paper,
    errors: ['OP_ID_REUSED'],
  }),
  changePaper: route({
    method: 'POST',
    path: '/api/v1/exam/papers/:paperId',
    summary: 'Change a draft; a published paper is never changed',
    policy: 'exam.keep',
    params: paperParams,
    body: paperChange,
    response: paper,
    errors: stepErrors,
  }),
  publishPaper: route({
    method: 'POST',
    path: '/api/v1/exam/papers/:paperId/publish',
    summary: 'Freeze a paper with the versions of its questions, which leave practice',
    policy: 'exam.keep',
    params: paperParams,
    body: paperStep,
    response: paper,
    errors: [...stepErrors, 'PAPER_IMPOSSIBLE'],
  }),
  archivePaper: route({
    method: 'POST',
    path: '/api/v1/exam/papers/:paperId/archive',
    summary: 'Put a paper away; one that is still to be sat or reviewed is refused',
    policy: 'exam.keep',
    params: paperParams,
    body: paperStep,
    response: paper,
    errors: stepErrors,
  }),
  previewPaper: route({
    method: 'GET',
    path: '/api/v1/exam/papers/:paperId/preview',
    summary: "A paper as one person would get it; another seed is another person's",
    policy: 'exam.keep',
    params: paperParams,
    query: z.strictObject({ seed: id }),
    response: sheet,
    errors: ['PAPER_IMPOSSIBLE'],
  }),
};
