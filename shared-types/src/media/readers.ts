import type { Grant, Role } from '../core';

/** Roles that see the pictures of the units they are entrusted with, originals too. */
export const MEDIA_READERS = [
  'squadron_leader',
  'inspector',
  'campaign_office',
  'bureau_leader',
] as const satisfies readonly Role[];

interface Reader {
  personId: string;
  grants: readonly Pick<Grant, 'role'>[];
}

/** Whether somebody may ask for the original of a picture that `takerId` took: whoever did, and those who answer for units. */
export function mayReadOriginal(reader: Reader | undefined, takerId: string | undefined): boolean {
  if (!reader) return false;
  const roles: readonly Role[] = MEDIA_READERS;
  return reader.personId === takerId || reader.grants.some(({ role }) => roles.includes(role));
}
