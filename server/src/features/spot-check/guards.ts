import { dayOf, sealLacks, type CheckWrite, type SpotCheckState } from '@qiangji/shared-types';
import { AppError, invalid } from '../../platform/errors';
import type { CheckDocument, DrawDocument } from './spot-check.collection';

/** What a check may not be, each refused with words that say what to do. */

/** Chance says whom to check, unless somebody answers for a special check with a reason. */
export function mustSayWhy({ kind, reason }: Pick<CheckWrite, 'kind' | 'reason'>): void {
  if (kind === 'special' && reason !== undefined) return;
  const message = '日常督察先抽签；不抽签的只限专项督察，并写明理由';
  throw invalid('body.drawId', 'not_drawn', message);
}

/** A check is what was drawn: as openly, too, since nobody signs a covert one. */
export function mustBeAsDrawn(
  check: Pick<CheckDocument, 'kind' | 'covert' | 'squadronPath' | 'inspectorIds'>,
  { kind, covert, outcome }: DrawDocument,
): void {
  const sorted = (ids: readonly string[]) => [...ids].sort().join();
  const same =
    check.kind === kind &&
    check.covert === covert &&
    check.squadronPath === outcome.squadronPath &&
    sorted(check.inspectorIds) === sorted(outcome.inspectorIds);
  if (same) return;
  const message = '中队、督察员、种类或明察暗访和抽签结果不一样';
  throw invalid('body.drawId', 'not_as_drawn', message);
}

/** A plan is for today or later; a visit that has begun has no day to plan. */
export function mustBePlannable(
  plannedOn: string | null | undefined,
  state: SpotCheckState,
  at: Date,
): void {
  if (plannedOn === undefined || plannedOn === null) return;
  if (state === 'in_progress') {
    throw invalid('body.plannedOn', 'not_allowed', '已经开始的督察不用再定日子');
  }
  if (plannedOn < dayOf(at.getTime())) throw new AppError('DATE_IN_PAST');
}

export function mustBeOpen(check: CheckDocument): void {
  if (check.state !== 'in_progress') throw new AppError('STATE_CONFLICT');
}

const LACKS = {
  results: '还没有查出一条结果',
  signatures: '还有人没签名，也没注明拒签',
} as const;

export function mustBeComplete(check: CheckDocument): void {
  const { covert, results, signoffs } = check;
  const personIds = check.persons.map((one) => one.personId);
  const signed = signoffs.map(({ personId }) => ({ personId, signed: true }));
  const lacks = sealLacks({ covert, personIds, results, signoffs: signed });
  if (lacks.length === 0) return;
  throw new AppError('CHECK_INCOMPLETE', {
    details: lacks.map((lack) => ({ path: lack, reason: 'missing', message: LACKS[lack] })),
  });
}
