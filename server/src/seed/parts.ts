import { historyPart } from './history/put-in';
import type { SeedPart } from './plan';
import { reviewPart } from './review';

/** The parts of the demo beside its people, in the order in which they lean on each other. */
export const seedParts: SeedPart[] = [historyPart, reviewPart];
