import { defineCollection } from '../../platform/mongo';

/** One signed-in device. */
export interface SessionDocument {
  _id: string;
  personId: string;
  /** The person's `authVersion` at sign-in; a later one ends the session. */
  authVersion: number;
  /** A desk may be shared: its session ends after a working day and is never prolonged. */
  desk?: true;
  /** Number of the refresh token in force; the one before stays good until this one is used. */
  refreshSeq: number;
  /** The attempt that the one before was exchanged by; not there where none was, or it had no id. */
  refreshedBy?: string | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

export const sessionCollection = defineCollection<SessionDocument>('auth_sessions', [
  { key: { personId: 1 } },
  { key: { revokedAt: 1 } },
  { key: { expiresAt: 1 }, expireAfterSeconds: 86_400 },
]);

/** A proven WeChat account that waits to be bound to a roster person. */
export interface BindTicketDocument {
  /** Hash of the token that the phone holds. */
  _id: string;
  /** The openid, sealed with that token: nobody else can read it, the service included. */
  sealedOpenid: string;
  /** How often binding was tried with it. */
  tries: number;
  expiresAt: Date;
}

export const bindTicketCollection = defineCollection<BindTicketDocument>('auth_bind_tickets', [
  { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]);
