import type { FeedbackState } from '@qiangji/shared-types';

export type FeedbackStep = 'answered' | 'closed';

/** Whether a step may follow: nothing is closed unanswered, and a closed one rests. */
export function mayStep(state: FeedbackState, step: FeedbackStep): boolean {
  if (step === 'answered') return state !== 'closed';
  return state === 'answered';
}
