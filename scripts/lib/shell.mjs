import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finish } from './processes.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Milliseconds as people say them: `14 min 3 s`. */
export function minutes(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
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

/** The port to serve on: `PORT`, else 7001. Refuses what is no port, and one that is taken. */
export async function servicePort() {
  const port = Number(process.env.PORT || 7001);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainError(`PORT must be a whole number from 1 to 65535, not "${process.env.PORT}"`);
  }
  if (await portInUse(port)) {
    throw new PlainError(
      `port ${port} is taken: stop what listens there, or choose another, e.g. PORT=${port + 1} npm start`,
    );
  }
  return port;
}

/** The oldest Node that the database's driver, the compiler and the formatter run on. */
const OLDEST_NODE = [20, 19];

/** Throws a PlainError where Node is too old: `version` like `20.19.0`. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const [least, leastMinor] = OLDEST_NODE;
  if (major > least || (major === least && minor >= leastMinor)) return;
  throw new PlainError(`Node ${OLDEST_NODE.join('.')} or newer is needed, this is v${version}`);
}

/** Runs a script's main function; a PlainError is printed bare. What was started is ended either way. */
export function main(run) {
  run().catch(async (error) => {
    process.stderr.write(`${error instanceof PlainError ? error.message : error.stack}\n`);
    await finish(1);
  });
}
