import type { PhotoRef, SelfCheckKind, Severity } from '@qiangji/shared-types';
import {
  defineCollection,
  OP_INDEX,
  type OpFields,
  type RecordEvent,
  type Stepped,
} from '../../platform/mongo';
import type { Result } from './self-check.rules';

export interface SelfCheckDocument extends OpFields {
  /** The op itself: the phone knows the id before the service does. */
  _id: string;
  unitPath: string;
  kind: SelfCheckKind;
  checklistCode: string;
  checklistVersion: number;
  /** What a conduct check is about. */
  entryId: string | null;
  /** Its handling; not there in checks of lists that asked the same of every handling. */
  handlingCode?: string;
  results: Result[];
  itemCount: number;
  faultCount: number;
  note: string | null;
  day: string;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const selfCheckCollection = defineCollection<SelfCheckDocument>('self_checks', [
  OP_INDEX,
  { key: { actorId: 1, _id: -1 } },
  { key: { unitPath: 1, day: 1 } },
  { key: { entryId: 1 }, sparse: true },
]);

/** A step of a correction keeps what was shown for it. */
export interface CorrectionEvent extends RecordEvent {
  note: string | null;
  photos: PhotoRef[];
}

export interface CorrectionDocument extends Stepped {
  /** Whose it is; named so that collections written by phones share their first key. */
  actorId: string;
  unitPath: string;
  checkId: string;
  kind: SelfCheckKind;
  checklistCode: string;
  checklistVersion: number;
  itemCode: string;
  itemName: string;
  look: string;
  topic: string;
  severity: Severity;
  /** Working days that its list gave for it; older ones have none. */
  dueDays?: number;
  note: string | null;
  photos: PhotoRef[];
  foundOn: string;
  dueOn: string;
  state: 'open' | 'done';
  doneAt: Date | null;
  events: CorrectionEvent[];
  schemaVersion: 1;
}

export const correctionCollection = defineCollection<CorrectionDocument>('self_check_corrections', [
  { key: { actorId: 1, checkId: 1, itemCode: 1 }, unique: true },
  { key: { actorId: 1, dueOn: 1, _id: 1 } },
  { key: { unitPath: 1, dueOn: 1, _id: 1 } },
  { key: { state: 1, unitPath: 1, dueOn: 1 } },
  { key: { state: 1, _id: 1 } },
]);
