import type { LeaveKind } from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields, type RecordEvent } from '../../platform/mongo';

export interface LeaveEvent extends RecordEvent {
  type: 'changed' | 'withdrawn';
  /** What stood from then on. */
  kind: LeaveKind;
  from: string;
  to: string;
}

/** The days on which a person is away. `actorId` is whoever recorded it. */
export interface LeaveDocument extends OpFields {
  _id: string;
  version: number;
  events: LeaveEvent[];
  personId: string;
  /** The person's unit when it was recorded. */
  unitPath: string;
  kind: LeaveKind;
  /** Days in Asia/Shanghai, both included. */
  from: string;
  to: string;
  withdrawn: boolean;
  /** As it was first recorded: with the events its whole history. */
  first: { kind: LeaveKind; from: string; to: string };
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const leaveCollection = defineCollection<LeaveDocument>('leaves', [
  OP_INDEX,
  { key: { personId: 1, to: 1 } },
  { key: { personId: 1, _id: -1 } },
  { key: { unitPath: 1, to: 1, _id: -1 } },
]);
