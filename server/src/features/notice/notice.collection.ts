import type { NoticeLink } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

export interface NoticeDocument {
  _id: string;
  personId: string;
  unitPath: string;
  /** What makes a second telling of the same thing harmless, e.g. `spot-check:<id>:sealed`. */
  key: string;
  kind: string;
  title: string;
  text: string;
  link: NoticeLink | null;
  at: Date;
  readAt: Date | null;
  schemaVersion: 1;
}

export const noticeCollection = defineCollection<NoticeDocument>('notices', [
  { key: { personId: 1, key: 1 }, unique: true },
  { key: { personId: 1, _id: -1 } },
  { key: { personId: 1, readAt: 1 } },
]);

/** That somebody read notices, as the phone told it. */
export interface NoticeReadDocument extends OpFields {
  _id: string;
  unitPath: string;
  noticeIds: string[];
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const noticeReadCollection = defineCollection<NoticeReadDocument>('notice_reads', [
  OP_INDEX,
]);
