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

async function ask(options: Parameters<typeof helmet>[0]): Promise<HeaderList> {
  const said: [string, string][] = [];
  const response = {
    setHeader: (name: string, value: string) => said.push([name, value]),
    removeHeader: () => undefined,
  };
  const context = {
    req: {} as IncomingMessage,
    res: response as unknown as ServerResponse,
  } as Context;
  await helmet(options)(context, async () => undefined);
  return said;
}

/** Security headers by what is answered. They depend on no request, so helmet is asked once. */
export interface SecurityHeaders {
  pages: HeaderList;
  /** JSON and files: only what has a meaning for them, since a phone pays for each byte. */
  api: HeaderList;
}

export async function securityHeaders(): Promise<SecurityHeaders> {
  const pages = await ask({
    contentSecurityPolicy: { directives: CONTENT_POLICY },
    crossOriginEmbedderPolicy: false,
  });
  const api = await ask({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  return { pages, api };
}

/** Puts the security headers on each answer of koa's. */
export function headersMiddleware({ pages, api }: SecurityHeaders) {
  return async (ctx: Context, next: Next): Promise<void> => {
    for (const [name, value] of ctx.path.startsWith('/api/') ? api : pages) ctx.set(name, value);
    await next();
  };
}

/** The origin to allow for a request that came from `origin`; empty where none is. */
export function allowedOrigin(origin: string | undefined): string {
  return origin !== undefined && env().corsOrigins.includes(origin) ? origin : '';
}
