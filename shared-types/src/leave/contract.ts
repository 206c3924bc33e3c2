import { defineContract, id, pageOf, pageQuery, route, unitPath, z } from '../core';
import { leave, leaveChangeWrite, leaveStep, leaveWrite } from './schema';

const params = z.strictObject({ leaveId: id });
const stepErrors = ['VERSION_CONFLICT', 'STATE_CONFLICT', 'OP_ID_REUSED'] as const;

export const leaveContract = defineContract('leave', {
  record: route({
    method: 'POST',
    path: '/api/v1/leave',
    summary: 'Record from when to when somebody of one’s unit is away; the person is told',
    policy: 'leave.keep',
    body: leaveWrite,
    status: 201,
    response: leave,
    errors: ['OP_ID_REUSED', 'STATE_CONFLICT'],
  }),
  change: route({
    method: 'POST',
    path: '/api/v1/leave/:leaveId',
    summary: 'Correct a leave or end it earlier; what stood before is kept',
    policy: 'leave.keep',
    params,
    body: leaveChangeWrite,
    response: leave,
    errors: stepErrors,
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/v1/leave/:leaveId/withdraw',
    summary: 'Take back a leave that was recorded by mistake; it stays on record as that',
    policy: 'leave.keep',
    params,
    body: leaveStep,
    response: leave,
    errors: stepErrors,
  }),
  listUnit: route({
    method: 'GET',
    path: '/api/v1/leave',
    summary: 'Who of one’s unit is away now or will be, or was; latest recorded first',
    policy: 'leave.keep',
    query: z.strictObject({
      ...pageQuery,
      unitPath: z.optional(unitPath),
      when: z.enum(['current', 'past']),
    }),
    response: pageOf(leave),
  }),
  listMine: route({
    method: 'GET',
    path: '/api/v1/leave/mine',
    summary: 'What is recorded of my own leaves, with who recorded it; latest first',
    policy: 'leave.own',
    query: z.strictObject(pageQuery),
    response: pageOf(leave),
  }),
});
