import type { PolicyName } from '@qiangji/shared-types';
import { authPolicies } from './features/auth';
import { noticePolicies } from './features/notice';
import { mediaPolicies } from './features/media';
import { feedbackPolicies } from './features/feedback';
import { leavePolicies } from './features/leave';
import { orgPolicies } from './features/org';
import { standardPolicies } from './features/standard';
import { dutyLogPolicies } from './features/duty-log';
import { selfCheckPolicies } from './features/self-check';
import { spotCheckPolicies } from './features/spot-check';
import { studyPolicies } from './features/study';
import { quizPolicies } from './features/quiz';
import { examPolicies } from './features/exam';
import { reviewPolicies } from './features/review';
import { todayPolicies } from './features/today';
import type { Policy } from './platform/policy';

/** Every policy that some route names; a missing one does not compile. */
export const policies: Record<PolicyName, Policy> = {
  ...authPolicies,
  ...noticePolicies,
  ...mediaPolicies,
  ...feedbackPolicies,
  ...leavePolicies,
  ...orgPolicies,
  ...standardPolicies,
  ...studyPolicies,
  ...quizPolicies,
  ...examPolicies,
  ...selfCheckPolicies,
  ...spotCheckPolicies,
  ...dutyLogPolicies,
  ...reviewPolicies,
  ...todayPolicies,
};
