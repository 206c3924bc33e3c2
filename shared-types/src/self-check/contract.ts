import { day, defineContract, id, pageOf, pageQuery, route, unitPath, z } from '../core';
import {
  correction,
  correctionClose,
  correctionState,
  selfCheck,
  selfCheckKind,
  selfCheckSummary,
  selfCheckWrite,
} from './schema';

/** Mine where neither is given; a leader names one of their people, or a unit. */
const whose = { personId: z.optional(id), unitPath: z.optional(unitPath) };

export const selfCheckContract = defineContract('selfCheck', {
  submit: route({
    method: 'POST',
    path: '/api/v1/self-check/checks',
    summary: 'Hand in a self-check; each fault becomes a dated correction, none lowers a score',
    policy: 'self-check.write',
    status: 201,
    body: selfCheckWrite,
    response: selfCheck,
    errors: ['OP_ID_REUSED'],
  }),
  listChecks: route({
    method: 'GET',
    path: '/api/v1/self-check/checks',
    summary: 'Self-checks, newest first: mine, or those of people I lead',
    policy: 'self-check.read',
    query: z.strictObject({
      ...pageQuery,
      ...whose,
      kind: z.optional(selfCheckKind),
      entryId: z.optional(id),
      from: z.optional(day),
      to: z.optional(day),
    }),
    response: pageOf(selfCheckSummary),
  }),
  findCheck: route({
    method: 'GET',
    path: '/api/v1/self-check/checks/:checkId',
    summary: 'One self-check with its results and corrections',
    policy: 'self-check.read',
    params: z.strictObject({ checkId: id }),
    response: selfCheck,
  }),
  listCorrections: route({
    method: 'GET',
    path: '/api/v1/self-check/corrections',
    summary: 'Corrections by their last day: mine, or those of people I lead',
    policy: 'self-check.read',
    query: z.strictObject({ ...pageQuery, ...whose, state: z.optional(correctionState) }),
    response: pageOf(correction),
  }),
  findCorrection: route({
    method: 'GET',
    path: '/api/v1/self-check/corrections/:correctionId',
    summary: 'One correction',
    policy: 'self-check.read',
    params: z.strictObject({ correctionId: id }),
    response: correction,
  }),
  closeCorrection: route({
    method: 'POST',
    path: '/api/v1/self-check/corrections/:correctionId/close',
    summary: 'Say that my correction is put right, with a note or photo where it helps',
    policy: 'self-check.write',
    params: z.strictObject({ correctionId: id }),
    body: correctionClose,
    response: correction,
    errors: ['OP_ID_REUSED', 'STATE_CONFLICT', 'VERSION_CONFLICT'],
  }),
});
