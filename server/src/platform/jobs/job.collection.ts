import { defineCollection } from '../mongo';

/** One row a job: who may run it, until when, and when it is due next. */
export interface JobDocument {
  /** Name of the job. */
  _id: string;
  dueAt: Date;
  leaseUntil: Date;
  /** Grows with each lease: a runner that was overtaken can tell. */
  fence: number;
  lastRunAt: Date | null;
  lastOutcome: 'ok' | 'failed' | null;
}

export const jobCollection = defineCollection<JobDocument>('jobs', []);
