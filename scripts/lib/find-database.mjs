import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { mayOpen } from './owner.mjs';
import { secantusPy } from './secantus-py.mjs';
import { onPath, PlainError, root, say } from './shell.mjs';
import { waiting } from './steps.mjs';

const MONGOD_VERSION = '7.0.14';
/** How long the download host of MongoDB may take to answer at all (ms). */
const REACH_LIMIT_MS = 3_000;
const DOWNLOAD_LIMIT_MS = 5 * 60_000;

export function cacheDir() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'qiangji');
}

/** Where `npm run db:native` puts its result. */
export function nativePath() {
  return join(cacheDir(), 'secantusd-rs', 'bin', 'secantusd-rs');
}

/** A binary for another system, or one that misses a library, is as good as none. */
function runs(path) {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

function cachedMongod(folder) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => /^mongod[^.]*-[\d.]+$/.test(name))
    .map((name) => join(folder, name))
    .find(runs);
}

async function downloadedMongod() {
  const folder = join(cacheDir(), 'mongod');
  const cached = cachedMongod(folder);
  if (cached) return cached;
  const require = createRequire(join(root, 'package.json'));
  const util = 'mongodb-memory-server-core/lib/util';
  try {
    const { MongoBinaryDownloadUrl } = require(`${util}/MongoBinaryDownloadUrl`);
    const { MongoBinary } = require(`${util}/MongoBinary`);
    const { platform, arch } = process;
    const wanted = { platform, arch, version: MONGOD_VERSION };
    const url = await new MongoBinaryDownloadUrl(wanted).getDownloadUrl();
    const signal = AbortSignal.timeout(REACH_LIMIT_MS);
    const answer = await fetch(url, { method: 'HEAD', signal });
    if (!answer.ok) return null;
    mkdirSync(folder, { recursive: true });
    const options = { version: MONGOD_VERSION, downloadDir: folder };
    const limit = new Promise((_done, failed) => {
      setTimeout(() => failed(new Error('too slow')), DOWNLOAD_LIMIT_MS).unref();
    });
    const download = Promise.race([MongoBinary.getPath(options), limit]);
    return await waiting('downloading mongod', download);
  } catch {
    // Out of reach, too slow, or no build for this system: the chain goes on.
    return null;
  }
}

async function mongod({ env, exists, onPath, runs, downloadedMongod }) {
  const named = env.MONGOMS_SYSTEM_BINARY;
  if (named && !exists(named)) {
    throw new PlainError(`MONGOMS_SYSTEM_BINARY names ${named}, which does not exist`);
  }
  const command = named || onPath('mongod') || (await downloadedMongod());
  if (!command) return null;
  if (runs(command)) return { command, args: [], env: {} };
  say(`${command} does not run on this system: looking further`);
  return null;
}

async function secantusRs({ exists, onPath, runs }) {
  const command = [onPath('secantusd-rs'), nativePath()].find((path) => path && exists(path));
  return command && runs(command) ? { command, args: [], env: {} } : null;
}

const CHAIN = [
  ['mongod', mongod],
  ['secantusd-rs', secantusRs],
  ['secantusd-py', ({ secantusPy }) => secantusPy(cacheDir())],
];

/** What the chain asks of this machine, and what it may fetch. */
const THIS_MACHINE = { exists: existsSync, onPath, runs, downloadedMongod, secantusPy };

/**
 * The first server of the chain that may open a directory written by `owner` (null: a new one).
 * Answers its name and how to start it. `prefer`, or `QIANGJI_DATABASE_KIND`, names one outright.
 */
export async function findServer({ owner = null, prefer, machine } = {}) {
  const asked = machine ?? { ...THIS_MACHINE, env: process.env };
  const only = prefer ?? asked.env.QIANGJI_DATABASE_KIND;
  if (only && !CHAIN.some(([name]) => name === only)) {
    throw new PlainError(`there is no database ${only}: ${CHAIN.map(([name]) => name).join(', ')}`);
  }
  for (const [name, find] of CHAIN) {
    if ((only && only !== name) || !mayOpen(name, owner)) continue;
    const found = await find(asked);
    if (found) return { name, ...found };
  }
  if (owner) {
    const able = CHAIN.map(([name]) => name).filter((name) => mayOpen(name, owner));
    throw new PlainError(
      `the data was written by ${owner}; only ${able.join(' or ')} can open it without harm` +
        `${only ? `, not ${only}` : ', and none was found'}.\n` +
        'Choose an empty folder by QIANGJI_HOME, or bring that server back (npm run db:native).',
    );
  }
  throw new PlainError(`the database ${only} was not found`);
}
