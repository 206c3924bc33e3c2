import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import {
  PRIVACY_VERSION,
  type BindRequest,
  type Session,
  type WechatResult,
} from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { seal, unseal, WechatClient } from '../../platform/wechat';
import { RosterService, type PersonDocument } from '../org';
import { AuthService } from './auth.service';
import { BindRepository } from './bind.repository';
import { tokenHash } from './token-hash';

export const TICKET_TTL_MS = 10 * 60_000;
export const MAX_TRIES = 5;

/** Signing in with WeChat: the first time a WeChat account is bound to a person of the roster. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class BindService {
  @Inject()
  repository: BindRepository;

  @Inject()
  roster: RosterService;

  @Inject()
  auth: AuthService;

  @Inject()
  wechat: WechatClient;

  /** A session for a bound account, else a ticket; the phone never sees the openid. */
  async signIn(code: string): Promise<WechatResult> {
    const openid = await this.wechat.exchangeCode(code);
    const person = await this.roster.findBoundTo(openid);
    if (person) {
      if (!person.active) throw new AppError('NOT_ON_ROSTER', { message: SUSPENDED });
      return { status: 'signed_in', session: await this.auth.openSession(person) };
    }
    const bindToken = randomBytes(32).toString('base64url');
    await this.repository.insertTicket({
      _id: tokenHash(bindToken),
      sealedOpenid: seal(openid, bindToken),
      tries: 0,
      expiresAt: new Date(now() + TICKET_TTL_MS),
    });
    return { status: 'bind_required', bindToken };
  }

  /** Binds by a phone number that WeChat vouches for, or by a code from a keeper of the roster. */
  async bind(request: BindRequest): Promise<Session> {
    if (request.privacyVersion !== PRIVACY_VERSION) throw new AppError('CONSENT_REQUIRED');
    const ticketId = tokenHash(request.bindToken);
    const ticket = await this.repository.saveTry(ticketId, MAX_TRIES, nowDate());
    const sealed = ticket?.sealedOpenid;
    const openid = sealed && unseal(sealed, request.bindToken);
    if (!openid) throw new AppError('WECHAT_CODE_INVALID');
    const person = await this.personOf(request, openid);
    await this.repository.removeTicket(ticketId);
    const consent = await this.auth.saveConsent(person._id);
    return this.auth.openSession({ ...person, consent });
  }

  private async personOf(request: BindRequest, openid: string): Promise<PersonDocument> {
    if (request.by === 'code') return this.roster.bindByCode(request.bindingCode, openid);
    return this.roster.bindByPhone(await this.wechat.phoneNumber(request.phoneCode), openid);
  }
}

const SUSPENDED = '你的账号已停用，请找联络员';
