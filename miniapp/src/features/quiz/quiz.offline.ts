import { addDays, dayOf, quizContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { keep } from '@/platform/resource';

/**
 * Keeps today's questions and tomorrow's on the phone, with key and explanation. One after the other:
 * a finding joins the first set that is asked for after it. False where they did not all come.
 */
export async function keepPractices(): Promise<boolean> {
  const today = dayOf(now());
  for (const day of [today, addDays(today, 1)]) {
    if (!(await keep(quizContract.findPractice, { params: { day } }))) return false;
  }
  return true;
}
