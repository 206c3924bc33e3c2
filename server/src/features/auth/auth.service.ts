import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import {
  PRIVACY_VERSION,
  type DemoAccount,
  type Profile,
  type Session,
} from '@qiangji/shared-types';
import type { Actor } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { env } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { limitRate } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { groupedReads } from '../../platform/mongo';
import { OrgRepository, OrgService, UNBOUND, type PersonDocument } from '../org';
import { AccessTokens } from './access-token';
import { ActorMemory } from './actor-memory.service';
import type { SessionDocument } from './auth.collection';
import { presentProfile } from './auth.presenter';
import { AuthRepository } from './auth.repository';
import {
  DESK_SESSION_MS,
  judgeRefresh,
  readRefreshToken,
  REFRESH_TTL_MS,
  refreshTokenOf,
} from './auth.rules';

/** Staff numbers of the demo accounts in the seed. */
export const DEMO_STAFF: Record<DemoAccount, string> = {
  officer: 'D0001',
  auxiliary: 'D0002',
  inspector: 'D0003',
  leader: 'D0004',
  office: 'D0005',
};

interface RefreshAttempt {
  sessionId: string;
  seq: number;
  /** Null of a client from before attempts had one. */
  attemptId: string | null;
}

@Provide()
@Scope(ScopeEnum.Singleton)
export class AuthService {
  @Inject()
  repository: AuthRepository;

  @Inject()
  orgRepository: OrgRepository;

  @Inject()
  org: OrgService;

  @Inject()
  memory: ActorMemory;

  private readonly findSession = groupedReads<SessionDocument>(
    (ids) => this.repository.listSessions(ids),
    ({ _id }) => _id,
  );
  private readonly findPerson = groupedReads<PersonDocument>(
    (ids) => this.orgRepository.listPersonsByIds(ids),
    ({ _id }) => _id,
  );
  private accessTokens: AccessTokens | undefined;

  private get tokens(): AccessTokens {
    return (this.accessTokens ??= new AccessTokens(env().jwtSecret));
  }

  /** Signs in as a demo account; `NOT_FOUND` where the service does not run with DEMO=1. */
  async signInDemo(account: DemoAccount): Promise<Session> {
    if (!env().demo) throw new AppError('NOT_FOUND');
    const staffNumber = DEMO_STAFF[account];
    const person = await this.orgRepository.findPersonUnscoped({ staffNumber, active: true });
    if (!person) throw new AppError('NOT_FOUND', { internal: 'the demo data is not seeded' });
    return this.openSession(person);
  }

  /** Opens a session for somebody who has proved who they are. */
  async openSession(person: PersonDocument, where: 'phone' | 'desk' = 'phone'): Promise<Session> {
    const session: SessionDocument = {
      _id: makeId(),
      personId: person._id,
      authVersion: person.authVersion,
      ...(where === 'desk' && { desk: true }),
      refreshSeq: 0,
      createdAt: nowDate(),
      expiresAt: new Date(now() + (where === 'desk' ? DESK_SESSION_MS : REFRESH_TTL_MS)),
      revokedAt: null,
    };
    await this.repository.insertSession(session);
    return this.present(session, person);
  }

  /**
   * Rotates a refresh token. Until its successor is first used the one before stays good for the attempt that
   * exchanged it; any other use means that somebody else holds it, and ends the session.
   */
  async refresh(token: string, attemptId: string | null = null): Promise<Session> {
    const read = readRefreshToken(env().jwtSecret, token);
    if (!read) throw new AppError('UNAUTHENTICATED');
    limitRate(`session ${read.sessionId}`, now());
    return this.rotate({ ...read, attemptId });
  }

  private async rotate(given: RefreshAttempt): Promise<Session> {
    const { sessionId, seq, attemptId } = given;
    const { session, person } = await this.liveSession(sessionId);
    const verdict = judgeRefresh(given, session);
    if (verdict === 'reuse') {
      await this.endSession(sessionId);
      throw new AppError('REFRESH_REUSED');
    }
    if (verdict === 'repeat') return this.present(session, person);
    const expiresAt = session.desk ? session.expiresAt : new Date(now() + REFRESH_TTL_MS);
    const next = { refreshedBy: attemptId, expiresAt };
    const saved = await this.repository.saveRefresh(sessionId, seq, next);
    // Another request was first: whether it was this one's twin is judged by what it left.
    if (!saved) return this.rotate(given);
    return this.present({ ...session, ...next, refreshSeq: seq + 1 }, person);
  }

