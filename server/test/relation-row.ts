import type { ErrorCode } from '@qiangji/shared-types';
import type { Actor } from '../src/platform/actor';
import { isWithin } from '../src/platform/actor';
import type { RecordKind, WorldRecord } from './relation-world';

/** Where a route is narrower than its policy: who reaches a record after all, and why. */
export interface Narrower {
  reaches: (actor: Actor, record: WorldRecord) => boolean;
  because: string;
}

/** One way of asking a route for a record. */
export interface Asked {
  of: RecordKind;
  /** Query or body beyond the least that the contract accepts. */
  query?: (record: WorldRecord) => Record<string, unknown>;
  body?: (record: WorldRecord, colleagueId: string) => Record<string, unknown>;
  /** What is asked for stands for more than the record, and the answer has to name the record. */
  lists?: true;
  narrower?: Narrower;
  /** What answers for `NOT_FOUND` where what is asked for is somebody else's. */
  hiddenBy?: ErrorCode;
}

/** A list that is asked without naming anything: of this kind it holds what the asker reaches, and no more. */
export interface Listed {
  holds: RecordKind;
  query?: Record<string, unknown>;
  narrower?: Narrower;
}

/**
 * Nobody's record can be reached by the route, and why that is so; or whose it reaches cannot be asked in this
 * way, and which test of its feature asks.
 */
export interface Common {
  common: string;
}

export const takesPart = (actor: Actor, record: WorldRecord) =>
  record.owners.includes(actor.personId);

export const within = (record: WorldRecord, units: readonly string[]) =>
  units.some((unit) => isWithin(record.unitPath, unit));

export const OF_ONES_OWN = 'it makes a record of whoever asks, in their name and their bureau';

export const own = (of: RecordKind): Asked[] => [{ of }];
export const rows = (of: RecordKind, feature: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${feature}.${name}`, own(of)]));
