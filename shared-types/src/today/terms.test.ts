import { todayTermsHistory } from './terms';

const terms = {
  version: 1,
  from: '2018-10-01',
  officeHours: { from: '08:00', to: '18:00' },
  conductDays: 3,
  conductDueDays: 1,
  readinessBeforeMin: 120,
  examBeforeMin: 30,
};
const takes = (...all: object[]) => todayTermsHistory.safeParse(all).success;

describe('terms of 今日 as a bureau writes them', () => {
  it('are versions, each from a later day', () => {
    expect(takes(terms, { ...terms, version: 2, from: '2027-01-01' })).toBe(true);
    expect(takes(terms, { ...terms, version: 2 })).toBe(false);
    expect(takes()).toBe(false);
  });

  it.each([
    ['office hours that end before they begin', { officeHours: { from: '18:00', to: '08:00' } }],
    ['a time that there is not', { officeHours: { from: '8:00', to: '18:00' } }],
    ['no day for the check after an act', { conductDays: 0 }],
    ['a name that was misspelt', { conductdays: 3 }],
  ])('are refused with %s', (_, wrong) => {
    expect(takes({ ...terms, ...wrong })).toBe(false);
  });
});
