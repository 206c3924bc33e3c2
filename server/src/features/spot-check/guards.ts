import { dayOf, sealLacks, type CheckWrite, type SpotCheckState } from '@qiangji/shared-types';
import { AppError, invalid } from '../../platform/errors';
import type { CheckDocument, DrawDocument, Signoff } from './spot-check.collection';

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

/** Somebody who was replaced before they began writes nothing in a check. */
export function mustInspect({ inspectorIds }: CheckDocument, actorId: string): void {
  if (inspectorIds.includes(actorId)) return;
  throw new AppError('STATE_CONFLICT', { message: '这次督察已改派给别人，你不用去了' });
}

interface Signed {
  standing: readonly Signoff[];
  past: readonly Signoff[];
}

/** Says whose signature lacks, and who has to give it again since the scores changed. */
export function mustBeComplete(
  { covert, results, persons }: CheckDocument,
  { standing, past }: Signed,
  nameOf: (personId: string) => string,
): void {
  const personIds = persons.map((one) => one.personId);
  const signoffs = standing.map(({ personId }) => ({ personId, signed: true }));
  const lacks = sealLacks({ covert, personIds, results, signoffs });
  if (lacks.length === 0) return;
  const unsigned = personIds.filter((id) => !standing.some((one) => one.personId === id));
  const changed = unsigned.filter((id) => past.some((one) => one.personId === id));
  const never = unsigned.filter((id) => !changed.includes(id));
  const names = (ids: readonly string[]) => ids.map(nameOf).join('、');
  const said = {
    results: [{ reason: 'missing', message: '还没有查出一条结果' }],
    signatures: [
      { reason: 'missing', who: never, message: `没签名，也没注明拒签：${names(never)}` },
      { reason: 'changed', who: changed, message: `打分改过，要再签：${names(changed)}` },
    ].filter(({ who }) => who.length > 0),
  };
  const details = lacks.flatMap((path) =>
    said[path].map(({ reason, message }) => ({ path, reason, message })),
  );
  throw new AppError('CHECK_INCOMPLETE', { details });
}
