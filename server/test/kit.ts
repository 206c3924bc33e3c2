import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp, close } from '@midwayjs/mock';
import type { Application, Framework } from '@midwayjs/koa';
import {
  fillPath,
  type CallInput,
  type Contract,
  type ErrorBody,
  type ErrorCode,
  type ResponseOf,
} from '@qiangji/shared-types';
import { MainConfiguration } from '../src/configuration';
import { AuthService } from '../src/features/auth';
import {
  OrgService,
  personCollection,
  unitCollection,
  type PersonDocument,
} from '../src/features/org';
import { readEnv, setEnv } from '../src/platform/env';
import { hotRoutes, hotServer, securityHeaders, takeFastLane } from '../src/platform/http';
import { LiveHub, takeLive } from '../src/platform/live';
import { makeId } from '../src/platform/ids';
import { MongoService } from '../src/platform/mongo';
import { fixturePeople, fixtureUnits, type PersonKey } from './org-fixture';
import { recordSuccess } from './route-coverage';
import { dropOwn } from './throwaway';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

type Call = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Sent as the one file of a form, for upload routes. */
  file?: Blob;
};
type Maker<T> = new () => T;

function bodyOf({ body, file }: Call): string | FormData | undefined {
  if (!file) return body === undefined ? undefined : JSON.stringify(body);
  const form = new FormData();
  form.set('file', file, 'file');
  return form;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The real service on a real port with a real database of its own, and a small bureau in it. */
export class Kit {
  readonly tokens = new Map<PersonKey, string>();

  private constructor(
    readonly url: string,
    readonly people: Record<PersonKey, PersonDocument>,
    private readonly app: Application,
    private readonly server: Server,
  ) {}

  private koaServer: Server | undefined;

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<Kit> {
    const worker = process.env.JEST_WORKER_ID ?? '0';
    const name = `qj_test_${worker}_${randomBytes(6).toString('hex')}`;
    setEnv(
      readEnv({
        ...process.env,
        NODE_ENV: 'test',
        MONGODB_URI: process.env.MONGODB_URI,
        MONGODB_DB: name,
        QIANGJI_CONTENT_DIR: process.env.QIANGJI_CONTENT_DIR ?? join(__dirname, '..', 'content'),
        QIANGJI_H5_DIR: join(__dirname, 'no-h5'),
        ...settings,
      }),
    );
    const app = (await createApp<Framework>(join(__dirname, '..'), {
      imports: [MainConfiguration],
      moduleLoadType: 'commonjs',
    })) as Application;
    const server = createServer(hotServer, app.callback());
    const container = app.getApplicationContext();
    takeFastLane(server, await hotRoutes(container), (await securityHeaders()).api);
    takeLive(server, await container.getAsync(LiveHub));
    const url = await listen(server);
    const people = fixturePeople();
    const mongo = await container.getAsync(MongoService);
    await mongo.collection(unitCollection).insertMany(fixtureUnits());
    await mongo.collection(personCollection).insertMany(Object.values(people));
    // Something at start may have looked at the units, which were not there yet.
    (await container.getAsync(OrgService)).forget();
    return new Kit(url, people, app, server);
  }

  /** The same service without its fast lane, for comparing the two. */
  async koaUrl(): Promise<string> {
    this.koaServer = createServer(this.app.callback());
    return listen(this.koaServer);
  }

  /** An instance of the service's own, for set-up and for looking behind the answers. */
  async get<T>(maker: Maker<T>): Promise<T> {
    return this.app.getApplicationContext().getAsync(maker);
  }

  async tokenOf(key: PersonKey): Promise<string> {
    let token = this.tokens.get(key);
    if (!token) {
      const auth = await this.get(AuthService);
      token = (await auth.openSession(this.people[key])).accessToken;
      this.tokens.set(key, token);
    }
    return token;
  }

  /** Sends anything anywhere, as a hostile client would. */
  async raw(
    method: string,
    path: string,
    options: {
      as?: PersonKey;
      headers?: Record<string, string>;
      body?: string | FormData | Uint8Array<ArrayBuffer>;
    } = {},
  ): Promise<Answer<unknown>> {
    const headers: Record<string, string> = { ...options.headers };
    if (options.as) headers.authorization = `Bearer ${await this.tokenOf(options.as)}`;
    const response = await fetch(this.url + path, { method, headers, body: options.body });
    const type = response.headers.get('content-type') ?? '';
    const body: unknown = type.includes('json')
      ? await response.json()
      : await response.arrayBuffer();
    return { status: response.status, body, headers: response.headers };
  }

  /** Calls a route, whatever it answers. */
  async call(
    contract: Contract,
    input: Call,
    as: PersonKey | null,
    headers: Record<string, string> = {},
  ): Promise<Answer<unknown>> {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined) query.set(key, String(value));
    }
    const search = query.size > 0 ? `?${query.toString()}` : '';
    return this.raw(contract.method, fillPath(contract.path, input.params) + search, {
      as: as ?? undefined,
      headers: {
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: bodyOf(input),
    });
  }

  /**
   * Calls a route that must succeed and hands its body to `check`, which must assert something about
   * it: only then does the route count as tested.
   */
  async ok<C extends Contract>(
    contract: C,
    input: CallInput<C> & { file?: Blob },
    as: PersonKey | null,
    check?: (body: ResponseOf<C>) => void,
  ): Promise<ResponseOf<C>> {
    const answer = await this.call(contract, input as Call, as);
    if (answer.status !== (contract.status ?? 200)) {
      throw new Error(`${contract.id} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    const body = answer.body as ResponseOf<C>;
    if (check) {
      const before = expect.getState().assertionCalls;
      check(body);
      if (expect.getState().assertionCalls > before) recordSuccess(contract.id);
    }
    return body;
  }

  /** Calls a route that must fail with this code, and answers the error body. */
  async fails<C extends Contract>(
    contract: C,
    input: Call,
    as: PersonKey | null,
    code: ErrorCode,
  ): Promise<ErrorBody> {
    const answer = await this.call(contract, input, as);
    const body = answer.body as ErrorBody;
    expect({ status: answer.status >= 400, code: body.code }).toEqual({ status: true, code });
    return body;
  }

  async stop(): Promise<void> {
    await (await this.get(LiveHub)).close();
    for (const server of [this.server, this.koaServer]) {
      server?.closeAllConnections();
      await new Promise((done) => (server ? server.close(done) : done(undefined)));
    }
    const mongo = await this.get(MongoService);
    await dropOwn(mongo.db);
    await close(this.app);
  }
}

/** What every write from a phone carries. */
export function phoneWrite(): { opId: string; deviceAt: string } {
  return { opId: makeId(), deviceAt: new Date().toISOString() };
}
