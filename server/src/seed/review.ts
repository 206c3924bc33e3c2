import { addDays } from '@qiangji/shared-types';
import { ReviewDayService } from '../features/review';
import type { SeedPart } from './plan';

/** The history's length (days), with a day to spare for a night shift that began before it. */
const DAYS = 61;

/** Rollups are derived from the history like from any other records. */
export const reviewPart: SeedPart = {
  name: 'the rollups of its days',
  async run({ container, today }) {
    const days = await container.getAsync(ReviewDayService);
    await days.rebuild(addDays(today, -DAYS), today);
  },
};
