import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, say } from './shell.mjs';

const MARKER = 'qiangji-owner';
const ORPHAN_LIMIT_MS = 15_000;

/**
 * Whether a server may open a directory that another wrote last. Only secantusd-py to secantusd-rs is
 * unharmed (measured); the way back finds nothing through the indexes and accepts duplicates.
 */
export function mayOpen(server, owner) {
  return (
    owner === null || owner === server || (owner === 'secantusd-py' && server === 'secantusd-rs')
  );
}

export function ownerOf(dataDir) {
  const file = join(dataDir, MARKER);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** Notes who writes a data directory; refuses a server that would harm it. */
export function claim(server, dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const owner = ownerOf(dataDir);
  if (!mayOpen(server, owner)) {
    throw new PlainError(
      `${dataDir} was written by ${owner}, which ${server} cannot read without harm.\n` +
        `Start with ${owner} again, or choose an empty folder by QIANGJI_HOME.`,
    );
  }
  writeFileSync(join(dataDir, MARKER), `${server}\n`);
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process still is the server of this directory, and not another that got its number since. */
function serves(pid, dataDir) {
  if (!alive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir);
  } catch {
    return false;
  }
}

const lockOf = (dataDir) => `${dataDir}.pid`;

/** Notes the server that runs on a directory and the process that started it. */
export function noteRunning(dataDir, pid) {
  writeFileSync(lockOf(dataDir), JSON.stringify({ pid, starter: process.pid }));
}

export function noteStopped(dataDir) {
  rmSync(lockOf(dataDir), { force: true });
}

/**
 * Two servers never share a directory: refuses while another start of ours runs there, and ends a
 * server whose starter was killed.
 */
export async function freeOfOthers(dataDir) {
  if (!existsSync(lockOf(dataDir))) return;
  const { pid, starter } = JSON.parse(readFileSync(lockOf(dataDir), 'utf8'));
  if (!serves(pid, dataDir)) return;
  if (starter !== process.pid && alive(starter)) {
    throw new PlainError(
      `${dataDir} is in use by process ${starter}: end it, or choose another folder by QIANGJI_HOME`,
    );
  }
  say(`ending the database that a killed run left behind (process ${pid})`);
  process.kill(pid, 'SIGTERM');
  const until = Date.now() + ORPHAN_LIMIT_MS;
  while (alive(pid)) {
    if (Date.now() > until) process.kill(pid, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 100));
  }
}
