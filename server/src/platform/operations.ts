import type { Context, NextFunction } from '@midwayjs/koa';
import { registry } from './metrics';
import type { MongoService } from './mongo';

/** /healthz (alive), /readyz (the database answers), /metrics (Prometheus) and /openapi.json. */
export function operationsMiddleware(mongo: MongoService, openApi: object) {
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
        ctx.type = registry.contentType;
        ctx.body = await registry.metrics();
        return;
      case '/openapi.json':
        ctx.body = openApi;
        return;
      default:
        await next();
    }
  };
}
