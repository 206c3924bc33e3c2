import { defineContract, route } from '../core';
import { today } from './schema';

export const todayContract = defineContract('today', {
  find: route({
    method: 'GET',
    path: '/api/v1/today',
    summary:
      'What I have to do now: my shift, tasks by deadline, and what waits for me as a leader',
    policy: 'today.read',
    response: today,
  }),
});
