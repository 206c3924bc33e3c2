import { randomBytes } from 'node:crypto';
import type { ErrorBody } from '@qiangji/shared-types';
import { isoOf, now } from '../clock';
import { AppError, framesOf, toAppError } from '../errors';
import { log, requestLog } from '../log';
import { errorsTotal, requestSeconds } from '../metrics';

/** Neither a mobile number nor an ID card's may come into the log this way. */
const REQUEST_ID = /^(?!.*(?<!\d)1[3-9]\d{9}(?!\d))(?!.*\d{15})[\w-]{8,64}$/;

/** Names this process in the ids of its requests. */
const PROCESS = randomBytes(9).toString('base64url');
let requests = 0;

/** The caller's own request id where it is a decent one, else a fresh one: it need not be guessed at, only found. */
export function requestIdOf(asked: string | string[] | undefined): string {
  if (typeof asked === 'string' && REQUEST_ID.test(asked)) return asked;
  requests += 1;
  return `${PROCESS}-${requests.toString(36)}`;
}

/** The shape of every failure, the same on every lane. */
function errorBody(error: AppError, requestId: string): ErrorBody {
  const { details } = error.options;
  return { code: error.code, message: error.shown, ...(details ? { details } : {}), requestId };
}

/** Answers of the API are never kept by a cache. */
export const UNCACHED = { 'Cache-Control': 'no-store' } as const;

/** The service's time for the phone to measure its offset by; many requests share a millisecond. */
export function serverNow(): string {
  return isoOf(now());
}

/** What a thrown error answers; counts it, and logs what is our own fault. */
export function failureOf(
  thrown: unknown,
  { requestId, route }: { requestId: string; route: string | undefined },
): { status: number; headers: Readonly<Record<string, string>>; body: ErrorBody } {
  const error = toAppError(thrown);
  errorsTotal.inc({ code: error.code });
  if (error.status >= 500) {
    const stack = thrown instanceof Error ? framesOf(thrown) : undefined;
    log().error(
      { requestId, route, code: error.code, reason: error.message, stack },
      'request failed',
    );
  }
  const headers = error.status === 503 ? { ...UNCACHED, 'Retry-After': '2' } : UNCACHED;
  return { status: error.status, headers, body: errorBody(error, requestId) };
}

/** Metrics and the log line of an answered request; `started` is by `performance.now()`. */
export function noteAnswered(request: {
  requestId: string;
  route: string;
  status: number;
  started: number;
  personId: string | undefined;
}): void {
  const { requestId, route, status, started, personId } = request;
  const ms = performance.now() - started;
  requestSeconds.observe(route, status, ms / 1000);
  requestLog().info({ requestId, route, status, ms: Math.round(ms), personId });
}
