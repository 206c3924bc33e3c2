import { z } from './zod';

/**
 * What a person is employed as. An auxiliary (协管员) never does licensing, penalties or coercion
 * (plan section 三(四)5); office staff have their own standards.
 */
export const personKinds = ['officer', 'auxiliary', 'office_staff'] as const;
export const personKind = z.enum(personKinds);
export type PersonKind = z.infer<typeof personKind>;

/** As the roster calls them. */
export const KIND_NAMES: Record<PersonKind, string> = {
  officer: '执法员',
  auxiliary: '协管员',
  office_staff: '机关人员',
};

/** The same where room is short: headings of a table. */
export const KIND_SHORT_NAMES: Record<PersonKind, string> = {
  officer: '执法员',
  auxiliary: '协管员',
  office_staff: '机关',
};

/** What a person may be entrusted with, always for one unit and all below it. */
export const roles = [
  'inspector',
  'squadron_leader',
  'legal_officer',
  'liaison',
  'campaign_office',
  'bureau_leader',
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const ROLE_NAMES: Record<Role, string> = {
  inspector: '督察员',
  squadron_leader: '中队长',
  legal_officer: '法制员',
  liaison: '联络员',
  campaign_office: '行动办',
  bureau_leader: '局领导',
};

/** Materialised path of a unit, `/bureau/brigade/squadron`; codes hold a-z, 0-9 and _. */
export const unitPath = z.string().check(z.regex(/^(\/[a-z0-9_]{1,40}){1,6}$/));

/** Whether `path` is `root` itself or below it. */
export function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

export const grant = z.strictObject({ role, unitPath });
export type Grant = z.infer<typeof grant>;

/** Who keeps what a bureau learns and is asked: its own pieces, its question bank, its papers and exams. */
export const KEEPERS = ['legal_officer', 'campaign_office'] as const satisfies readonly Role[];
