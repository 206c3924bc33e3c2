import { grant, id, instant, personKind, text, unitPath, z } from '../core';

/** Version of the privacy notice in force; a new one asks everybody again. */
export const PRIVACY_VERSION = '2027-02';

/** Demo accounts, one for each way of working; they exist only where the service runs with DEMO=1. */
export const demoAccounts = ['officer', 'auxiliary', 'inspector', 'leader', 'office'] as const;
export const demoAccount = z.enum(demoAccounts);
export type DemoAccount = z.infer<typeof demoAccount>;

export const enforcementId = z.object({
  number: z.string(),
  /** Last day of validity, Asia/Shanghai. */
  validUntil: z.iso.date(),
});

/** What a person sees of themselves, and what the screens decide by. */
export const profile = z.object({
  personId: id,
  name: z.string(),
  kind: personKind,
  /** 职务, as on the roster. */
  post: z.string(),
  unitPath,
  unitName: z.string(),
  /** The town (镇、街道、开发区) that the unit is posted to; null for the bureau's own sections. */
  townName: z.nullable(z.string()),
  grants: z.array(grant),
  enforcementId: z.nullable(enforcementId),
  /** Privacy notice this person agreed to; null before. */
  consentVersion: z.nullable(z.string()),
});
export type Profile = z.infer<typeof profile>;

export const session = z.object({
  accessToken: z.string(),
  accessExpiresAt: instant,
  refreshToken: z.string(),
  refreshExpiresAt: instant,
  me: profile,
});
export type Session = z.infer<typeof session>;

/** `wx.login`'s code, good for five minutes and one use (WeChat's limit). */
export const wechatCode = text(200);

/** A signed-in session, or a short-lived ticket for binding this WeChat account to a roster person. */
export const wechatResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('signed_in'), session }),
  z.object({ status: z.literal('bind_required'), bindToken: z.string() }),
]);
export type WechatResult = z.infer<typeof wechatResult>;

const binding = {
  bindToken: text(2000),
  /** The notice that was read and agreed to: nothing is kept on somebody who has not. */
  privacyVersion: text(40),
};

export const bindRequest = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('phone'), ...binding, phoneCode: text(200) }),
  z.strictObject({ by: z.literal('code'), ...binding, bindingCode: text(20) }),
]);
export type BindRequest = z.infer<typeof bindRequest>;

export const done = z.object({ done: z.literal(true) });

/** How much of one kind is held on a person (个人信息保护法 第四十五条). */
export const holding = z.object({
  /** A code, e.g. `media`; the screen has a word for it. */
  name: z.string(),
  count: z.int(),
});
export type Holding = z.infer<typeof holding>;

/** That somebody looked at what is held on me. */
export const dataAccess = z.object({
  id,
  at: instant,
  /** A code, e.g. `media_original`; the screen has a word for it. */
  what: z.string(),
  readerName: z.string(),
  readerPost: z.string(),
  readerUnit: z.string(),
});
export type DataAccess = z.infer<typeof dataAccess>;

export const appInfo = z.object({
  /** The operating bureau. */
  operatorName: z.string(),
  /** 备案号; null where the operator has none yet. */
  filingNumber: z.nullable(z.string()),
  privacyVersion: z.string(),
  /** Demo accounts may sign in here. */
  demo: z.boolean(),
});
export type AppInfo = z.infer<typeof appInfo>;
