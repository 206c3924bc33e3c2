import { defineCollection } from '../../platform/mongo';

/**
 * An attempt that could not be made of its events: a damaged one, a paper that is missing. It is tried again,
 * and its exam is not settled before; once it is made it leaves here.
 */
export interface UnmadeDocument {
  /** The attempt. */
  _id: string;
  /** Null where nothing that is left tells it. */
  examId: string | null;
  /** Whether its time was over when it was tried: those past it are final. */
  over: boolean;
  /** 0: nothing went wrong, it is being taken in again, and left behind should its process end in the middle. */
  tries: number;
  /** Who takes it in right now, each by a name of their own; one whose process ended stays until the job is through. */
  atIt?: string[];
  /** A keeper had its exam settled without it: no exam waits for it. Absent: none did. */
  leftOut?: true;
  /** It is not tried again before. */
  dueAt: Date;
  schemaVersion: 1;
}

export const unmadeCollection = defineCollection<UnmadeDocument>('exam_unmade', [
  { key: { dueAt: 1 } },
  { key: { examId: 1 } },
]);
