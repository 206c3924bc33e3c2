import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { start } from './processes.mjs';
import { PlainError, root } from './shell.mjs';

const START_LIMIT_MS = 60_000;
const REPLICA_SET = 'rs0';

function argsFor(name, port, dataDir, durable) {
  const address = ['--port', String(port)];
  if (name === 'mongod') {
    return [...address, '--bind_ip', '127.0.0.1', '--dbpath', dataDir, '--replSet', REPLICA_SET];
  }
  const slow = name === 'secantusd-py';
  return [
    ...address,
    ...['--host', '127.0.0.1', '--storage-path', dataDir],
    // Without it an acknowledged write can be lost by kill -9 (measured). Where none has to be kept, the slow one
    // spends nothing on a replica set's log either: a fifth of each write.
    ...(slow && !durable ? ['--standalone'] : ['--sync-on-commit']),
    ...['--cache-size', '1G', '--log-level', 'WARNING'],
  ];
}

/** A replica set of one: made at first, and told its port where that has changed since. */
async function becomePrimary(admin, port) {
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const hello = await admin.command({ hello: 1 });
  if (hello.isWritablePrimary) return true;
  if (hello.setName) return false;
  const config = { _id: REPLICA_SET, version: 1, members };
  try {
    await admin.command({ replSetInitiate: config });
  } catch {
    const current = await admin.command({ replSetGetConfig: 1 });
    const version = current.config.version + 1;
    const next = {
      ...current.config,
      version,
      members: [{ ...current.config.members[0], ...members[0] }],
    };
    await admin.command({ replSetReconfig: next, force: true });
  }
  return false;
}

async function answers(name, port, uri) {
  const require = createRequire(join(root, 'package.json'));
  const { MongoClient } = require('mongodb');
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 1_000 });
  try {
    await client.connect();
    const admin = client.db('admin');
    await admin.command({ ping: 1 });
    return name !== 'mongod' || (await becomePrimary(admin, port));
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** Starts a database server and waits until it takes commands. */
export async function startServer(
  { name, command, args, env },
  { port, dataDir, logFile, durable },
) {
  const log = openSync(logFile, 'a');
  const child = start(command, [...args, ...argsFor(name, port, dataDir, durable)], {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const until = Date.now() + START_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    if (await answers(name, port, uri)) return { child, uri };
    await new Promise((done) => setTimeout(done, 100));
  }
  const tail = readFileSync(logFile, 'utf8').slice(-3_000);
  throw new PlainError(`${name} did not start, see ${logFile}\n${tail}`);
}
