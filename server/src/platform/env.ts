import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readTemplate, TEMPLATE_EXAMPLE, type SubscribeTemplate } from './wechat/template';

/** The service's settings, read once at boot. A wrong or missing value names itself and its mend. */
export interface Env {
  nodeEnv: 'production' | 'development' | 'test';
  port: number;
  mongodbUri: string;
  mongodbName: string;
  jwtSecret: string;
  /** Demo accounts exist (never in production). */
  demo: boolean;
  /** Folder of the built H5; an API alone is served where it is absent. */
  h5Dir: string;
  /** Folder of the content that ships with the product. */
  contentDir: string;
  corsOrigins: string[];
  wechat: {
    appId: string;
    appSecret: string;
    baseUrl: string;
    /** Template of the 订阅消息 that announces a surprise exam; null: none is sent. */
    examTemplate: SubscribeTemplate | null;
    /** Which build of the mini-program a tap on a message opens. */
    state: MiniprogramState;
  };
  /** 备案号, shown in 我的 where the operator has one. */
  filingNumber: string | null;
  /** The operating bureau, shown in 我的. */
  operatorName: string;
  logLevel: LogLevel;
  /** Opens /metrics to whoever holds it; null: to this machine only. */
  metricsToken: string | null;
  /** Requests that an account may send at once, and then per second. */
  rate: { burst: number; perSecond: number };
  /** The same for an address that has not signed in; a whole bureau may stand behind one. */
  publicRate: { burst: number; perSecond: number };
  /** The service stands behind a proxy that says in X-Forwarded-For whom it speaks for. */
  trustProxy: boolean;
}

const MINIPROGRAM_STATES = ['formal', 'trial', 'developer'] as const;
type MiniprogramState = (typeof MINIPROGRAM_STATES)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

export class EnvError extends Error {}

/** A setting's text; an empty one (`FILING_NUMBER=`) is none. */
function given(source: NodeJS.ProcessEnv, name: string): string | undefined {
  return source[name]?.trim() || undefined;
}

/** A whole number from 0 up to `max`. */
function integer(
  source: NodeJS.ProcessEnv,
  name: string,
  { fallback, max }: { fallback: number; max: number },
): number {
  const raw = given(source, name);
  if (raw === undefined) return fallback;
  const value = Number(raw);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new EnvError(`${name} must be a whole number from 0 to ${max}, not "${raw}"`);
  }
  return value;
}

/** Several hosts by commas make it no URL that Node could read: its shape is looked at. */
function databaseUri(source: NodeJS.ProcessEnv): string {
  const uri = given(source, 'MONGODB_URI');
  const example = 'e.g. mongodb://host:27017/?replicaSet=rs0';
  if (!uri) throw new EnvError(`MONGODB_URI is missing: ${example}`);
  // Not told back: it may hold a password.
  if (!/^mongodb(\+srv)?:\/\/[^/\s]+(\/\S*)?$/.test(uri)) {
    throw new EnvError(
      `MONGODB_URI must begin with mongodb:// or mongodb+srv:// and a host, ${example}`,
    );
  }
  return uri;
}

/** Origins as browsers send them, by commas: `https://desk.example`, no path and no slash at the end. */
function origins(source: NodeJS.ProcessEnv): string[] {
  const listed = (given(source, 'CORS_ORIGINS') ?? '').split(',').map((one) => one.trim());
  const wanted = listed.filter((one) => one !== '');
  for (const one of wanted) {
    const url = URL.canParse(one) ? new URL(one) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.origin !== one) {
      throw new EnvError(`CORS_ORIGINS must list origins like https://desk.example, not "${one}"`);
    }
  }
  return wanted;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where WeChat's API is, without the slash at the end: paths are put behind it. They carry the app's secret,
 * so that in production it is https, or stands on this machine.
 */
