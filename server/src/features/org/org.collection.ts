import type { Grant, PersonKind } from '@qiangji/shared-types';
import { defineCollection } from '../../platform/mongo';

export interface UnitDocument {
  /** Materialised path. */
  _id: string;
  name: string;
  kind: 'bureau' | 'campaign_office' | 'section' | 'brigade' | 'squadron';
  /** The other axis: the town it is posted to. */
  townCode: string | null;
  townName: string | null;
  liaisonId: string | null;
  schemaVersion: 1;
}

export const unitCollection = defineCollection<UnitDocument>('org_units', [
  { key: { townCode: 1 } },
]);

export interface PersonDocument {
  _id: string;
  /** 工号: the key of re-imports. */
  staffNumber: string;
  name: string;
  /** Mobile number, only for binding a WeChat account. */
  phone: string | null;
  kind: PersonKind;
  post: string;
  unitPath: string;
  enforcementId: { number: string; validUntil: string } | null;
  grants: Grant[];
  active: boolean;
  /** Grows when the person is moved, suspended or entrusted anew; older sessions end. */
  authVersion: number;
  consent: { version: string; at: Date } | null;
  openid: string | null;
  bindingCode: { hash: string; validUntil: Date } | null;
  createdAt: Date;
  /** Written with every change of what an actor is: other processes look for it. */
  updatedAt: Date;
  schemaVersion: 1;
}

/** What unbinding deletes: all that ties a person to a WeChat account or a telephone. */
export const UNBOUND = { openid: null, phone: null, bindingCode: null } as const;

export const personCollection = defineCollection<PersonDocument>('org_persons', [
  { key: { staffNumber: 1 }, unique: true },
  { key: { unitPath: 1, name: 1, _id: 1 } },
  { key: { updatedAt: 1 } },
  { key: { phone: 1 }, unique: true, partialFilterExpression: { phone: { $type: 'string' } } },
  { key: { openid: 1 }, unique: true, partialFilterExpression: { openid: { $type: 'string' } } },
  { key: { 'bindingCode.hash': 1 }, sparse: true },
]);
