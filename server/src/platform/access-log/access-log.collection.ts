import { defineJournal, type JournalDocument } from '../journal';

/** That somebody looked at what is held on somebody else: ids only, never a name or content. */
interface Access {
  /** Sorts by time. */
  readingId: string;
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

/** `_id` is `<subjectId>:<readingId>`. */
export type AccessDocument = Access & JournalDocument;

/**
 * A leader's page may not wait for a write of its own: readings of one moment are committed together. One
 * page may be a reading of twenty people, so there is no index but the ids, which begin with the subject's.
 */
export const accessJournal = defineJournal<Access>('access_log', {
  keyOf: ({ subjectId, readingId }) => [subjectId, readingId],
  same: (kept, again) => kept.readerId === again.readerId && kept.what === again.what,
});