function wechatBaseUrl(source: NodeJS.ProcessEnv, production: boolean): string {
  const raw = given(source, 'WECHAT_BASE_URL') ?? 'https://api.weixin.qq.com';
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  // Not told back: it may hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || /[?#]/.test(raw)) {
    throw new EnvError('WECHAT_BASE_URL must be an address like https://api.weixin.qq.com');
  }
  if (production && url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new EnvError(
      'WECHAT_BASE_URL must begin with https:// in production: it gets the secret',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function logLevel(source: NodeJS.ProcessEnv, fallback: LogLevel): LogLevel {
  const raw = given(source, 'LOG_LEVEL') ?? fallback;
  const level = LOG_LEVELS.find((one) => one === raw);
  if (!level) throw new EnvError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${raw}"`);
  return level;
}

function examTemplate(source: NodeJS.ProcessEnv): SubscribeTemplate | null {
  const raw = given(source, 'WECHAT_EXAM_TEMPLATE');
  if (raw === undefined) return null;
  const read = readTemplate(raw);
  if (typeof read !== 'string') return read;
  throw new EnvError(`WECHAT_EXAM_TEMPLATE: ${read}; it is written ${TEMPLATE_EXAMPLE}`);
}

function miniprogramState(source: NodeJS.ProcessEnv): MiniprogramState {
  const raw = given(source, 'WECHAT_MINIPROGRAM_STATE') ?? 'formal';
  const state = MINIPROGRAM_STATES.find((one) => one === raw);
  if (state) return state;
  const states = MINIPROGRAM_STATES.join(', ');
  throw new EnvError(`WECHAT_MINIPROGRAM_STATE must be one of ${states}, not "${raw}"`);
}

/** People are told who runs the service: in production by its real name. */
function operatorName(source: NodeJS.ProcessEnv, production: boolean): string {
  const name = given(source, 'OPERATOR_NAME');
  if (!name && production) {
    throw new EnvError(
      'OPERATOR_NAME is missing: the bureau that runs this service, shown in 我的',
    );
  }
  return name ?? '城市管理行政执法局（演示）';
}

function secret(source: NodeJS.ProcessEnv, production: boolean): string {
  const value = source.JWT_SECRET ?? '';
  if (value.length >= 32) return value;
  if (value !== '') throw new EnvError('JWT_SECRET must have at least 32 characters');
  if (production) {
    throw new EnvError('JWT_SECRET is missing: set it, e.g. JWT_SECRET=$(openssl rand -hex 32)');
  }
  return randomBytes(32).toString('hex');
}

/** Reads and checks the environment; throws `EnvError` with what to set. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const nodeEnv = given(source, 'NODE_ENV') ?? 'development';
  if (nodeEnv !== 'production' && nodeEnv !== 'development' && nodeEnv !== 'test') {
    throw new EnvError(`NODE_ENV must be production, development or test, not "${nodeEnv}"`);
  }
  const production = nodeEnv === 'production';
  const demo = source.DEMO === '1';
  if (demo && production) {
    throw new EnvError('DEMO=1 opens accounts without a password: unset it or NODE_ENV=production');
  }
  if (production && !(source.WECHAT_APP_ID && source.WECHAT_APP_SECRET)) {
    throw new EnvError('WECHAT_APP_ID and WECHAT_APP_SECRET are missing: see mp.weixin.qq.com');
  }
  const serverRoot = resolve(__dirname, '..', '..');
  return {
    nodeEnv,
    port: integer(source, 'PORT', { fallback: 7001, max: 65_535 }),
    mongodbUri: databaseUri(source),
    mongodbName: given(source, 'MONGODB_DB') ?? 'qiangji',
    jwtSecret: secret(source, production),
    demo,
    h5Dir: given(source, 'QIANGJI_H5_DIR') ?? join(serverRoot, '..', 'miniapp', 'dist', 'h5'),
    contentDir: given(source, 'QIANGJI_CONTENT_DIR') ?? join(serverRoot, 'content'),
    corsOrigins: origins(source),
    wechat: {
      appId: given(source, 'WECHAT_APP_ID') ?? 'touristappid',
      appSecret: source.WECHAT_APP_SECRET ?? '',
      baseUrl: wechatBaseUrl(source, production),
      examTemplate: examTemplate(source),
      state: miniprogramState(source),
    },
    filingNumber: given(source, 'FILING_NUMBER') ?? null,
    operatorName: operatorName(source, production),
    logLevel: logLevel(source, nodeEnv === 'test' ? 'silent' : 'info'),
    metricsToken: given(source, 'METRICS_TOKEN') ?? null,
    rate: {
      burst: integer(source, 'RATE_BURST', { fallback: 300, max: 10_000_000 }),
      perSecond: integer(source, 'RATE_PER_SECOND', { fallback: 30, max: 10_000_000 }),
    },
    publicRate: {
      burst: integer(source, 'PUBLIC_RATE_BURST', { fallback: 1_000, max: 10_000_000 }),
      perSecond: integer(source, 'PUBLIC_RATE_PER_SECOND', { fallback: 50, max: 10_000_000 }),
    },
    trustProxy: given(source, 'TRUST_PROXY') === '1',
  };
}

let current: Env | undefined;

/** The settings of this process. */
export function env(): Env {
  current ??= readEnv();
  return current;
}

/** Tests set their own settings before the app is made. */
export function setEnv(value: Env): void {
  current = value;
}
