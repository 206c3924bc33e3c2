import type { Draw, SpotCheck } from '@qiangji/shared-types';

/** Two go, more rarely; the service refuses others (shared-types, `inspectorIds`). */
export const FEWEST = 2;
export const MOST = 6;

type Inspector = Draw['candidates']['inspectors'][number];

/** Inspectors who may check a squadron: nobody checks their own. */
export function eligible(
  inspectors: readonly Inspector[],
  squadronPath: string | undefined,
): Inspector[] {
  return inspectors.filter(
    ({ unitPath }) => unitPath !== squadronPath && !unitPath.startsWith(`${squadronPath}/`),
  );
}

export interface PlanForm {
  squadronPath: string | undefined;
  /** Left empty they are named later; a draw has named them. */
  inspectors: number;
  checklist: boolean;
  offline: boolean;
}

/** What a plan still lacks; undefined where nothing is. */
export function planLacks({ squadronPath, inspectors, checklist, offline }: PlanForm) {
  if (offline) return '安排督察要连上网';
  if (squadronPath === undefined) return '先选中队';
  if (!checklist) return '检查表还没取到';
  return inspectors === 0 ? undefined : assignLacks(inspectors, false);
}

/** What naming the inspectors still lacks. */
export function assignLacks(inspectors: number, offline: boolean): string | undefined {
  if (offline) return '派人要连上网';
  if (inspectors === 0) return '先选督察员';
  if (inspectors < FEWEST) return '还差一名督察员';
  return inspectors > MOST ? `最多 ${MOST} 名` : undefined;
}

export type PlanStep = 'assign' | 'start' | 'score' | 'result' | 'wait';

/** What somebody can do with a planned check next. */
export function planStep(check: SpotCheck, me: string | undefined): PlanStep {
  if (check.sealedAt !== null) return 'result';
  if (check.state === 'planned') return 'assign';
  const mine = check.inspectors.some((one) => one.personId === me);
  if (!mine) return 'wait';
  return check.state === 'assigned' ? 'start' : 'score';
}
