import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { onPath, PlainError, root, say } from './shell.mjs';
import { step } from './steps.mjs';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed({ env, exists, onPath }) {
  const named = env.QIANGJI_CHROMIUM;
  if (named && !exists(named)) {
    throw new PlainError(`QIANGJI_CHROMIUM names ${named}, which does not exist`);
  }
  return named || NAMES.map(onPath).find((path) => path !== null) || null;
}

function hasHanFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}

/** Installs packages as root; answers whether that worked. */
async function apt(...packages) {
  if (!onPath('apt-get') || process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  try {
    await step('reading the package lists', 'apt-get', ['update', '-qq'], { env });
    await step(`installing ${packages.join(' and ')}`, 'apt-get', install, { env });
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  try {
    await step('downloading Chromium', process.execPath, [cli, 'install', 'chromium']);
    return path;
  } catch (error) {
    say(error.message);
    return null;
  }
}

/** What the chain asks of this machine, and what it may fetch. */
const THIS_MACHINE = { exists: existsSync, onPath, apt, playwrightsOwn, hasHanFont };

/** Path of a Chromium that can draw Chinese; installs what is missing, or says how to. */
export async function ensureChromium(machine = { ...THIS_MACHINE, env: process.env }) {
  const { apt, playwrightsOwn, hasHanFont } = machine;
  let path = installed(machine);
  if (!path && (await apt('chromium', 'fonts-noto-cjk', 'fontconfig'))) path = installed(machine);
  path ??= await playwrightsOwn();
  if (!path) {
    throw new PlainError(
      'the browser tests need Chromium: apt-get install chromium fonts-noto-cjk, or set QIANGJI_CHROMIUM',
    );
  }
  if (!hasHanFont() && !((await apt('fontconfig', 'fonts-noto-cjk')) && hasHanFont())) {
    throw new PlainError('the screenshots need a Chinese font: apt-get install fonts-noto-cjk');
  }
  return path;
}
