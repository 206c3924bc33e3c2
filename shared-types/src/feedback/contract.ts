import { defineContract, id, pageOf, pageQuery, route, z } from '../core';
import {
  feedback,
  feedbackAnswer,
  feedbackClose,
  feedbackState,
  feedbackWrite,
  officeFeedback,
} from './schema';

const params = z.strictObject({ feedbackId: id });

export const feedbackContract = defineContract('feedback', {
  send: route({
    method: 'POST',
    path: '/api/v1/feedback',
    summary: 'Send a complaint or a suggestion to the campaign office, with or without my name',
    policy: 'feedback.send',
    status: 201,
    body: feedbackWrite,
    response: feedback,
    errors: ['OP_ID_REUSED'],
  }),
  listMine: route({
    method: 'GET',
    path: '/api/v1/feedback/mine',
    summary: 'What I sent, newest first, with its state and answers',
    policy: 'feedback.send',
    query: z.strictObject(pageQuery),
    response: pageOf(feedback),
  }),
  listAll: route({
    method: 'GET',
    path: '/api/v1/feedback',
    summary: 'What was sent to the campaign office, newest first',
    policy: 'feedback.answer',
    query: z.strictObject({ ...pageQuery, state: z.optional(feedbackState) }),
    response: pageOf(officeFeedback),
  }),
  answer: route({
    method: 'POST',
    path: '/api/v1/feedback/:feedbackId/answer',
    summary: 'Answer it; the sender is told',
    policy: 'feedback.answer',
    params,
    body: feedbackAnswer,
    response: officeFeedback,
    errors: ['OP_ID_REUSED', 'VERSION_CONFLICT', 'STATE_CONFLICT'],
  }),
  close: route({
    method: 'POST',
    path: '/api/v1/feedback/:feedbackId/close',
    summary: 'Close it after it was answered; the sender is told',
    policy: 'feedback.answer',
    params,
    body: feedbackClose,
    response: officeFeedback,
    errors: ['OP_ID_REUSED', 'VERSION_CONFLICT', 'STATE_CONFLICT'],
  }),
});
