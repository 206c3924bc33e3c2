import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context, NextFunction } from '@midwayjs/koa';
import { env } from './env';
import { registry } from './metrics';
import type { MongoService } from './mongo';

const LOOPBACK = /^(::ffff:)?127[.]|^::1$/;
const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** Whoever holds the token; without one this machine, but not what a proxy on it passes on. */
function mayMeasure({ headers, socket }: IncomingMessage): boolean {
  const { metricsToken } = env();
  if (metricsToken === null) {
    return LOOPBACK.test(socket.remoteAddress ?? '') && !headers['x-forwarded-for'];
  }
  return timingSafeEqual(hashOf(headers.authorization ?? ''), hashOf(`Bearer ${metricsToken}`));
}

/** /healthz (alive), /readyz (the database answers), /metrics (Prometheus) and /openapi.json. */
export function operationsMiddleware(mongo: MongoService, openApi: () => object) {
  return async (ctx: Context, next: NextFunction): Promise<void> => {
    switch (ctx.path) {
      case '/healthz':
        ctx.body = { status: 'ok' };
        return;
      case '/readyz': {
        const ready = await mongo.ping();
        ctx.status = ready ? 200 : 503;
        ctx.body = { status: ready ? 'ready' : 'database_unavailable' };
        return;
      }
      case '/metrics':
        if (!mayMeasure(ctx.req)) return next();
        ctx.type = registry.contentType;
        ctx.body = await registry.metrics();
        return;
      case '/openapi.json':
        ctx.body = openApi();
        return;
      default:
        await next();
    }
  };
}
