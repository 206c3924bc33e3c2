import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const children = new Set();
let ending = false;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** A failure whose message is all that a person needs: printed without a stack. */
export class PlainError extends Error {}

/** Path of a program on PATH, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

export function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Whether somebody listens on a local port already. */
export function portInUse(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(true));
    server.listen(port, () => server.close(() => done(false)));
  });
}

/** Starts a child that ends with this process, whatever way it ends. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

function killAll() {
  for (const child of children) {
    try {
      // A group leader is ended with all that it started.
      if (child.spawnargs && child.ownGroup) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // Already gone.
    }
  }
}

process.on('exit', killAll);

/** Runs `cleanUp` once on Ctrl-C or SIGTERM, then exits with the signal's usual code. */
export function onEnd(cleanUp) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(signal, async () => {
      if (ending) return;
      ending = true;
      await cleanUp(signal);
      process.exit(code);
    });
  }
}

/**
 * Runs a command to its end with its output kept aside, saying every ten seconds that it still runs.
 * Throws a `PlainError` with the end of the output where it fails.
 */
export async function step(title, command, args, options = {}) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  say(`${title} ...`);
  const ticker = setInterval(() => say(`${title} ... ${seconds()} s`), 10_000);
  const child = start(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((done) => {
    child.once('error', (error) => {
      keep(String(error));
      done(127);
    });
    child.once('close', (status, signal) => done(status ?? signal));
  });
  clearInterval(ticker);
  if (code !== 0) {
    throw new PlainError(`${title}: failed (${code}) after ${seconds()} s\n${output.slice(-6000)}`);
  }
  say(`${title}: done in ${seconds()} s`);
  return output;
}

/** Runs a command with its output shown; answers its exit code. A hung one is ended after the limit. */
export function shown(command, args, { limitMs = 20 * 60_000, onLine, ...options } = {}) {
  const child = start(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let rest = '';
  const pass = (target) => (chunk) => {
    target.write(chunk);
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  };
  child.stdout.on('data', pass(process.stdout));
  child.stderr.on('data', pass(process.stderr));
  return new Promise((done) => {
    const timer = setTimeout(() => {
      say(`${command} ${args.join(' ')}: ended, it ran longer than ${limitMs / 60_000} minutes`);
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', (error) => {
      say(String(error));
      clearTimeout(timer);
      done(127);
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      done(status ?? 1);
    });
  });
}

export function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new PlainError(`Node 20 or newer is needed, this is ${process.version}`);
}

/** Runs a script's main function; a PlainError is printed bare. */
export function main(run) {
  run().catch((error) => {
    process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
    process.exit(1);
  });
}
