import type { Filter } from 'mongodb';
import { KIND_NAMES, ROLE_NAMES, type PersonKind, type Role } from '@qiangji/shared-types';
import { hasRole, isWithin, type Actor } from './actor';
import { AppError } from './errors';

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

/** Whether an actor may call; what does not let everybody says whom it does, by post. */
export interface Admission {
  (actor: Actor): boolean;
  /** Posts as screens call them, in the order of the policy: 法制员、行动办. */
  readonly posts?: string;
}

/** Admits holders of any of these roles, whatever the unit. */
export function rolesOnly(...roles: Role[]): Admission {
  const posts = roles.map((role) => ROLE_NAMES[role]).join('、');
  return Object.assign((actor: Actor) => hasRole(actor, ...roles), { posts });
}

/** Admits people who are employed as any of these. */
export function kindsOnly(...kinds: PersonKind[]): Admission {
  const posts = kinds.map((kind) => KIND_NAMES[kind]).join('、');
  return Object.assign((actor: Actor) => kinds.includes(actor.kind), { posts });
}

export interface Policy {
  /** Whether the actor may call the route at all; pure. */
  allows: Admission;
  /** Which records the actor may then reach; pure. */
  scope(actor: Actor): Scope;
}

/** The refusal of somebody whom a policy does not admit: it names the posts that may, so that they can be asked. */
export function forbidden({ allows: { posts } }: Policy): AppError {
  return new AppError('FORBIDDEN', {
    message: posts && `这件事归${posts}做，你的岗位不能做`,
  });
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
export function isReached(scope: Scope, record: { person?: string; unit: string }): boolean {
  const { personId, unitPaths = [] } = scope;
  if (personId !== undefined && personId === record.person) return true;
  return unitPaths.some((path) => isWithin(record.unit, path));
}

/** Of records that were read by their keys already those that are within reach. */
export function reachedOf<T extends { personId: string; unitPath: string }>(
  scope: Scope,
  records: readonly T[],
): T[] {
  return records.filter(({ personId, unitPath }) =>
    isReached(scope, { person: personId, unit: unitPath }),
  );
}
