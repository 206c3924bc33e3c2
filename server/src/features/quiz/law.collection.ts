import { defineCollection, OP_INDEX, type OpFields } from '../../platform/mongo';

/** A word on a version of a law: it ends on a day, or (null) it does not after all. */
export interface LawEndingDocument extends OpFields {
  _id: string;
  bureau: string;
  name: string;
  version: string;
  /** First day on which it is no longer in force. */
  endsOn: string | null;
  note: string | null;
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
  schemaVersion: 1;
}

export const lawEndingCollection = defineCollection<LawEndingDocument>('quiz_law_endings', [
  OP_INDEX,
  { key: { bureau: 1, receivedAt: 1 } },
]);
