import { addDays, dayOf, picturesIn, quizContract, type Practice } from '@qiangji/shared-types';
import { fetchAhead } from '@/platform/camera';
import { now } from '@/platform/clock';
import { keep, stored } from '@/platform/resource';

/** Ids of the pictures that the questions of a set show. */
export function picturesOf(practice: Practice | undefined): string[] {
  return (practice?.questions ?? []).flatMap(({ body }) => picturesIn(body));
}

/**
 * Keeps today's questions and tomorrow's on the phone, with key and explanation. One after the other:
 * a finding joins the first set that is asked for after it. False where they did not all come. Pictures
 * follow by themselves: what does not come is fetched when it is shown.
 */
export async function keepPractices(): Promise<boolean> {
  const today = dayOf(now());
  for (const day of [today, addDays(today, 1)]) {
    const input = { params: { day } };
    if (!(await keep(quizContract.findPractice, input))) return false;
    fetchAhead(picturesOf(stored(quizContract.findPractice, input)));
  }
  return true;
}
