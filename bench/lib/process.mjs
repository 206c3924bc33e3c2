import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICE_FLAGS } from '../../scripts/lib/service-flags.mjs';

export const bench = join(dirname(fileURLToPath(import.meta.url)), '..');
export const root = join(bench, '..');

/** For signing tokens in every server of a bench, so that all check the same ones. */
export const SECRET = 'only for the benchmarks of this house, nowhere else';

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a script of the bench as a process of its own and waits until it says `{ ready: ... }`; answers
 * what it said, with ways to stop it and to ask for the CPU seconds that it has used. Product and rivals
 * run under the same flags of Node.
 */
export async function startProcess(script, { env = {}, execArgv = [] } = {}) {
  const child = fork(join(bench, script), {
    env: { ...process.env, BENCH_SECRET: SECRET, ...env },
    execArgv: [...SERVICE_FLAGS, ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const ready = await new Promise((done, failed) => {
    child.on('message', (message) => message.ready && done(message.ready));
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code}`)));
  });
  const end = (signal) =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once('exit', done);
      child.kill(signal);
    });
  return {
    ...ready,
    pid: child.pid,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    stop: () => end('SIGTERM'),
    /** As a power cut would. */
    kill: () => end('SIGKILL'),
  };
}

let ticks;

/** CPU seconds that a process has used so far, by Linux's own count. */
export function cpuSecondsOf(pid) {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK']).toString());
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Bytes that a process had written to files so far; null where the system does not say (Linux does, proc(5)). */
export function writtenBytes(pid) {
  try {
    return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))[1]);
  } catch {
    return null;
  }
}
