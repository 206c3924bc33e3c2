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

const SERVICE = { service: 'qiangji' };

export function log(): pino.Logger {
  instance ??= pino({
    level: env().logLevel,
    base: SERVICE,
    redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), remove: true },
  });
  return instance;
}

/** One line of each answered request; its fields are these and no others, so none needs redaction. */
export interface RequestLine {
  requestId: string;
  route: string;
  status: number;
  /** Time to answer. */
  ms: number;
  personId: string | undefined;
}

let requests: { info(line: RequestLine): void } | undefined;

/**
 * The log of requests: lines like the others', put together without redaction and written a few kilobytes
 * or a quarter of a second at a time. Else a line costs more than answering a small request does.
 */
export function requestLog(): { info(line: RequestLine): void } {
  requests ??= openRequestLog();
  return requests;
}

function openRequestLog(): { info(line: RequestLine): void } {
  if (!log().isLevelEnabled('info')) return { info: () => undefined };
  // Less than what is written at once (16 KB), or the destination refuses it.
  const lines = pino.destination({ dest: 1, sync: false, minLength: 8_192, periodicFlush: 250 });
  process.on('exit', () => lines.flushSync());
  const level = pino.levels.values.info;
  return {
    info(line) {
      const all = { level, time: Date.now(), ...SERVICE, ...line, msg: 'answered' };
      lines.write(`${JSON.stringify(all)}\n`);
    },
  };
}
