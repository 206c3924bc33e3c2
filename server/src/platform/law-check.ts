import { dayOf } from '@qiangji/shared-types';
import { now } from './clock';
import { AppError } from './errors';

/** Throws `DATE_IN_FUTURE` for a check against a text on a day that is yet to come. */
export function mustNotBeAhead(checkedOn: string): void {
  if (checkedOn <= dayOf(now())) return;
  const message = '核对日期不能晚于今天';
  const details = [{ path: 'body.checkedOn', reason: 'in_future', message }];
  throw new AppError('DATE_IN_FUTURE', { details });
}
