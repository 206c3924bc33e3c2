import type { SeedPart } from './plan';

/** The parts of the history, in the order in which they lean on each other. */
export const seedParts: SeedPart[] = [];
