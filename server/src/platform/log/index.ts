import pino from 'pino';
import { env } from '../env';

/**
 * JSON lines on stdout. What identifies a person (names, phone numbers, tokens, codes) is never
 * passed to a logger; the paths below are the second lock on that door.
 */
const REDACTED = [
  'phone',
  'name',
  'token',
  'accessToken',
  'refreshToken',
  'sessionKey',
  'openid',
  'authorization',
  'headers',
  'body',
];

let instance: pino.Logger | undefined;

export function log(): pino.Logger {
  instance ??= pino({
    level: env().nodeEnv === 'test' ? (process.env.LOG_LEVEL ?? 'silent') : env().logLevel,
    base: { service: 'qiangji' },
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), remove: true },
  });
  return instance;
}
