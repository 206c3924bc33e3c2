import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { SERVICE_FLAGS } from '../scripts/lib/service-flags.mjs';
import { freePort, root } from './lib/process.mjs';

/** The built service on a seeded database, as a process of its own. */
export async function startSeeded({ uri, database, say }) {
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    MONGODB_URI: uri,
    MONGODB_DB: database,
    JWT_SECRET: 'only for the benchmarks of this house, nowhere else',
    DEMO: '1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    // A bench asks faster than people do.
    RATE_BURST: '1000000',
    RATE_PER_SECOND: '1000000',
    PUBLIC_RATE_BURST: '1000000',
    PUBLIC_RATE_PER_SECOND: '1000000',
  };
  const run = (script) =>
    spawn(process.execPath, [...SERVICE_FLAGS, `server/dist/${script}.js`], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  say('seeding the demo ...');
  const [code] = await once(run('seed'), 'exit');
  if (code !== 0) throw new Error(`the seed ended with ${code}`);
  const child = run('main');
  process.on('exit', () => child.kill('SIGKILL'));
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const ask = (method, path, { token, body } = {}) =>
    askOnce(agent, port, method, path, token, body);
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const answer = await ask('GET', '/readyz').catch(() => null);
    if (answer?.status === 200) {
      const url = `http://127.0.0.1:${port}`;
      const stop = async () => {
        child.kill('SIGTERM');
        await once(child, 'exit');
      };
      return { ask, url, stop, root };
    }
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new Error('the service did not become ready');
}

function askOnce(agent, port, method, path, token, body) {
  return new Promise((done, failed) => {
    const headers = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => done({ status: answer.statusCode, body: Buffer.concat(chunks) }));
    });
    asked.once('error', (error) => {
      // A line that the service closed while it was idle: Node leaves it to us to ask again.
      const idle = asked.reusedSocket && error.code === 'ECONNRESET';
      if (!idle) return failed(error);
      done(askOnce(agent, port, method, path, token, body));
    });
    asked.end(body ? JSON.stringify(body) : undefined);
  });
}

/** The value below which `share` of the sorted list lies. */
export function percentile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
