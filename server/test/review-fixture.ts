import type { ReviewTerms } from '@qiangji/shared-types';
import { NO_PARTS } from '../src/features/review/parts.rules';
import type { Parts, ReviewDayDocument } from '../src/features/review/review.collection';

/** What ships: by it a week is looked at. */
export const TERMS: ReviewTerms = {
  version: 1,
  from: '2018-10-01',
  findingDays: 30,
  findingVisits: 2,
  wrongRunning: 3,
  nightsRunning: 4,
  minMet: 5,
  unreadLogDays: 14,
};

export const UNIT = '/wj/brigade/hutang';

/** A day of a person of 湖塘, with what the named jobs say of it. */
export function reviewDay(
  day: string,
  parts: Partial<Parts>,
  { ready = 0, unitPath = UNIT, personId = 'p' } = {},
): ReviewDayDocument {
  return {
    _id: `${personId}:${day}`,
    personId,
    day,
    unitPath,
    parts: { ...NO_PARTS, ...parts },
    ready,
    version: 1,
    schemaVersion: 1,
  };
}
