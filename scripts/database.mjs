import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer } from './lib/find-database.mjs';
import { claim } from './lib/owner.mjs';
import { freePort, PlainError, root, say, start } from './lib/shell.mjs';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

function argsFor(name, port, dataDir) {
  if (name === 'mongod') {
    return [
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      dataDir,
      '--replSet',
      'rs0',
    ];
  }
  return [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--storage-path',
    dataDir,
    // Without it an acknowledged write can be lost by kill -9 (measured).
    '--sync-on-commit',
    '--cache-size',
    '1G',
    '--log-level',
    'WARNING',
  ];
}

async function answers(uri, initiate) {
  const require = createRequire(join(root, 'package.json'));
  const { MongoClient } = require('mongodb');
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: 1_000,
    directConnection: true,
  });
  try {
    await client.connect();
    const admin = client.db('admin');
    if (initiate) {
      await admin.command({ replSetInitiate: {} }).catch(() => undefined);
      const hello = await admin.command({ hello: 1 });
      return hello.isWritablePrimary === true;
    }
    await admin.command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

async function untilAnswers(child, uri, name, logFile) {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) break;
    if (await answers(uri, name === 'mongod')) return;
    await new Promise((done) => setTimeout(done, 150));
  }
  const tail = readFileSync(logFile, 'utf8').slice(-3000);
  throw new PlainError(`${name} did not start, see ${logFile}\n${tail}`);
}

/**
 * Finds and starts a database (or takes `MONGODB_URI`). `ephemeral` puts its files into a temporary
 * folder that goes away with it. Answers `{ uri, name, pid, stop() }`.
 */
export async function startDatabase({ home, ephemeral = false, port: wanted }) {
  if (process.env.MONGODB_URI) {
    say('database: the one that MONGODB_URI names');
    return { uri: process.env.MONGODB_URI, name: 'external', stop: async () => undefined };
  }
  const server = await findServer();
  const base = ephemeral ? mkdtempSync(join(tmpdir(), 'qiangji-db-')) : home;
  const dataDir = join(base, 'db');
  mkdirSync(base, { recursive: true });
  claim(server.name, dataDir);
  const logFile = join(base, 'db.log');
  const log = openSync(logFile, 'a');
  const port = wanted ?? (await freePort());
  const child = start(server.command, [...server.args, ...argsFor(server.name, port, dataDir)], {
    // A group of its own: Ctrl-C must reach it only after the service has drained.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...server.env },
  });
  closeSync(log);
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  await untilAnswers(child, uri, server.name, logFile);
  say(
    `database: ${server.name} on port ${port}${ephemeral ? ', for this run only' : `, files in ${dataDir}`}`,
  );
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await gone;
      clearTimeout(timer);
    }
    if (ephemeral) rmSync(base, { recursive: true, force: true });
  };
  if (ephemeral) process.on('exit', () => rmSync(base, { recursive: true, force: true }));
  return { uri, name: server.name, pid: child.pid, stop };
}
