import type { Context, NextFunction } from '@midwayjs/koa';
import { AppError } from '../errors';
import { failureOf, noteAnswered, requestIdOf, serverNow, UNCACHED } from './outcome';
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

/** Writes an answer to koa. */
export function sendAnswer(ctx: Context, answer: Answer): void {
  ctx.status = answer.status;
  ctx.state.personId = answer.personId;
  if (answer.body && typeof answer.body === 'object' && 'contentType' in answer.body) {
    sendFile(ctx, answer.body as FileAnswer);
    return;
  }
  ctx.set(UNCACHED);
  // Written out once: koa and its compression would each do it again, to learn how long it is.
  ctx.type = 'json';
  ctx.body = JSON.stringify(answer.body);
}

/** The outermost middleware: request id, clock, log line, metrics, and every error in one shape. */
export async function requestMiddleware(ctx: Context, next: NextFunction): Promise<void> {
  const started = performance.now();
  const requestId = requestIdOf(ctx.req.headers['x-request-id']);
  ctx.state.requestId = requestId;
  ctx.set('x-request-id', requestId);
  ctx.set('x-server-now', serverNow());
  try {
    await next();
    if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null))
      throw new AppError('NOT_FOUND');
  } catch (thrown) {
    const route = ctx.state.route as string | undefined;
    const failure = failureOf(thrown, { requestId, route });
    ctx.status = failure.status;
    ctx.set(failure.headers);
    ctx.body = failure.body;
  }
  noteAnswered({
    requestId,
    route: (ctx.state.route as string | undefined) ?? 'static',
    status: ctx.status,
    started,
    personId: ctx.state.personId as string | undefined,
  });
}
