import {
  isWithin,
  ROLE_NAMES,
  type Grant,
  type Profile,
  type Role,
  type Unit,
} from '@qiangji/shared-types';

/** A grant as it is read: 督察员，武进区城管局. */
export function grantText(grant: Grant, unitName: (path: string) => string): string {
  return `${ROLE_NAMES[grant.role]}，${unitName(grant.unitPath)}`;
}

/** Roles that a keeper may entrust: the campaign office all, a liaison further liaisons only. */
export function rolesToGive(me: Pick<Profile, 'grants'>): Role[] {
  const office = me.grants.some((grant) => grant.role === 'campaign_office');
  return office ? (Object.keys(ROLE_NAMES) as Role[]) : ['liaison'];
}

/** Units within a keeper's reach. */
export function unitsToGive(me: Pick<Profile, 'grants'>, units: readonly Unit[]): Unit[] {
  const roots = me.grants
    .filter((grant) => grant.role === 'campaign_office' || grant.role === 'liaison')
    .map((grant) => grant.unitPath);
  return units.filter(({ path }) => roots.some((root) => isWithin(path, root)));
}

/** Adds a grant once. */
export function withGrant(grants: readonly Grant[], added: Grant): Grant[] {
  const known = grants.some((one) => one.role === added.role && one.unitPath === added.unitPath);
  return known ? [...grants] : [...grants, added];
}

/** A binding code in two groups, as it is read out: ABCDE-FGHJK. */
export function spokenCode(code: string): string {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)}-${code.slice(half)}`;
}
