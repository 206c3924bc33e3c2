import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

export interface __Pascal__EntryDocument extends OpFields {
  _id: string;
  /** The writer's unit when it was written. */
  unitPath: string;
  /** Shanghai calendar day that the entry is about. */
  day: string;
  text: string;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const __camel__EntryCollection = defineCollection<__Pascal__EntryDocument>(
  '__snake___entries',
  [OP_INDEX, { key: { actorId: 1, _id: -1 } }],
);
