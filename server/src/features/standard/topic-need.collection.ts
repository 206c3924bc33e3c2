import { defineCollection } from '../../platform/mongo';

/**
 * A person's need to look at a topic again, because a finding of a spot check showed it. Practice
 * and study read it: one piece and three questions of the topic come up next, and say why.
 */
export interface TopicNeedDocument {
  _id: string;
  personId: string;
  unitPath: string;
  topic: string;
  /** Where it comes from; one need for each finding and person. */
  findingId: string;
  /** What was found, in the words of the standard item. */
  reason: string;
  createdAt: Date;
  /** The piece put forward for it. */
  pieceSlug: string | null;
  /** The practice that took up its three questions; null until then. */
  practice: { day: string; questionIds: string[]; at: Date } | null;
  /** Nothing of what was found stands any more: it is asked of nobody. */
  withdrawnAt?: Date;
  schemaVersion: 1;
}

export const topicNeedCollection = defineCollection<TopicNeedDocument>('standard_topic_needs', [
  { key: { findingId: 1, personId: 1 }, unique: true },
  { key: { personId: 1, createdAt: 1 } },
  { key: { unitPath: 1, createdAt: 1 } },
]);
