import { addDays, dayOf, quizContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { keep } from '@/platform/resource';

/**
 * Keeps today's questions and tomorrow's on the phone, with key and explanation. One after the other:
 * a finding joins the first set that is asked for after it.
 */
export async function keepPractices(): Promise<void> {
  const today = dayOf(now());
  for (const day of [today, addDays(today, 1)]) {
    await keep(quizContract.findPractice, { params: { day } });
  }
}
