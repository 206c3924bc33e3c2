import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { onPath, PlainError, step } from './shell.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function installed() {
  const named = process.env.QIANGJI_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new PlainError(`QIANGJI_CHROMIUM names ${named}, which does not exist`);
  }
  return NAMES.map(onPath).find((path) => path !== null) ?? null;
}

function hasHanFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}

const isRoot = () => process.getuid?.() === 0;

async function apt(...packages) {
  if (!onPath('apt-get') || !isRoot()) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('reading the package lists', 'apt-get', ['update', '-qq'], { env });
  await step(
    `installing ${packages.join(' and ')}`,
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    { env },
  );
  return true;
}

async function playwrightsOwn() {
  try {
    await step('downloading Chromium', 'npx', ['playwright-core', 'install', 'chromium']);
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/** Path of a Chromium that can draw Chinese; installs what is missing, or says how to. */
export async function ensureChromium() {
  let path = installed();
  if (!path && (await apt('chromium', 'fonts-noto-cjk'))) path = installed();
  path ??= await playwrightsOwn();
  if (!path) {
    throw new PlainError(
      'the browser tests need Chromium: apt-get install chromium fonts-noto-cjk, or set QIANGJI_CHROMIUM',
    );
  }
  if (!hasHanFont() && !(await apt('fontconfig', 'fonts-noto-cjk'))) {
    throw new PlainError('the screenshots need a Chinese font: apt-get install fonts-noto-cjk');
  }
  return path;
}
