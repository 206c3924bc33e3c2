import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freePort, root } from './service';

/** A client, of the tests' shared database unless told (the driver's own import of `os` fails under Jest). */
export function connect(uri = process.env.MONGODB_URI ?? ''): Promise<MongoClient> {
  return MongoClient.connect(uri, { runtimeAdapters: { os } });
}

/** A database of its own, from the same chain as `npm start`, for tests that hurt it. */
export class OwnDatabase {
  private constructor(
    private readonly runner: ChildProcess,
    readonly uri: string,
    private readonly pid: number,
  ) {}

  static async start(home: string, port: number, ...flags: string[]): Promise<OwnDatabase> {
    const env: NodeJS.ProcessEnv = { ...process.env, QIANGJI_HOME: home, PORT: String(port) };
    delete env.MONGODB_URI;
    const runner = spawn(process.execPath, ['scripts/serve-database.mjs', ...flags], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.on('exit', () => runner.kill('SIGKILL'));
    const said = await new Promise<{ uri: string; pid: number }>((done, failed) => {
      let output = '';
      runner.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const line = output.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
        if (line) done(JSON.parse(line) as { uri: string; pid: number });
      });
      runner.once('exit', () => failed(new Error(`the database did not start: ${output}`)));
    });
    return new OwnDatabase(runner, said.uri, said.pid);
  }

  /** kill -9 of the database, as a power cut would. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.stop();
  }

  async stop(): Promise<void> {
    if (this.runner.exitCode !== null) return;
    const gone = new Promise((done) => this.runner.once('exit', done));
    this.runner.kill('SIGTERM');
    await gone;
  }
}

/** A database for one file of tests that kill what writes to it: it syncs, which the shared one may not. */
export async function startAlone(name: string) {
  const home = mkdtempSync(join(tmpdir(), `qj-${name}-`));
  const database = await OwnDatabase.start(home, await freePort());
  const client = await connect(database.uri);
  return {
    uri: database.uri,
    client,
    stop: async () => {
      await client.close();
      await database.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
