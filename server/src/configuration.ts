import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import cors from '@koa/cors';
import {
  CommonJSFileDetector,
  Configuration,
  Inject,
  MainApp,
  type IMidwayContainer,
} from '@midwayjs/core';
import * as koa from '@midwayjs/koa';
import compress from 'koa-compress';
import serveStatic from 'koa-static';
import { AuthService } from './features/auth';
import { policies } from './policies';
import { finishFeatures, startFeatures } from './start';
import { env } from './platform/env';
import { allContracts, checkRoutes, openApi } from './platform/http/openapi';
import { requestMiddleware } from './platform/http/koa-lane';
import {
  allowedOrigin,
  headersMiddleware,
  hotServer,
  hotRoutes,
  securityHeaders,
  setGuards,
  takeFastLane,
  type SecurityHeaders,
} from './platform/http';
import { JobService } from './platform/jobs';
import { JournalService } from './platform/journal';
import { MidwayLines } from './platform/log/midway-lines';
import { LiveHub, takeLive } from './platform/live';
import { MongoService } from './platform/mongo';
import { operationsMiddleware } from './platform/operations';
import type { PolicyName } from '@qiangji/shared-types';

/** Under it no file lies. */
const API_ROOT = '/api/';

/** How long a draining service waits for requests under way (ms). */
const DRAIN_MS = 10_000;
/** Longer than proxies keep an idle line (60 s is usual): whoever closes first must not be us. */
const KEEP_ALIVE_MS = 75_000;

/** Indexes and migrations of a large database run before the service is ready (ms); Midway gives 30 s. */
const READY_LIMIT_MS = 30 * 60_000;

@Configuration({
  imports: [koa],
  detector: new CommonJSFileDetector(),
  importConfigs: [
    {
      default: {
        core: { readyTimeout: READY_LIMIT_MS },
        // Nothing here reads Midway's own context or spans; both cost every request.
        asyncContextManager: { enable: false },
        tracing: { enable: false },
        keys: 'unused: no cookie is ever signed',
        koa: { port: null, serverOptions: hotServer },
        bodyParser: { enable: false },
        session: { enable: false },
        siteFile: { enable: false },
        loggerFactory: new MidwayLines(),
      },
    },
  ],
})
export class MainConfiguration {
  @MainApp()
  app: koa.Application;

  @Inject()
  mongo: MongoService;

  @Inject()
  jobs: JobService;

  @Inject()
  journals: JournalService;

  @Inject()
  live: LiveHub;

  async onReady(container: IMidwayContainer): Promise<void> {
    const auth = await container.getAsync(AuthService);
    setGuards({
      authenticate: (token) => auth.authenticate(token),
      policyOf: (name) => policies[name as PolicyName],
    });
    checkRoutes();
    await this.mongo.connect();
    await startFeatures(container, this.jobs);
    this.live.check(allContracts());
    this.useMiddleware(await securityHeaders());
  }

  async onServerReady(container: IMidwayContainer): Promise<void> {
    const { api } = await securityHeaders();
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    takeFastLane(this.server, await hotRoutes(container), api);
    takeLive(this.server, this.live);
  }

  private get server(): Server {
    return (this.app.getFramework() as koa.Framework).getServer() as Server;
  }

  private useMiddleware(security: SecurityHeaders): void {
    const { h5Dir } = env();
    const chain = [
      headersMiddleware(security),
      operationsMiddleware(this.mongo, openApi),
      requestMiddleware,
      compress(),
      cors({ origin: (ctx) => allowedOrigin(ctx.get('Origin')) }),
    ];
    if (existsSync(join(h5Dir, 'index.html'))) chain.push(pages(h5Dir));
    for (const middleware of chain)
      this.app.useMiddleware(middleware as Parameters<typeof this.app.useMiddleware>[0]);
  }

  /** Koa does not wait for open requests by itself: stop listening, let them end, then the journals. */
  async onStop(container: IMidwayContainer): Promise<void> {
    const { server } = this;
    // Those who listen would keep the server open: they are told, and go to another process.
    const listenersGone = this.live.close();
    if (server.listening) {
      server.closeIdleConnections();
      await Promise.race([new Promise<void>((done) => server.close(() => done())), drained()]);
    }
    await listenersGone;
    await Promise.race([finishFeatures(container), drained()]);
    await Promise.race([this.journals.close(), drained()]);
  }
}

/** A file whose name says what is in it never becomes another. */
const NAMED_BY_CONTENT = /\.[0-9a-f]{8}\.(js|css)$/;
const FOREVER = 'public, max-age=31536000, immutable';

/** H5's files. Each look for one is a trip to the disk, which a request of the API needs not wait for. */
function pages(h5Dir: string) {
  const serve = serveStatic(h5Dir, {
    setHeaders: (response, path) =>
      response.setHeader('Cache-Control', NAMED_BY_CONTENT.test(path) ? FOREVER : 'no-cache'),
  });
  return (ctx: Parameters<typeof serve>[0], next: () => Promise<void>) =>
    ctx.path.startsWith(API_ROOT) ? next() : serve(ctx, next);
}

const drained = () => new Promise<void>((done) => setTimeout(done, DRAIN_MS).unref());
