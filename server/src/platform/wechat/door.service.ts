import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { env } from '../env';
import { AppError } from '../errors';
import { log } from '../log';

/** What every answer of WeChat may carry; 0 or absent means that it worked. */
export interface WechatAnswer {
  errcode?: number;
  errmsg?: string;
  openid?: string;
  access_token?: string;
  expires_in?: number;
  phone_info?: { purePhoneNumber?: string; countryCode?: string };
}

const BUSY = -1;

/** The one door to WeChat's server API: a question and its JSON. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class WechatDoor {
  /** How long one answer is waited for. */
  timeoutMs = 5_000;

  /** One question, asked once more where WeChat is busy or did not answer. */
  async ask(path: string, body?: object): Promise<WechatAnswer> {
    const first = await this.askOnce(path, body);
    if (first && first.errcode !== BUSY) return first;
    const second = await this.askOnce(path, body);
    if (second) return second;
    throw new AppError('WECHAT_UNAVAILABLE', { internal: 'WeChat did not answer twice' });
  }

  /** One question, asked once; null where no answer came, and nobody knows whether it arrived. */
  async askOnce(path: string, body?: object): Promise<WechatAnswer | null> {
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
