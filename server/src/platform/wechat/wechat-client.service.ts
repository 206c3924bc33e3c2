import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { now } from '../clock';
import { env } from '../env';
import { AppError } from '../errors';
import { log } from '../log';

/** What every answer of WeChat may carry; 0 or absent means that it worked. */
interface WechatAnswer {
  errcode?: number;
  openid?: string;
  access_token?: string;
  expires_in?: number;
  phone_info?: { purePhoneNumber?: string; countryCode?: string };
}

const BUSY = -1;
const TOKEN_STALE = new Set([40001, 40014, 42001]);
/** Wrong, used or expired codes of `wx.login` and of the phone number button. */
const CODE_INVALID = new Set([40029, 40163, 41008]);
const TOO_OFTEN = 45011;

/** A token is renewed this long before WeChat lets it lapse (ms). */
const TOKEN_SPARE_MS = 5 * 60_000;

function refusal(errcode: number): AppError {
  const internal = `WeChat answered errcode ${errcode}`;
  if (CODE_INVALID.has(errcode)) return new AppError('WECHAT_CODE_INVALID', { internal });
  if (errcode === TOO_OFTEN) return new AppError('WECHAT_BUSY', { internal });
  return new AppError('WECHAT_UNAVAILABLE', { internal });
}

/**
 * The one door to WeChat's server API. A session_key is never read out of an answer, so it can
 * neither be stored nor leak. Throws `WECHAT_CODE_INVALID`, `WECHAT_BUSY`, `WECHAT_UNAVAILABLE`.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class WechatClient {
  /** How long one answer is waited for. */
  timeoutMs = 5_000;

  private token: { value: string; until: number } | undefined;

  /** The openid behind a code of `wx.login`. */
  async exchangeCode(code: string): Promise<string> {
    const { appId, appSecret } = env().wechat;
    const query = { appid: appId, secret: appSecret, js_code: code };
    const search = new URLSearchParams({ ...query, grant_type: 'authorization_code' });
    const answer = await this.ask(`/sns/jscode2session?${search.toString()}`);
    if (answer.errcode) throw refusal(answer.errcode);
    if (!answer.openid) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no openid' });
    return answer.openid;
  }

  /** The mainland mobile number behind a code of the phone number button. */
  async phoneNumber(code: string): Promise<string> {
    let answer = await this.askForPhone(code);
    if (TOKEN_STALE.has(answer.errcode ?? 0)) {
      this.token = undefined;
      answer = await this.askForPhone(code);
    }
    if (answer.errcode) throw refusal(answer.errcode);
    const number = answer.phone_info?.purePhoneNumber;
    if (!number) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no phone number' });
    return number;
  }

  private async askForPhone(code: string): Promise<WechatAnswer> {
    const search = new URLSearchParams({ access_token: await this.accessToken() });
    return this.ask(`/wxa/business/getuserphonenumber?${search.toString()}`, { code });
  }

  /** The stable token: several processes may hold it, fetching it again does not void it. */
  private async accessToken(): Promise<string> {
    if (this.token && this.token.until > now()) return this.token.value;
    const { appId, appSecret } = env().wechat;
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const answer = await this.ask('/cgi-bin/stable_token', body);
    if (answer.errcode) throw refusal(answer.errcode);
    const { access_token: value, expires_in: seconds = 0 } = answer;
    if (!value) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no access token' });
    this.token = { value, until: now() + seconds * 1000 - TOKEN_SPARE_MS };
    return value;
  }

  /** One question, asked once more where WeChat is busy or did not answer. */
  private async ask(path: string, body?: object): Promise<WechatAnswer> {
    const first = await this.askOnce(path, body);
    if (first && first.errcode !== BUSY) return first;
    const second = await this.askOnce(path, body);
    if (second) return second;
    throw new AppError('WECHAT_UNAVAILABLE', { internal: 'WeChat did not answer twice' });
  }

  private async askOnce(path: string, body?: object): Promise<WechatAnswer | null> {
    try {
      const response = await fetch(env().wechat.baseUrl + path, {
        method: body ? 'POST' : 'GET',
        headers: body ? { 'content-type': 'application/json' } : {},
        body: body ? JSON.stringify(body) : undefined,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return response.ok ? ((await response.json()) as WechatAnswer) : null;
    } catch (error) {
      // The path carries the secret: only the kind of failure is noted.
      log().warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'WeChat is silent');
      return null;
    }
  }
}
