import type { ReminderAnswer } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

/** What a person answered WeChat when asked for one message; `accept` is worth one, until it is spent. */
export interface PermitDocument extends OpFields {
  _id: string;
  unitPath: string;
  templateId: string;
  answer: ReminderAnswer;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  /** What it was spent on (a reminder's key); `refused` where WeChat says that it counts no more. */
  spentOn: string | null;
  schemaVersion: 1;
}

export const permitCollection = defineCollection<PermitDocument>('notice_permits', [
  OP_INDEX,
  { key: { actorId: 1, templateId: 1, _id: -1 } },
]);

/**
 * `waiting` to be sent; `sending`: asked of WeChat, never again; then what became of it. `unknown`: WeChat
 * did not answer, so that it may have gone; `late`: it would have come after it mattered.
 */
export type ReminderState =
  | 'waiting'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'gone'
  | 'unpermitted'
  | 'failed'
  | 'unknown'
  | 'late'
  | 'withdrawn';

/** One message of WeChat's to one person about one thing. */
export interface ReminderDocument {
  _id: string;
  personId: string;
  unitPath: string;
  /** What it is about, e.g. `exam:<id>`; one message to a person, ever. */
  key: string;
  templateId: string;
  title: string;
  startBy: Date;
  minutes: number;
  note: string;
  page: string;
  state: ReminderState;
  at: Date;
  claimedAt: Date | null;
  /** WeChat's own, where it refused. */
  errcode: number | null;
  schemaVersion: 1;
}

/** Long after the exam nobody asks any more what became of its messages (s). */
const KEPT_S = 90 * 86_400;

export const reminderCollection = defineCollection<ReminderDocument>('notice_reminders', [
  { key: { personId: 1, key: 1 }, unique: true },
  { key: { state: 1, _id: 1 } },
  { key: { at: 1 }, expireAfterSeconds: KEPT_S },
]);
