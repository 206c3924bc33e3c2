import type { Feedback, OfficeFeedback } from '@qiangji/shared-types';
import type { PersonDocument } from '../org';
import type { FeedbackDocument } from './feedback.collection';

export function presentFeedback(feedback: FeedbackDocument): Feedback {
  return {
    id: feedback._id,
    text: feedback.text,
    anonymous: feedback.anonymous,
    mediaIds: feedback.mediaIds,
    state: feedback.state,
    answers: feedback.answers.map(({ text, at }) => ({ text, at: at.toISOString() })),
    sentAt: feedback.occurredAt.toISOString(),
    closedAt: feedback.closedAt?.toISOString() ?? null,
    version: feedback.version,
  };
}

/** The office's view: whoever asked to stay unnamed stays so. */
export function presentToOffice(
  feedback: FeedbackDocument,
  sender: PersonDocument | undefined,
  unitName: string,
): OfficeFeedback {
  const named = !feedback.anonymous && sender;
  return {
    ...presentFeedback(feedback),
    sender: named ? { name: sender.name, post: sender.post, unitName } : null,
  };
}
