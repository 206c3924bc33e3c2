import type { Filter } from 'mongodb';
import { isWithin, type Actor } from './actor';

/**
 * What an actor may reach. Every repository query takes one, so that a forgotten check shows nothing
 * rather than everything. Parts add up: own records, records of units (with all below), anything in
 * the bureau, or nothing.
 */
export interface Scope {
  /** Records whose person is this one. */
  personId?: string;
  /** Records of these units and all below them. */
  unitPaths?: readonly string[];
}

export const NOTHING: Scope = {};

export interface Policy {
  /** Whether the actor may call the route at all; pure. */
  allows(actor: Actor): boolean;
  /** Which records the actor may then reach; pure. */
  scope(actor: Actor): Scope;
}

/** A unit and everything below it, by one index range ('0' is the character after '/'). */
export function withinUnit(field: string, path: string): Record<string, unknown> {
  return { [field]: { $gte: path, $lt: `${path}0` } };
}

export interface ScopeFields {
  /** Field that names the record's person, or several where more than one owns it. */
  person?: string | readonly string[];
  /** Field that holds the record's unit path. */
  unit?: string;
}

const NO_ROW = { _id: { $in: [] } };

/** Turns a scope into a query filter over the given fields; an empty scope matches nothing. */
export function scopeFilter<T>(scope: Scope, fields: ScopeFields): Filter<T> {
  const ways: Record<string, unknown>[] = [];
  const { personId, unitPaths = [] } = scope;
  if (personId !== undefined) {
    const names = typeof fields.person === 'string' ? [fields.person] : (fields.person ?? []);
    for (const name of names) ways.push({ [name]: personId });
  }
  if (fields.unit !== undefined) {
    for (const path of unitPaths) ways.push(withinUnit(fields.unit, path));
  }
  if (ways.length === 0) return NO_ROW as Filter<T>;
  return (ways.length === 1 ? ways[0] : { $or: ways }) as Filter<T>;
}

/** What `scopeFilter` asks of the database, asked of one record that was read by its id already. */
export function isReached(scope: Scope, record: { person: string; unit: string }): boolean {
  const { personId, unitPaths = [] } = scope;
  if (personId !== undefined && personId === record.person) return true;
  return unitPaths.some((path) => isWithin(record.unit, path));
}
