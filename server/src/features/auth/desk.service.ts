import { randomBytes, randomInt } from 'node:crypto';
import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { DeskState, DeskTicket } from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { OrgRepository } from '../org';
import { AuthService } from './auth.service';
import { DeskRepository } from './desk.repository';
import { tokenHash } from './token-hash';

/** How long a shown code is good (ms). */
export const DESK_TTL_MS = 3 * 60_000;
const MAX_ATTEMPTS = 5;

/**
 * Signing in at a desk. The browser shows a code, its person types it into the phone, and the browser,
 * which alone holds the secret beside it, gets a session. Knowing the code is of no use by itself.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class DeskService {
  @Inject()
  repository: DeskRepository;

  @Inject()
  people: OrgRepository;

  @Inject()
  auth: AuthService;

  async start(): Promise<DeskTicket> {
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now() + DESK_TTL_MS);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const code = String(randomInt(100_000_000)).padStart(8, '0');
      const ticket = { _id: code, secretHash: tokenHash(secret), personId: null, expiresAt };
      if (await this.repository.insert(ticket)) {
        return { code, deskToken: `${code}.${secret}`, expiresAt: expiresAt.toISOString() };
      }
    }
    throw new AppError('INTERNAL', { internal: 'every code drawn for a desk was taken' });
  }

  async confirm(code: string, { personId }: Actor): Promise<void> {
    const confirmed = await this.repository.saveConfirmed(code, personId, nowDate());
    if (!confirmed) throw new AppError('DESK_CODE_INVALID');
  }

  /** The session goes out once: whoever takes the ticket away gets it. */
  async poll(deskToken: string): Promise<DeskState> {
    const [code = '', secret = ''] = deskToken.split('.');
    const secretHash = tokenHash(secret);
    const ticket = await this.repository.find(code, nowDate());
    if (ticket?.secretHash !== secretHash) throw new AppError('DESK_CODE_INVALID');
    const { personId } = ticket;
    if (personId === null) return { state: 'waiting' };
    const person = await this.people.findPersonUnscoped({ _id: personId, active: true });
    const taken = await this.repository.remove(code, secretHash);
    if (!person || !taken) throw new AppError('DESK_CODE_INVALID');
    return { state: 'signed_in', session: await this.auth.openSession(person, 'desk') };
  }
}
