import { code, id, instant, phoneWrite, text, z } from '../core';

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

/** Notices marked as read at once, at most. */
export const NOTICES_AT_ONCE = 100;

export const noticesRead = z.strictObject({
  ...phoneWrite,
  noticeIds: z.array(id).check(z.minLength(1), z.maxLength(NOTICES_AT_ONCE)),
});

/** What WeChat said when the person was asked for one reminder (`wx.requestSubscribeMessage`). */
export const reminderAnswers = ['accept', 'reject', 'ban', 'filter'] as const;
export const reminderAnswer = z.enum(reminderAnswers);
export type ReminderAnswer = z.infer<typeof reminderAnswer>;

/** How it stands with WeChat's own message (订阅消息) that announces a surprise exam. */
export const reminder = z.object({
  /** What to ask WeChat for; null where the service sends none. */
  templateId: z.nullable(z.string()),
  /** So many messages may still be sent: each time that the person agreed is one. */
  left: z.int(),
  /** The person declined, or takes none in WeChat: the app does not ask by itself again. */
  declined: z.boolean(),
});
export type Reminder = z.infer<typeof reminder>;

export const reminderAnswered = z.strictObject({
  ...phoneWrite,
  templateId: text(64),
  answer: reminderAnswer,
});
