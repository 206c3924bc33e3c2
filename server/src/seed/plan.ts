import type { IMidwayContainer } from '@midwayjs/core';
import type { PersonDocument, UnitDocument } from '../features/org';
import type { MongoService } from '../platform/mongo';
import type { SeededRandom } from './random';

/** What every part of the history is made from. */
export interface SeedContext {
  random: SeededRandom;
  /** The last day of the history, Asia/Shanghai. */
  today: string;
  /** The instant (ms) at which the history ends. */
  nowMs: number;
  units: UnitDocument[];
  people: PersonDocument[];
  mongo: MongoService;
  container: IMidwayContainer;
}

/** A part of the history: makes its records and puts them in with insertMany. */
export interface SeedPart {
  name: string;
  run(context: SeedContext): Promise<void>;
}
