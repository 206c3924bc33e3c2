import type {
  CheckKind,
  CheckPicture,
  CheckResult,
  Place,
  Score,
  SettlementOutcome,
  Severity,
  SpotCheckState,
} from '@qiangji/shared-types';
import { defineCollection, OP_INDEX, type OpFields, type RecordEvent } from '../../platform/mongo';

export interface Signoff {
  personId: string;
  answer: string | null;
  signatureId: string | null;
  refusalReason: string | null;
  at: Date;
  /** Hash of what it was tied to; not there where the phone was an older one. */
  seen?: string;
}

/** Items that applied to one person (null: the team), and the faults among them. */
export interface SubjectCount {
  personId: string | null;
  applicable: number;
  faults: number;
}

export interface Acknowledgement {
  personId: string;
  at: Date;
  /** When it came from the phone; not there in those from before it was kept. */
  receivedAt?: Date;
  disagree: boolean;
  answer: string | null;
}

/** How what one of those checked held against the result was settled. */
export interface Settlement {
  personId: string;
  by: string;
  at: Date;
  outcome: SettlementOutcome;
  reason: string;
}

/** What came after the seal, from the other inspector's phone. */
export interface LateSave {
  receivedAt: Date;
  personIds?: string[];
  results?: CheckResult[];
  signoff?: Omit<Signoff, 'at'>;
}

/** An event of a check; those of type `results` carry what a phone saved. */
export interface CheckEvent extends RecordEvent {
  deviceAt: string;
  results?: CheckResult[];
  /** Which of them were passed with the rest of their group; not there where none was. */
  rest?: string[];
  /** Who was taken off the check. */
  removedId?: string;
  late?: LateSave;
}

export interface CheckDocument extends OpFields {
  /** Made on the phone. */
  _id: string;
  /** The squadron's path: whose leaders see the check once it is sealed. */
  squadronPath: string;
  kind: CheckKind;
  covert: boolean;
  state: SpotCheckState;
  sealed: boolean;
  drawId: string | null;
  /** Why this squadron, where somebody named it; not there in checks from before reasons were kept. */
  reason?: string | null;
  inspectorIds: string[];
  /** Those in whose place others were sent. */
  formerInspectorIds?: string[];
  /** Each time that others were sent, oldest first; by which op is not there in those from before it was kept. */
  reassigned?: { by: string; at: Date; before: string[]; reason: string; opId?: string }[];
  calledOff?: { by: string; at: Date; reason: string };
  /** Its draw is to be freed and it is to be told; not there once that is done. */
  callOffDue?: true;
  /** Those checked, with their unit at the time. */
  persons: { personId: string; unitPath: string }[];
  /**
   * The squadron's active people at the seal, whom its team's faults concern, checked or not; only there where
   * it has such, and not in checks sealed before that was kept.
   */
  team?: { personId: string; unitPath: string }[];
  /** Those taken off it, who come back as soon as one inspector has scored them after all. */
  removed?: { personId: string; unitPath: string }[];
  /** Further people whom an inspector's phone named after the seal; not there where none was. */
  latePersonIds?: string[];
  checklist: { code: string; version: number };
  place: { label: string; point: Place | null } | null;
  /** Folded from the events. */
  results: CheckResult[];
  /** Before the seal all that were given; from the seal on those that stood (`signed.rules.ts`). */
  signoffs: Signoff[];
  /** Those that did not stand at the seal. */
  pastSignoffs?: Signoff[];
  /** Computed at the seal. */
  whole: Score | null;
  personScores: { personId: string; score: Score }[];
  /** Ids of the findings to come, given at the seal so that deriving them twice makes them once. */
  faults: { id: string; itemCode: string; personId: string | null }[];
  /** Counted at the seal, so that a list need not read all results; not there in checks sealed before. */
  counts?: SubjectCount[];
  acknowledgements: Acknowledgement[];
  /** Append-only, at most one for a person; not there where none was. */
  settlements?: Settlement[];
  /** Shanghai day of the visit (of the writing of the plan, before it). */
  day: string;
  /** Shanghai day for which the visit is planned; not there in checks from before plans had one. */
  plannedOn?: string | null;
  startedAt: Date | null;
  sealedAt: Date | null;
  /** When findings, needs, notices and tallies last followed from it; null: they are due. */
  derivedAt: Date | null;
  /** When its pictures are looked for next; null: all are there. Not there before the seal. */
  picturesDueAt?: Date | null;
  /** What the last look did not find. */
  missingPictures?: CheckPicture[];
  clockDoubt: boolean;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  version: number;
  events: CheckEvent[];
  schemaVersion: 1;
}

