import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  fillPath,
  PRIVACY_VERSION,
  authContract,
  newId,
  type Contract,
  type DemoAccount,
  type ResponseOf,
  type Session,
} from '@qiangji/shared-types';

export const root = join(__dirname, '..', '..');

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export function makeId(): string {
  return newId(Date.now(), randomBytes(16));
}

export interface ServiceOptions {
  /** Hears all that the process says. */
  heard?: (text: string) => void;
  uri?: string;
  database: string;
  port?: number;
  env?: Record<string, string>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The built service as a process of its own, as `npm start` runs it. */
export class Service {
  private constructor(
    readonly url: string,
    readonly port: number,
    private readonly child: ChildProcess,
    readonly output: () => string,
  ) {}

  private static environment(options: ServiceOptions, port: number): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_ENV: 'development',
      MONGODB_URI: options.uri ?? process.env.MONGODB_URI,
      MONGODB_DB: options.database,
      JWT_SECRET: 'only for the end-to-end tests of this house',
      DEMO: '1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...options.env,
    };
  }

  /** Fills an empty database with the demo, by the built seed. */
  static async seed(options: ServiceOptions): Promise<void> {
    await Service.run(['server/dist/seed.js'], options);
  }

  /** The demo's people and what ships, without their sixty days: lighter where a test makes its own records. */
  static async seedPeople(options: ServiceOptions): Promise<void> {
    await Service.run(['server/dist/seed.js', '--without-history'], options);
  }

  /** Puts a real bureau into an empty database; answers what its first keeper is told. */
  static found(plan: string, options: ServiceOptions): Promise<string> {
    return Service.run(['server/dist/bureau.js', plan], options);
  }

  private static async run(args: string[], options: ServiceOptions): Promise<string> {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: Service.environment(options, 0),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const code = await new Promise((done) => child.once('exit', done));
    const [output, errors] = await said;
    if (code !== 0) throw new Error(`${args.join(' ')} failed: ${errors}`);
    return output;
  }

  static async start(options: ServiceOptions): Promise<Service> {
    const port = options.port ?? (await freePort());
    const child = spawn(process.execPath, ['server/dist/main.js'], {
      cwd: root,
      env: Service.environment(options, port),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      options.heard?.(chunk.toString());
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const service = new Service(`http://127.0.0.1:${port}`, port, child, () => output);
    await service.until('/readyz', 200);
    return service;
  }

  /** Asks a path until it answers with a status; fails after 60 s, or at once if the process ended. */
  async until(path: string, status: number): Promise<void> {
    const limit = Date.now() + 60_000;
    while (Date.now() < limit) {
      if (this.child.exitCode !== null) throw new Error(`the service ended:\n${this.output()}`);
      const answer = await fetch(this.url + path).catch(() => null);
      if (answer?.status === status) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${path} never answered ${status}:\n${this.output()}`);
  }

  async raw(
    contract: Contract,
    input: { params?: Record<string, string>; query?: object; body?: unknown },
    token?: string,
  ) {
    const query = new URLSearchParams(
      Object.entries(input.query ?? {}).map(([key, value]) => [key, String(value)]),
    );
    const search = query.size > 0 ? `?${query}` : '';
    const answer = await fetch(this.url + fillPath(contract.path, input.params) + search, {
      method: contract.method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  }

  async call<C extends Contract>(
    contract: C,
    input: { params?: Record<string, string>; query?: object; body?: unknown },
    token?: string,
  ): Promise<ResponseOf<C>> {
    const { status, body } = await this.raw(contract, input, token);
    if (status >= 300)
      throw new Error(`${contract.id} answered ${status}: ${JSON.stringify(body)}`);
    return body as ResponseOf<C>;
  }

  /** Signs in as a demo account that has agreed to the privacy notice. */
  async signIn(account: DemoAccount): Promise<Session> {
    const session = await this.call(authContract.demo, { body: { account } });
    await this.call(
      authContract.consent,
      { body: { version: PRIVACY_VERSION } },
      session.accessToken,
    );
    return session;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = new Promise<number | null>((done) => this.child.once('exit', done));
    this.child.kill(signal);
    return gone;
  }
}
