import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { now } from '../clock';
import { env } from '../env';
import { AppError } from '../errors';
import { WechatDoor } from './door.service';
import { refusal } from './refusal';
import { seal, unseal } from './seal';
import { WechatTokenRepository } from './token.repository';

/** A token is renewed this long before WeChat lets it lapse (ms). */
const TOKEN_SPARE_MS = 5 * 60_000;

/** Who asks WeChat has so long (ms); then another process does. */
const LEASE_MS = 15_000;
const LOOK_MS = 100;

interface Token {
  value: string;
  until: number;
}

/**
 * The access token of WeChat's server API: one for all callers of a process and, through the database,
 * for all processes. Fetched as a stable token, which asking again does not void.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class WechatTokens {
  @Inject()
  door: WechatDoor;

  @Inject()
  repository: WechatTokenRepository;

  private token: Token | undefined;
  private renewing: Promise<string> | undefined;

  /** Throws `WECHAT_UNAVAILABLE`, `WECHAT_BUSY` where WeChat gives none. */
  async current(): Promise<string> {
    if (this.token && this.token.until > now()) return this.token.value;
    return this.renew(undefined);
  }

  /** Another one in the place of one that WeChat refused; asked for once, however many callers met that. */
  async insteadOf(stale: string): Promise<string> {
    if (this.token && this.token.until > now() && this.token.value !== stale) {
      return this.token.value;
    }
    const value = await this.renew(stale);
    // Somebody was about to renew for another reason, and had the stale one from the database.
    return value === stale ? this.renew(stale) : value;
  }

  private renew(stale: string | undefined): Promise<string> {
    this.renewing ??= this.find(stale)
      .then((token) => {
        this.token = token;
        return token.value;
      })
      .finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async find(stale: string | undefined): Promise<Token> {
    const { appId } = env().wechat;
    const giveUpAt = performance.now() + LEASE_MS;
    for (;;) {
      const kept = await this.freshOf(appId, stale);
      if (kept) return kept;
      const at = now();
      const leased = await this.repository.saveLease(appId, new Date(at), new Date(at + LEASE_MS));
      if (leased) return this.fetchUnlessKept(appId, stale);
      if (performance.now() > giveUpAt) return this.fetch(appId, stale);
      await pause(LOOK_MS);
    }
  }

  /** Another process may have renewed it between the look and the lease. */
  private async fetchUnlessKept(appId: string, stale: string | undefined): Promise<Token> {
    const kept = await this.freshOf(appId, stale);
    if (!kept) return this.fetch(appId, stale);
    await this.repository.save(appId);
    return kept;
  }

  private async freshOf(appId: string, stale: string | undefined): Promise<Token | undefined> {
    const kept = await this.kept(appId);
    return kept?.value === stale ? undefined : kept;
  }

  private async kept(appId: string): Promise<Token | undefined> {
    const found = await this.repository.find(appId);
    if (!found || found.until.getTime() <= now()) return undefined;
    const value = unseal(found.sealed, env().jwtSecret);
    return value === undefined ? undefined : { value, until: found.until.getTime() };
  }

  private async fetch(appId: string, stale: string | undefined): Promise<Token> {
    try {
      let token = await this.ask(false);
      // Asked plainly, WeChat repeats the one that it holds for good: then it has to be told.
      if (token.value === stale) token = await this.ask(true);
      const sealed = seal(token.value, env().jwtSecret);
      await this.repository.save(appId, { sealed, until: new Date(token.until) });
      return token;
    } catch (error) {
      await this.repository.save(appId);
      throw error;
    }
  }

  private async ask(force: boolean): Promise<Token> {
    const { appId, appSecret } = env().wechat;
    const body = {
      grant_type: 'client_credential',
      appid: appId,
      secret: appSecret,
      ...(force && { force_refresh: true }),
    };
    const answer = await this.door.ask('/cgi-bin/stable_token', body);
    if (answer.errcode) throw refusal(answer.errcode);
    const { access_token: value, expires_in: seconds = 0 } = answer;
    if (!value) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no access token' });
    return { value, until: now() + seconds * 1000 - TOKEN_SPARE_MS };
  }
}
