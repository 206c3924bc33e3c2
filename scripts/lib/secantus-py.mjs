import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, PlainError, say } from './shell.mjs';
import { step } from './steps.mjs';

const VERSION = '0.7.0b3';
const WANTED = ['-m', 'pip', 'install', '--quiet', '--pre', `secantusdb==${VERSION}`];
const TITLE = 'installing the database from PyPI';
/** Debian guards its own packages; a folder of ours is none of them. Older pips ignore the word. */
const PIP_ENV = { PIP_BREAK_SYSTEM_PACKAGES: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' };

async function intoVenv(python, folder) {
  await step('making a Python environment for the database', python, ['-m', 'venv', folder]);
  await step(TITLE, join(folder, 'bin', 'python'), WANTED);
}

async function intoFolder(python, folder) {
  const env = { ...process.env, ...PIP_ENV };
  await step(TITLE, python, [...WANTED, '--target', folder], { env });
}

/** Debian splits venv and pip from its Python. */
async function withApt(python, folder) {
  if (!onPath('apt-get') || process.getuid?.() !== 0) throw new PlainError('no apt-get as root');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('reading the package lists', 'apt-get', ['update', '-qq'], { env });
  await step('installing python3-venv', 'apt-get', ['install', '-y', '-qq', 'python3-venv'], {
    env,
  });
  await intoVenv(python, folder);
}

function commandOf(python, folder) {
  const program = join(folder, 'bin', 'secantusd-py');
  if (existsSync(join(folder, 'pyvenv.cfg'))) return { command: program, args: [], env: {} };
  return { command: python, args: [program], env: { PYTHONPATH: folder } };
}

/** SecantusDB's Python server, installed into a folder of its own under `cache` at first. */
export async function secantusPy(cache) {
  const python = onPath('python3') ?? onPath('python');
  if (!python) {
    throw new PlainError(
      'no database was found, and no python3 to install one: install MongoDB or Python 3.11',
    );
  }
  const folder = join(cache, `secantusd-py-${VERSION}`);
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return commandOf(python, folder);
  mkdirSync(cache, { recursive: true });
  const failures = [];
  for (const install of [intoVenv, intoFolder, withApt]) {
    rmSync(folder, { recursive: true, force: true });
    try {
      await install(python, folder);
      writeFileSync(complete, '');
      return commandOf(python, folder);
    } catch (error) {
      failures.push(error.message);
      say(`${error.message.split('\n')[0]}; trying another way`);
    }
  }
  throw new PlainError(`the Python database could not be installed\n${failures.join('\n')}`);
}
