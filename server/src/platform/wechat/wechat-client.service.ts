import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { env } from '../env';
import { AppError } from '../errors';
import { WechatDoor, type WechatAnswer } from './door.service';
import { outcomeOf, type MessageOutcome, type SubscribeMessage } from './message';
import { refusal } from './refusal';
import { WechatTokens } from './token.service';

const TOKEN_STALE = new Set([40001, 40014, 42001]);

/**
 * What the service asks of WeChat. A session_key is never read out of an answer, so it can neither be
 * stored nor leak. Throws `WECHAT_CODE_INVALID`, `WECHAT_BUSY`, `WECHAT_UNAVAILABLE`.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class WechatClient {
  @Inject()
  door: WechatDoor;

  @Inject()
  tokens: WechatTokens;

  /** The openid behind a code of `wx.login`. */
  async exchangeCode(code: string): Promise<string> {
    const { appId, appSecret } = env().wechat;
    const query = { appid: appId, secret: appSecret, js_code: code };
    const search = new URLSearchParams({ ...query, grant_type: 'authorization_code' });
    const answer = await this.door.ask(`/sns/jscode2session?${search.toString()}`);
    if (answer.errcode) throw refusal(answer.errcode);
    if (!answer.openid) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no openid' });
    return answer.openid;
  }

  /** The mainland mobile number behind a code of the phone number button. */
  async phoneNumber(code: string): Promise<string> {
    const path = '/wxa/business/getuserphonenumber';
    const answer = await this.withToken((token) => this.door.ask(`${path}?${token}`, { code }));
    if (answer.errcode) throw refusal(answer.errcode);
    const number = answer.phone_info?.purePhoneNumber;
    if (!number) throw new AppError('WECHAT_UNAVAILABLE', { internal: 'no phone number' });
    return number;
  }

  /**
   * Sends a 订阅消息, at most once: what may have arrived is never sent again. Throws where no access
   * token is to be had; then nothing was sent.
   */
  async sendMessage({ openid, templateId, page, data }: SubscribeMessage): Promise<MessageOutcome> {
    const body = {
      touser: openid,
      template_id: templateId,
      page,
      miniprogram_state: env().wechat.state,
      lang: 'zh_CN',
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
    };
    const path = '/cgi-bin/message/subscribe/send';
    return outcomeOf(await this.withToken((token) => this.door.askOnce(`${path}?${token}`, body)));
  }

  /** Asks with the access token, and once more with another one where WeChat refused that. */
  private async withToken<A extends WechatAnswer | null>(
    ask: (token: string) => Promise<A>,
  ): Promise<A> {
    const asked = (value: string) => ask(new URLSearchParams({ access_token: value }).toString());
    const token = await this.tokens.current();
    const answer = await asked(token);
    if (!answer || !TOKEN_STALE.has(answer.errcode ?? 0)) return answer;
    return asked(await this.tokens.insteadOf(token));
  }
}
