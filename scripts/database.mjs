import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findServer } from './lib/find-database.mjs';
import { claim, freeOfOthers, noteRunning, noteStopped, ownerOf } from './lib/owner.mjs';
import { onEnd, stop } from './lib/processes.mjs';
import { startServer } from './lib/server-process.mjs';
import { freePort, say } from './lib/shell.mjs';

const STOP_LIMIT_MS = 15_000;

/** A temporary folder that goes away with this process. */
function temporary() {
  const folder = mkdtempSync(join(tmpdir(), 'qiangji-db-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Finds and starts a database (or takes `MONGODB_URI`), in the order of docs/architecture.md, and says
 * which it took. It ends with this process; `stop()` ends it sooner.
 */
export async function startDatabase(asked) {
  const { home, dataDir, prefer, ephemeral = false, durable = true, port: wanted } = asked;
  if (process.env.MONGODB_URI && !prefer) {
    say('database: the one that MONGODB_URI names');
    return { uri: process.env.MONGODB_URI, name: 'external', stop: async () => undefined };
  }
  const folder = resolve(dataDir ?? join(ephemeral ? temporary() : home, 'db'));
  mkdirSync(dirname(folder), { recursive: true });
  await freeOfOthers(folder);
  const server = await findServer({ owner: ownerOf(folder), prefer });
  claim(server.name, folder);
  const port = wanted ?? (await freePort());
  const logFile = `${folder}.log`;
  const { child, uri } = await startServer(server, {
    port,
    dataDir: folder,
    logFile,
    durable,
  });
  noteRunning(folder, child.pid);
  const where = ephemeral ? 'for this run only' : `files in ${folder}`;
  say(`database: ${server.name} on port ${port}, ${where}`);
  const end = async () => {
    await stop(child, STOP_LIMIT_MS);
    noteStopped(folder);
  };
  onEnd(end);
  return { uri, name: server.name, pid: child.pid, stop: end };
}
