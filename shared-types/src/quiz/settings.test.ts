import { reviewTermsHistory } from '../review';
import { quizSettingsHistory } from './settings';

const settings = {
  version: 1,
  from: '2018-10-01',
  retention: 0.9,
  mastered: 0.8,
  rightDaysToLeave: 2,
  dailySize: 10,
  perNeed: 3,
  topicSize: 10,
  dailyReviews: 8,
  mock: { single: 15 },
};

const takes = (...all: object[]) => quizSettingsHistory.safeParse(all).success;

describe('settings of practice as a bureau writes them', () => {
  it('are versions, each from a later day', () => {
    expect(takes(settings, { ...settings, version: 2, from: '2026-12-01' })).toBe(true);
    expect(takes(settings, settings)).toBe(false);
    expect(takes()).toBe(false);
  });

  it.each([
    ['a share as a per cent', { mastered: 80 }],
    ['a kind of question that there is not', { mock: { essay: 1 } }],
    ['a day that there is not', { from: '2026-02-30' }],
    ['a name that was misspelt', { dailysize: 10 }],
    ['no day to leave the book', { rightDaysToLeave: 0 }],
  ])('are refused with %s', (_, wrong) => {
    expect(takes({ ...settings, ...wrong })).toBe(false);
  });
});

describe('terms of the review', () => {
  it('are refused beyond what records show at once', () => {
    const terms = {
      version: 1,
      from: '2018-10-01',
      findingDays: 62,
      findingVisits: 2,
      wrongRunning: 3,
      nightsRunning: 4,
      minMet: 5,
    };
    expect(reviewTermsHistory.safeParse([terms]).success).toBe(true);
    expect(reviewTermsHistory.safeParse([{ ...terms, findingDays: 63 }]).success).toBe(false);
    expect(reviewTermsHistory.safeParse([{ ...terms, nightsRunning: 1 }]).success).toBe(false);
  });
});
