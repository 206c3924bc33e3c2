import { addDays, isWithin, monthDay, type Inspector, type SpotCheck } from '@qiangji/shared-types';

/** Two go, more rarely; the service refuses others (shared-types, `inspectorIds`). */
export const FEWEST = 2;
export const MOST = 6;

/** Inspectors who may check a squadron: nobody checks their own. */
export function eligible(
  inspectors: readonly Inspector[],
  squadronPath: string | undefined,
): Inspector[] {
  return inspectors.filter(
    ({ unitPath }) => squadronPath === undefined || !isWithin(unitPath, squadronPath),
  );
}

export interface AssignForm {
  inspectors: number;
  offline: boolean;
  /** Day of the visit; empty: the inspectors choose. */
  plannedOn: string;
  today: string;
}

/** Without inspectors they are named later; a draw has named them. */
export interface PlanForm extends AssignForm {
  squadronPath: string | undefined;
  /** Said, or settled by a draw. */
  reason: boolean;
  checklist: boolean;
}

/** What a plan still lacks; undefined where nothing is. */
export function planLacks(form: PlanForm) {
  const { squadronPath, reason, inspectors, checklist, offline } = form;
  if (offline) return '安排督察要连上网';
  if (squadronPath === undefined) return '先选中队';
  if (!reason) return '写明为什么查';
  if (!checklist) return '检查表还没取到';
  if (inspectors === 0) return isPast(form) ? PAST : undefined;
  return assignLacks(form);
}

const PAST = '日期已经过了';

function isPast({ plannedOn, today }: Pick<PlanForm, 'plannedOn' | 'today'>): boolean {
  return plannedOn !== '' && plannedOn < today;
}

/** What naming the inspectors still lacks. */
export function assignLacks(form: AssignForm): string | undefined {
  const { inspectors, offline } = form;
  if (offline) return '派人要连上网';
  if (inspectors === 0) return '先选督察员';
  if (inspectors < FEWEST) return '还差一名督察员';
  if (inspectors > MOST) return `最多 ${MOST} 名`;
  return isPast(form) ? PAST : undefined;
}

/** What sending others still lacks; undefined where nothing is. */
export function reassignLacks(
  form: AssignForm & { same: boolean; reason: boolean },
): string | undefined {
  return assignLacks(form) ?? (form.same ? '换一个人' : form.reason ? undefined : '写明为什么改派');
}

/** Null: the inspectors choose; undefined in what the phone kept from before plans had a day. */
type PlanDay = string | null | undefined;

/** The day that a plan's form begins with: one that has passed is chosen anew. */
export function dayToGo(plannedOn: PlanDay, today: string): string {
  return plannedOn && plannedOn >= today ? plannedOn : '';
}

/** For which day a visit is planned, as a list says it; undefined where its inspectors choose. */
export function planDayText(plannedOn: PlanDay, today: string): string | undefined {
  if (!plannedOn) return undefined;
  if (plannedOn < today) return `原定${monthDay(plannedOn)}`;
  if (plannedOn === today) return '今天去';
  return plannedOn === addDays(today, 1) ? '明天去' : `${monthDay(plannedOn)}去`;
}

export type PlanStep = 'assign' | 'start' | 'score' | 'result' | 'wait' | 'off';

/** What somebody can do with a planned check next. */
export function planStep(check: SpotCheck, me: string | undefined): PlanStep {
  if (check.sealedAt !== null) return 'result';
  if (check.state === 'called_off') return 'off';
  if (check.state === 'planned') return 'assign';
  const mine = check.inspectors.some((one) => one.personId === me);
  if (!mine) return 'wait';
  return check.state === 'assigned' ? 'start' : 'score';
}
