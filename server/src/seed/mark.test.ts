import { addDays } from '@qiangji/shared-types';
import { ageOf } from './mark';

const DAY = '2026-02-27';
const seededOn = (day?: string) => ({ _id: 'demo' as const, done: true, ...(day ? { day } : {}) });

describe('a demo that is found', () => {
  it.each([0, 1, 2, 3])('says nothing of its age on day %i after it was seeded', (days) => {
    expect(ageOf(seededOn(DAY), addDays(DAY, days))).toBeNull();
  });

  it.each([4, 60, 400])('says %i days later of which day it is, and how to begin anew', (days) => {
    const said = ageOf(seededOn(DAY), addDays(DAY, days));
    // scripts/lib/demo.mjs knows the line by how it begins.
    expect(said).toMatch(new RegExp(`^the demo is of ${DAY}, ${days} days ago: `));
    expect(said).toContain('remove the folder .qiangji (or what QIANGJI_HOME names;');
    expect(said).not.toContain('\n');
  });

  it('says nothing where its mark is from before the day was kept, or the clock went back', () => {
    expect(ageOf(seededOn(), DAY)).toBeNull();
    expect(ageOf(seededOn(DAY), addDays(DAY, -30))).toBeNull();
  });
});
