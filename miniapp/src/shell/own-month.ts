import { dayOf } from '@qiangji/shared-types';
import { now } from '@/platform/clock';

/** Asks for the own shifts of this month: the same question all month, so that the kept answer is found offline. */
export const ownMonth = () => ({ query: { from: `${dayOf(now()).slice(0, 7)}-01`, limit: 100 } });