  async endSession(sessionId: string): Promise<void> {
    await this.repository.saveRevoked(sessionId, nowDate());
    this.memory.forget(sessionId);
  }

  /** Notes that a person agrees to the notice in force. */
  async saveConsent(personId: string): Promise<PersonDocument['consent']> {
    const consent = { version: PRIVACY_VERSION, at: nowDate() };
    await this.orgRepository.savePerson(personId, { consent }, false);
    return consent;
  }

  async consent(actor: Actor): Promise<Profile> {
    await this.saveConsent(actor.personId);
    this.memory.forget(actor.sessionId);
    return this.profileOf(actor.personId);
  }

  /** Takes the agreement back: every session ends, and whoever signs in again is asked again. */
  async withdrawConsent(actor: Actor): Promise<void> {
    await this.orgRepository.savePerson(actor.personId, { consent: null }, true);
    await this.endSession(actor.sessionId);
  }

  /** Deletes the actor's WeChat account and phone number; every session ends. */
  async unbind(actor: Actor): Promise<void> {
    await this.orgRepository.savePerson(actor.personId, { ...UNBOUND, updatedAt: nowDate() }, true);
    await this.endSession(actor.sessionId);
  }

  async profileOf(personId: string): Promise<Profile> {
    const person = await this.orgRepository.findPersonUnscoped({ _id: personId });
    if (!person) throw new AppError('SESSION_REVOKED');
    return presentProfile(person, await this.org.unitsByPath());
  }

  /** Who an access token belongs to, at once where that is remembered; throws or rejects with a 401 of its kind. */
  authenticate(token: string): Actor | Promise<Actor> {
    const sessionId = this.tokens.sessionOf(token);
    const known = this.memory.get(sessionId);
    if (!(known instanceof Promise)) return known ?? this.readActor(sessionId);
    return known.then((actor) => actor ?? this.readActor(sessionId));
  }

  /** A session's person never changes: whoever was here before is asked for beside the session. */
  private async readActor(sessionId: string): Promise<Actor> {
    const readAt = now();
    const personId = this.memory.personOf(sessionId);
    const early = personId === undefined ? undefined : this.findPerson(personId);
    // Looked at below; the session may be what is wrong.
    early?.catch(() => undefined);
    const { session, person } = await this.liveSession(sessionId, early);
    const actor: Actor = {
      personId: person._id,
      sessionId: session._id,
      kind: person.kind,
      unitPath: person.unitPath,
      grants: person.grants,
      consentVersion: person.consent?.version ?? null,
    };
    this.memory.keep(actor, { expiresAt: session.expiresAt, asOf: person.updatedAt, readAt });
    return actor;
  }

  private async liveSession(
    sessionId: string,
    early?: Promise<PersonDocument | null>,
  ): Promise<{ session: SessionDocument; person: PersonDocument }> {
    const session = await this.findSession(sessionId);
    if (!session || session.revokedAt || session.expiresAt.getTime() <= now()) {
      throw new AppError('SESSION_REVOKED');
    }
    const person = await (early ?? this.findPerson(session.personId));
    if (!person?.active || person.authVersion !== session.authVersion) {
      throw new AppError('SESSION_REVOKED');
    }
    return { session, person };
  }

  private async present(session: SessionDocument, person: PersonDocument): Promise<Session> {
    const access = this.tokens.sign(session._id);
    return {
      accessToken: access.token,
      accessExpiresAt: new Date(access.expiresAtMs).toISOString(),
      refreshToken: refreshTokenOf(env().jwtSecret, session._id, session.refreshSeq),
      refreshExpiresAt: session.expiresAt.toISOString(),
      me: presentProfile(person, await this.org.unitsByPath()),
    };
  }
}
