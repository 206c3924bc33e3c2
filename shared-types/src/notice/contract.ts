import { defineContract, pageOf, pageQuery, route, z } from '../core';
import { notice, noticesRead, reminder, reminderAnswered } from './schema';

/** How many are unread; what the badge shows. */
const unread = z.int();

export const noticeContract = defineContract('notice', {
  listMine: route({
    method: 'GET',
    path: '/api/v1/notices',
    summary: 'My inbox, newest first, with how many are unread',
    policy: 'notice.read',
    query: z.strictObject(pageQuery),
    response: z.object({ ...pageOf(notice).shape, unread }),
  }),
  markRead: route({
    method: 'POST',
    path: '/api/v1/notices/read',
    summary: 'Mark notices of mine as read',
    policy: 'notice.read',
    body: noticesRead,
    response: z.object({ unread }),
    errors: ['OP_ID_REUSED'],
  }),
  findReminder: route({
    method: 'GET',
    path: '/api/v1/notices/reminder',
    summary: 'Whether I am told of a surprise exam by a message of WeChat too',
    policy: 'notice.read',
    response: reminder,
  }),
  answerReminder: route({
    method: 'POST',
    path: '/api/v1/notices/reminder/answers',
    summary: 'What WeChat said when I was asked for one such message',
    policy: 'notice.read',
    body: reminderAnswered,
    response: reminder,
    errors: ['OP_ID_REUSED'],
  }),
});
