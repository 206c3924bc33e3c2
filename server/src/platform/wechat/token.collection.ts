import { defineCollection } from '../mongo';

/** The access token that all processes share; one of them at a time asks WeChat for another. */
export interface WechatTokenDocument {
  /** The mini-program's appid. */
  _id: string;
  /** Sealed with the service's secret: whoever reads the database or a back-up cannot use it. */
  sealed: string;
  /** Until when it is used (a little before WeChat lets it lapse). */
  until: Date;
  /** Somebody asks WeChat for another until then. */
  leaseUntil: Date;
}

export const wechatTokenCollection = defineCollection<WechatTokenDocument>('wechat_tokens', []);
