import type { DutyCatalogue, DutyHandling } from '@qiangji/shared-types';
import { AppError, invalid } from '../../platform/errors';
import type { OccurredAt } from '../../platform/http';

/** The handling, after looking whether the vocabulary has both and the category allows it. */
export function handlingOf(
  catalogue: DutyCatalogue,
  categoryCode: string,
  handlingCode: string,
): DutyHandling {
  const category = catalogue.categories.find((one) => one.code === categoryCode);
  if (!category) throw invalid('body.categoryCode', 'not_allowed', '没有这个类别');
  const handling = catalogue.handlings.find((one) => one.code === handlingCode);
  if (!handling) throw invalid('body.handlingCode', 'not_allowed', '没有这种处置');
  if (category.onlyHandlings && !category.onlyHandlings.includes(handling.code)) {
    throw invalid('body.handlingCode', 'not_allowed', category.note ?? '这一类不能这样处置');
  }
  return handling;
}

export function checkPartyType(catalogue: DutyCatalogue, code: string): void {
  if (!catalogue.partyTypes.some((one) => one.code === code)) {
    throw invalid('body.partyTypeCode', 'not_allowed', '没有这种当事人');
  }
}

export function checkSkipReason(catalogue: DutyCatalogue, code: string | undefined): void {
  if (code === undefined) return;
  if (!catalogue.recorderSkipReasons.some((one) => one.code === code)) {
    throw invalid('body.recorderSkipReason', 'not_allowed', '没有这个原因');
  }
}

/** A time that was typed; throws `DATE_IN_FUTURE`. */
export function typedTime(happenedAt: string, { receivedAt }: OccurredAt): Date {
  const typed = new Date(happenedAt);
  if (typed.getTime() > receivedAt.getTime()) throw new AppError('DATE_IN_FUTURE');
  return typed;
}
