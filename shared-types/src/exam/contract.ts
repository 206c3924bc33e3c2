import { defineContract } from '../core';
import { attemptRoutes } from './attempt.contract';
import { examRoutes } from './exam.contract';
import { paperRoutes } from './paper.contract';

export const examContract = defineContract('exam', {
  ...paperRoutes,
  ...examRoutes,
  ...attemptRoutes,
});
