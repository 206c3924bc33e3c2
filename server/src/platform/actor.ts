import type { Grant, PersonKind, Role } from '@qiangji/shared-types';

export { isWithin } from '@qiangji/shared-types';

/** Who is acting: resolved from the access token at each request, at most two seconds old. */
export interface Actor {
  personId: string;
  sessionId: string;
  kind: PersonKind;
  /** The unit that the person belongs to. */
  unitPath: string;
  grants: readonly Grant[];
  /** Privacy notice agreed to; null before. */
  consentVersion: string | null;
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role));
}

/** The units for which an actor holds one of the roles. */
export function unitsOf(actor: Pick<Actor, 'grants'>, ...roles: Role[]): string[] {
  return actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitPath);
}

/** The bureau that an actor belongs to, `/wj`: nothing ever crosses it. */
export function bureauOf(unitPath: string): string {
  return `/${unitPath.split('/')[1] ?? ''}`;
}
