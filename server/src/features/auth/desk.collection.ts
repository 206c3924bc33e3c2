import { defineCollection } from '../../platform/mongo';

/** A desk that waits for its person's phone. */
export interface DeskTicketDocument {
  /** The shown code: one desk waits under it at a time. */
  _id: string;
  /** Hash of the secret that only this desk holds. */
  secretHash: string;
  /** Who confirmed it on the phone; null until then. */
  personId: string | null;
  expiresAt: Date;
}

export const deskTicketCollection = defineCollection<DeskTicketDocument>('auth_desk_tickets', [
  { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]);