/** What a list shows of a check. */
export const CHECK_ROW = {
  actorId: 1,
  squadronPath: 1,
  kind: 1,
  covert: 1,
  state: 1,
  inspectorIds: 1,
  persons: 1,
  checklist: 1,
  whole: 1,
  personScores: 1,
  counts: 1,
  acknowledgements: 1,
  settlements: 1,
  plannedOn: 1,
  startedAt: 1,
  sealedAt: 1,
  missingPictures: 1,
} as const satisfies Partial<Record<keyof CheckDocument, 1>>;

export type CheckRow = Pick<CheckDocument, '_id' | keyof typeof CHECK_ROW>;

export const checkCollection = defineCollection<CheckDocument>('spot_checks', [
  OP_INDEX,
  { key: { inspectorIds: 1, _id: -1 } },
  { key: { 'persons.personId': 1, _id: -1 } },
  { key: { latePersonIds: 1, _id: -1 } },
  { key: { squadronPath: 1, _id: -1 } },
  { key: { derivedAt: 1, sealedAt: 1 }, partialFilterExpression: { sealed: true } },
  { key: { picturesDueAt: 1 }, partialFilterExpression: { sealed: true } },
  { key: { callOffDue: 1 }, partialFilterExpression: { callOffDue: true } },
]);

export interface DrawDocument extends OpFields {
  _id: string;
  kind: CheckKind;
  covert: boolean;
  squadronBy: 'drawn' | 'assigned';
  reason: string | null;
  seed: string;
  /** Sorted; together with the seed they give the outcome again. */
  candidates: { squadrons: string[]; inspectors: { personId: string; unitPath: string }[] };
  outcome: { squadronPath: string; inspectorIds: string[] };
  checkId: string | null;
  cancelled: { by: string; at: Date; reason: string } | null;
  unitPath: string;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  version: number;
  events: RecordEvent[];
  schemaVersion: 1;
}

export const drawCollection = defineCollection<DrawDocument>('spot_check_draws', [
  OP_INDEX,
  { key: { 'outcome.squadronPath': 1, _id: -1 } },
  { key: { 'outcome.inspectorIds': 1, _id: -1 } },
]);

/** Append-only: only who disputes it, and whether it was taken back, is added. */
export interface FindingDocument {
  _id: string;
  checkId: string;
  kind: CheckKind;
  squadronPath: string;
  inspectorIds: string[];
  /** The person, or for a team item those checked. */
  personIds: string[];
  itemCode: string;
  itemName: string;
  topic: string;
  severity: Severity;
  subject: 'person' | 'team';
  deduction: number;
  note: string | null;
  evidence: string[];
  fixedOnSite: boolean;
  /** Those whose dispute is not settled. */
  disputedBy: string[];
  /** A dispute was upheld; not there in findings from before disputes could be settled. */
  withdrawn?: boolean;
  day: string;
  foundAt: Date;
  schemaVersion: 1;
}

export const findingCollection = defineCollection<FindingDocument>('spot_check_findings', [
  { key: { checkId: 1 } },
  { key: { personIds: 1, _id: -1 } },
  { key: { squadronPath: 1, _id: -1 } },
  // What is to be put right, of a unit's findings.
  { key: { squadronPath: 1, fixedOnSite: 1, _id: -1 } },
  { key: { inspectorIds: 1, _id: -1 } },
]);

/** Items of one subject in one check: the ground of 合格项率, always with its count. */
export interface TallyDocument {
  /** `<checkId>:<personId or team>`. */
  _id: string;
  checkId: string;
  personId: string | null;
  squadronPath: string;
  day: string;
  /** Monday of the week. */
  week: string;
  applicable: number;
  passed: number;
  /**
   * Disputed by the person, the team's by anybody of those checked, and not settled so that it stands: stays out
   * of every sum.
   */
  disputed: boolean;
  /** The dispute was upheld: it stays out for good. */
  withdrawn?: true;
  schemaVersion: 1;
}

export const tallyCollection = defineCollection<TallyDocument>('spot_check_tallies', [
  { key: { personId: 1, day: 1 } },
  { key: { squadronPath: 1, day: 1 } },
]);
