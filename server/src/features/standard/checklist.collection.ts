import type { Checklist, DutyCatalogue } from '@qiangji/shared-types';
import { defineCollection } from '../../platform/mongo';

/** A published version; inserted once and never changed, so that old records keep their meaning. */
export interface ChecklistDocument extends Checklist {
  /** `<code>@<version>`. */
  _id: string;
  publishedAt: Date;
  schemaVersion: 1;
}

export const checklistCollection = defineCollection<ChecklistDocument>('standard_checklists', [
  { key: { code: 1, version: -1 }, unique: true },
]);

export interface DutyCatalogueDocument extends DutyCatalogue {
  /** `duty@<version>`. */
  _id: string;
  publishedAt: Date;
  schemaVersion: 1;
}

export const dutyCatalogueCollection = defineCollection<DutyCatalogueDocument>(
  'standard_duty_catalogues',
  [{ key: { version: -1 }, unique: true }],
);
