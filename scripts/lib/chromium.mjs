import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { onPath, PlainError, root, say } from './shell.mjs';
import { step } from './steps.mjs';
import { join } from 'node:path';

/** Chromium without its windows draws the same pages with a third less work. */
const SHELL = 'chromium-headless-shell';
const SHELLS = [SHELL, 'chrome-headless-shell'];
const FULL = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const NAMES = [...SHELLS, ...FULL];
const FONTS = ['fonts-noto-cjk', 'fontconfig'];

function installed({ env, exists, onPath }) {
  const named = env.QIANGJI_CHROMIUM;
  if (named && !exists(named)) {
    throw new PlainError(`QIANGJI_CHROMIUM names ${named}, which does not exist`);
  }
  return named || NAMES.map(onPath).find((path) => path !== null) || null;
}

/**
 * Whether another browser is to be installed: where there is none, and on a machine that is thrown away after its run
 * (`CI`) where there is only the whole one.
 */
function isWanting(path, { env, onPath }) {
  if (path === null) return true;
  return Boolean(env.CI) && !env.QIANGJI_CHROMIUM && SHELLS.every((name) => onPath(name) === null);
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
  // A machine without a network is told so at once.
  const soon = ['-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20'];
  const install = ['install', '-y', ...soon, '--no-install-recommends', ...packages];
  try {
    await step('reading the package lists', 'apt-get', ['update', ...soon], { env });
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
  if (isWanting(path, machine) && (await apt(SHELL, ...FONTS))) path = installed(machine);
  // Older releases have the whole one only.
  if (!path && (await apt('chromium', ...FONTS))) path = installed(machine);
  path ??= await playwrightsOwn();
  if (!path) {
    throw new PlainError(
      'the browser tests need Chromium: apt-get install chromium-headless-shell (or chromium) fonts-noto-cjk, or set QIANGJI_CHROMIUM',
    );
  }
  if (!hasHanFont() && !((await apt('fontconfig', 'fonts-noto-cjk')) && hasHanFont())) {
    throw new PlainError('the screenshots need a Chinese font: apt-get install fonts-noto-cjk');
  }
  return path;
}
