import { defineCollection } from '../mongo';

/** That somebody looked at what is held on somebody else: ids only, never a name or content. */
export interface AccessDocument {
  _id: string;
  readerId: string;
  /** Whose data was looked at. */
  subjectId: string;
  /** A code for what was looked at, e.g. `media_original`, `review_person`. */
  what: string;
  /** Which record, where there is one. */
  recordId: string | null;
  at: Date;
  schemaVersion: 1;
}

export const accessCollection = defineCollection<AccessDocument>('access_log', [
  { key: { subjectId: 1, _id: -1 } },
  { key: { readerId: 1, _id: -1 } },
]);
