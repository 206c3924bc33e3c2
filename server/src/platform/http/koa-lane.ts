import type { Context, NextFunction } from '@midwayjs/koa';
import type { ErrorBody } from '@qiangji/shared-types';
import { now } from '../clock';
import { AppError, toAppError } from '../errors';
import { makeId } from '../ids';
import { log } from '../log';
import { errorsTotal, requestSeconds } from '../metrics';
import type { Answer, FileAnswer } from './run';

function sendFile(ctx: Context, file: FileAnswer): void {
  ctx.type = file.contentType;
  ctx.set('Cache-Control', file.maxAgeS ? `private, max-age=${file.maxAgeS}` : 'no-store');
  if (file.etag) ctx.set('ETag', `"${file.etag}"`);
  if (file.fileName) {
    const name = encodeURIComponent(file.fileName);
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
  }
  ctx.body = file.body;
}

/** Writes an answer to koa; bodies of the API are never kept by a cache. */
export function sendAnswer(ctx: Context, answer: Answer): void {
  ctx.status = answer.status;
  ctx.state.personId = answer.personId;
  if (answer.body && typeof answer.body === 'object' && 'contentType' in answer.body) {
    sendFile(ctx, answer.body as FileAnswer);
    return;
  }
  ctx.set('Cache-Control', 'no-store');
  ctx.body = answer.body;
}

/** The shape of every failure, the same on every lane. */
export function errorBody(error: AppError, requestId: string): ErrorBody {
  const { details } = error.options;
  return { code: error.code, message: error.shown, ...(details ? { details } : {}), requestId };
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The outermost middleware: request id, clock, log line, metrics, and every error in one shape. */
export async function requestMiddleware(ctx: Context, next: NextFunction): Promise<void> {
  const started = process.hrtime.bigint();
  const asked = ctx.get('x-request-id');
  const requestId = REQUEST_ID.test(asked) ? asked : makeId();
  ctx.state.requestId = requestId;
  ctx.set('x-request-id', requestId);
  ctx.set('x-server-now', new Date(now()).toISOString());
  try {
    await next();
    if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null))
      throw new AppError('NOT_FOUND');
  } catch (thrown) {
    const error = toAppError(thrown);
    ctx.status = error.status;
    ctx.set('Cache-Control', 'no-store');
    if (error.status === 503) ctx.set('Retry-After', '2');
    ctx.body = errorBody(error, requestId);
    errorsTotal.inc({ code: error.code });
    if (error.status >= 500) {
      const stack = thrown instanceof Error ? thrown.stack : undefined;
      log().error(
        { requestId, route: ctx.state.route, code: error.code, reason: error.message, stack },
        'request failed',
      );
    }
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const route = (ctx.state.route as string | undefined) ?? 'static';
  requestSeconds.observe({ route, status: String(ctx.status) }, seconds);
  log().info(
    {
      requestId,
      route,
      status: ctx.status,
      ms: Math.round(seconds * 1000),
      personId: ctx.state.personId as string,
    },
    'answered',
  );
}
