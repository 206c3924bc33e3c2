import { id, instant, phoneWrite, text, z } from '../core';

/** open: nobody has answered yet; answered: the office has; closed: nothing more will follow. */
export const feedbackStates = ['open', 'answered', 'closed'] as const;
export const feedbackState = z.enum(feedbackStates);
export type FeedbackState = z.infer<typeof feedbackState>;

export const FEEDBACK_MAX_PHOTOS = 3;

export const feedbackWrite = z.strictObject({
  ...phoneWrite,
  text: text(1000),
  /** The office then sees neither name nor unit; the answer still arrives. */
  anonymous: z.boolean(),
  mediaIds: z.array(id).check(z.maxLength(FEEDBACK_MAX_PHOTOS)),
});

const answer = z.object({ text: z.string(), at: instant });

/** 投诉建议 as its sender sees it. */
export const feedback = z.object({
  id,
  text: z.string(),
  anonymous: z.boolean(),
  mediaIds: z.array(id),
  state: feedbackState,
  answers: z.array(answer),
  sentAt: instant,
  closedAt: z.nullable(instant),
  version: z.int(),
});
export type Feedback = z.infer<typeof feedback>;

/** The same as the office sees it; `sender` is null where it was sent without a name. */
export const officeFeedback = z.object({
  ...feedback.shape,
  sender: z.nullable(z.object({ name: z.string(), post: z.string(), unitName: z.string() })),
});
export type OfficeFeedback = z.infer<typeof officeFeedback>;

const version = z.int().check(z.minimum(1));
export const feedbackAnswer = z.strictObject({ ...phoneWrite, version, text: text(1000) });
export const feedbackClose = z.strictObject({ ...phoneWrite, version });
