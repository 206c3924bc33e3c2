import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';

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
  wechat: { appId: string; appSecret: string; baseUrl: string };
  /** 备案号, shown in 我的 where the operator has one. */
  filingNumber: string | null;
  /** The operating bureau, shown in 我的. */
  operatorName: string;
  logLevel: string;
}

export class EnvError extends Error {}

function integer(source: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const raw = source[name];
  if (raw === undefined || raw === '') return fallback;
  const value = Number(raw);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new EnvError(`${name} must be a whole number from 0 to 65535, not "${raw}"`);
  }
  return value;
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
  const nodeEnv = source.NODE_ENV ?? 'development';
  if (nodeEnv !== 'production' && nodeEnv !== 'development' && nodeEnv !== 'test') {
    throw new EnvError(`NODE_ENV must be production, development or test, not "${nodeEnv}"`);
  }
  const production = nodeEnv === 'production';
  const demo = source.DEMO === '1';
  if (demo && production) {
    throw new EnvError('DEMO=1 opens accounts without a password: unset it or NODE_ENV=production');
  }
  if (!source.MONGODB_URI) {
    throw new EnvError('MONGODB_URI is missing: e.g. mongodb://host:27017/?replicaSet=rs0');
  }
  if (production && !(source.WECHAT_APP_ID && source.WECHAT_APP_SECRET)) {
    throw new EnvError('WECHAT_APP_ID and WECHAT_APP_SECRET are missing: see mp.weixin.qq.com');
  }
  const serverRoot = resolve(__dirname, '..', '..');
  return {
    nodeEnv,
    port: integer(source, 'PORT', 7001),
    mongodbUri: source.MONGODB_URI,
    mongodbName: source.MONGODB_DB ?? 'qiangji',
    jwtSecret: secret(source, production),
    demo,
    h5Dir: source.QIANGJI_H5_DIR ?? join(serverRoot, '..', 'miniapp', 'dist', 'h5'),
    contentDir: source.QIANGJI_CONTENT_DIR ?? join(serverRoot, 'content'),
    corsOrigins: (source.CORS_ORIGINS ?? '').split(',').filter((origin) => origin !== ''),
    wechat: {
      appId: source.WECHAT_APP_ID ?? 'touristappid',
      appSecret: source.WECHAT_APP_SECRET ?? '',
      baseUrl: source.WECHAT_BASE_URL ?? 'https://api.weixin.qq.com',
    },
    filingNumber: source.FILING_NUMBER ?? null,
    operatorName: source.OPERATOR_NAME ?? '城市管理行政执法局（演示）',
    logLevel: source.LOG_LEVEL ?? 'info',
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
