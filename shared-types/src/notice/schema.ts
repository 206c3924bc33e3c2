import { code, id, instant, phoneWrite, z } from '../core';

/** Where a notice leads: a record of a feature. The screen knows the feature's page. */
export const noticeLink = z.object({
  /** Kebab-case name of the feature, e.g. `spot-check`. */
  feature: code,
  /** Which of its pages, where not the one that most notices of the feature lead to. */
  page: z.optional(code),
  id: z.string(),
});
export type NoticeLink = z.infer<typeof noticeLink>;

/** One line of a person's inbox. */
export const notice = z.object({
  id,
  /** What it is about, for its icon: `result`, `handover`, `answer`, ... */
  kind: code,
  title: z.string(),
  text: z.string(),
  link: z.nullable(noticeLink),
  at: instant,
  /** When it was read; null before. */
  readAt: z.nullable(instant),
});
export type Notice = z.infer<typeof notice>;

export const noticesRead = z.strictObject({
  ...phoneWrite,
  noticeIds: z.array(id).check(z.minLength(1), z.maxLength(100)),
});
