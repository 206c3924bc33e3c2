import type { AbsenceReason } from '@qiangji/shared-types';
import {
  defineCollection,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';

export interface PlanEvent extends RecordEvent {
  type: 'taken_back' | 'noted';
  /** Why nobody came; null where it was taken back. */
  reason: AbsenceReason | null;
  text: string | null;
}

/** A shift that somebody is to do. `actorId` and `opId` are those of the leader's write, one for many plans. */
export interface PlanDocument extends OpFields, Stepped {
  _id: string;
  personId: string;
  /** The person's unit when it was planned: a plan goes along with a person who moves. */
  unitPath: string;
  /** On which it begins. */
  day: string;
  /** How many were planned for the person and day before, each of them taken back. */
  round: number;
  templateCode: string;
  catalogueVersion: number;
  sections: string[];
  beginsAt: Date;
  endsAt: Date;
  takenBack: boolean;
  events: PlanEvent[];
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

/**
 * One standing plan a person and day: the next round is planned when the one before was taken back, and
 * of two who plan it at once one is refused. No field of the key ever changes, see `OpenShiftDocument`.
 * It is also what makes a repeated write harmless: its rows are there already.
 */
export const planCollection = defineCollection<PlanDocument>('duty_plans', [
  { key: { personId: 1, day: 1, round: 1 }, unique: true },
  { key: { actorId: 1, opId: 1 } },
  { key: { unitPath: 1, day: 1 } },
]);
