import type { Db } from 'mongodb';
import { addDays, dayOf, weekStart } from '@qiangji/shared-types';
import type { Hand } from './browser';

interface StoredPlan {
  personId: string;
  day: string;
  templateCode: string;
  sections: string[];
}

/** What the demo has planned for somebody today, as a shift has to say it. */
export async function plannedToday(db: Db, personId: string) {
  const plans = db.collection<StoredPlan>('duty_plans');
  const plan = await plans.findOne({ personId, day: dayOf(Date.now()) });
  if (!plan) throw new Error('the demo has planned nothing for today');
  const { templateCode, sections } = plan;
  return { templateCode, sections };
}

/** A leader sees that a shift of today was done, and puts its person on another one next Monday. */
export async function planNextWeek(leader: Hand, name: string): Promise<Partial<StoredPlan>> {
  await leader.tab('执勤');
  // What is pressed while the tab is still coming in may be gone with it.
  await leader.shows('/tabs/duty/');
  await leader.tap('排班');
  await leader.shows('/features/duty-log/pages/rota/');
  await leader.control(new RegExp(`^${name}.*已交班`)).waitFor();
  await leader.tap('下一周');
  await leader.tap('排中班', 'radio');
  await leader.tap(new RegExp(`^${name}`));
  await leader.tap('存下 1 处');
  return { day: addDays(weekStart(dayOf(Date.now())), 7), templateCode: 'late' };
}
