import type { BankFormat, ImportState, QuestionImport } from '@qiangji/shared-types';
import { defineCollection } from '../../platform/mongo';
import type { Defaults } from './formats/item';

/** A file on its way into a bank. Its bytes lie in the blob store under its id. */
export interface ImportDocument extends Pick<
  QuestionImport,
  | 'fileName'
  | 'progress'
  | 'total'
  | 'refusal'
  | 'columns'
  | 'counts'
  | 'preview'
  | 'problems'
  | 'twins'
  | 'notes'
  | 'encoding'
  | 'kept'
> {
  _id: string;
  bureau: string;
  actorId: string;
  /** Name of who handed it in, for the history of its questions. */
  who: string;
  format: BankFormat;
  state: ImportState;
  mapping: { heading: string; field: string }[] | null;
  defaults: Defaults;
  /** Numbers of all questions that are very like another one; none of a file that was read before this was kept. */
  twinNumbers?: number[];
  /** How it is to be kept, twins that are left out among the rest; null before. */
  keep: { state: 'draft' | 'active'; leaveOut: number[]; mayConfirm: boolean } | null;
  createdAt: Date;
  /** Moves with each sign of life: a read that stands still belongs to a process that is gone. */
  aliveAt: Date;
  schemaVersion: 1;
}

export const importCollection = defineCollection<ImportDocument>('quiz_imports', [
  { key: { bureau: 1, createdAt: -1 } },
]);
