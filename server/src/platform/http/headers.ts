import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Next } from 'koa';
import helmet from 'koa-helmet';
import { env } from '../env';

/** The H5 pages load nothing from elsewhere; Taro sets style attributes. */
const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  // A picture that was just taken is read from its blob address.
  connectSrc: ["'self'", 'blob:'],
  workerSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The security headers of every answer. They depend on no request, so helmet is asked once. */
export async function securityHeaders(): Promise<HeaderList> {
  const said: [string, string][] = [];
  const response = {
    setHeader: (name: string, value: string) => said.push([name, value]),
    removeHeader: () => undefined,
  };
  const ask = helmet({
    contentSecurityPolicy: { directives: CONTENT_POLICY },
    crossOriginEmbedderPolicy: false,
  });
  const context = {
    req: {} as IncomingMessage,
    res: response as unknown as ServerResponse,
  } as Context;
  await ask(context, async () => undefined);
  return said;
}

/** Puts the same headers on each answer of koa's. */
export function headersMiddleware(headers: HeaderList) {
  return async (ctx: Context, next: Next): Promise<void> => {
    for (const [name, value] of headers) ctx.set(name, value);
    await next();
  };
}

/** The origin to allow for a request that came from `origin`; empty where none is. */
export function allowedOrigin(origin: string | undefined): string {
  return origin !== undefined && env().corsOrigins.includes(origin) ? origin : '';
}
