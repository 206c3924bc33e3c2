import { code, personKind, text, unitKind, unitPath, z } from '@qiangji/shared-types';
import { isWithin } from '../../platform/actor';
import { STAFF_NUMBER } from './roster.rows';

const unitPlan = z.strictObject({
  path: unitPath,
  name: text(40),
  kind: unitKind,
  /** The town (镇、街道、开发区) that the unit is posted to, where it is. */
  town: z.optional(z.strictObject({ code, name: text(40) })),
});

const bureauPlan = z.strictObject({
  units: z.array(unitPlan).check(z.minLength(1), z.maxLength(500)),
  /** First keeper of the roster: entrusted with the campaign office (行动办) for the whole bureau. */
  keeper: z.strictObject({
    staffNumber: z.string().check(z.regex(STAFF_NUMBER)),
    name: text(30),
    post: text(40),
    kind: z._default(personKind, 'office_staff'),
    unitPath,
  }),
});
export type BureauPlan = z.infer<typeof bureauPlan>;

/** A plan that cannot be carried out; the message says what to mend, a line each. */
export class PlanError extends Error {}

/** Reads the JSON of a bureau's units and first keeper; throws `PlanError` naming everything wrong. */
export function readPlan(json: string): BureauPlan {
  let typed: unknown;
  try {
    typed = JSON.parse(json);
  } catch (error) {
    throw new PlanError(`the file is not JSON: ${(error as Error).message}`);
  }
  const read = bureauPlan.safeParse(typed);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new PlanError(wrong.join('\n'));
  }
  const wrong = faultsOf(read.data);
  if (wrong.length > 0) throw new PlanError(wrong.join('\n'));
  return read.data;
}

/** Path of the one bureau of a checked plan. */
export function rootOf({ units }: BureauPlan): string {
  return units.find((unit) => unit.kind === 'bureau')!.path;
}

function faultsOf({ units, keeper }: BureauPlan): string[] {
  const wrong: string[] = [];
  const paths = units.map((unit) => unit.path);
  const bureaus = units.filter((unit) => unit.kind === 'bureau');
  const [bureau] = bureaus;
  if (bureaus.length !== 1 || !bureau) {
    return [`units: exactly one must be of kind "bureau", not ${bureaus.length}`];
  }
  if (bureau.path.split('/').length !== 2) {
    wrong.push(`units: the bureau's path must have one part, like /wh, not ${bureau.path}`);
  }
  for (const [index, path] of paths.entries()) {
    if (paths.indexOf(path) !== index) wrong.push(`units: ${path} is there twice`);
    const above = path.slice(0, path.lastIndexOf('/'));
    if (path !== bureau.path && !isWithin(path, bureau.path)) {
      wrong.push(`units: ${path} is not below the bureau ${bureau.path}`);
    } else if (path !== bureau.path && !paths.includes(above)) {
      wrong.push(`units: ${path} is below ${above}, which is not in the file`);
    }
  }
  if (!paths.includes(keeper.unitPath)) {
    wrong.push(`keeper: the unit ${keeper.unitPath} is not in the file`);
  }
  return wrong;
}
