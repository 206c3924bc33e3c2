import type { FeedbackState } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields, type RecordEvent } from '../../platform/mongo';

export interface FeedbackEvent extends RecordEvent {
  type: 'answered' | 'closed';
}

export interface FeedbackDocument extends OpFields {
  _id: string;
  version: number;
  events: FeedbackEvent[];
  /** The sender's unit when it was sent. */
  unitPath: string;
  text: string;
  anonymous: boolean;
  mediaIds: string[];
  state: FeedbackState;
  answers: { text: string; at: Date }[];
  closedAt: Date | null;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const feedbackCollection = defineCollection<FeedbackDocument>('feedback', [
  OP_INDEX,
  { key: { actorId: 1, _id: -1 } },
  { key: { unitPath: 1, _id: -1 } },
  { key: { state: 1, _id: -1 } },
]);
