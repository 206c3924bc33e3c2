import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './shell.mjs';
import { hashOf, unlessStamped } from './stamp.mjs';
import { step } from './steps.mjs';
import { settleTaroConfig } from './taro-config.mjs';

const at = (...parts) => join(root, ...parts);

/** The lockfile stands for every package that a build draws on. */
const LOCK = at('package-lock.json');
const SHARED = at('shared-types', 'src');
const MINIAPP = ['src', 'config', 'types', 'babel.config.js', 'package.json'].map((name) =>
  at('miniapp', name),
);

async function build(title, { inputs, result, stamp, env, clean, scripts }) {
  const words = JSON.stringify(env ?? {});
  const worked = await unlessStamped(stamp, hashOf([LOCK, ...inputs], words), result, async () => {
    for (const folder of clean) rmSync(folder, { recursive: true, force: true });
    for (const args of scripts) {
      await step(title, 'npm', ['run', ...args], { env: { ...process.env, ...env } });
    }
  });
  if (!worked) say(`${title}: up to date`);
}

export function buildServer() {
  const clean = [at('shared-types', 'dist'), at('server', 'dist')];
  return build('building the service', {
    inputs: [SHARED, at('server', 'src'), at('server', '.swcrc'), at('shared-types', '.swcrc')],
    result: at('server', 'dist', 'main.js'),
    stamp: at('server', 'dist', '.stamp'),
    clean,
    scripts: [['build:server']],
  });
}

/** `demo` shows the demo accounts on the login page. */
export function buildH5({ demo }) {
  settleTaroConfig();
  return build('building the pages for browsers', {
    inputs: [SHARED, ...MINIAPP],
    result: at('miniapp', 'dist', 'h5', 'index.html'),
    stamp: at('miniapp', 'dist', '.h5-stamp'),
    env: { NODE_ENV: 'production', DEMO: demo ? '1' : '' },
    clean: [at('miniapp', 'dist', 'h5')],
    scripts: [['build:h5', '-w', 'miniapp']],
  });
}

export function buildWeapp({ demo, apiBase }) {
  settleTaroConfig();
  return build('building the mini-program', {
    inputs: [SHARED, ...MINIAPP],
    result: at('miniapp', 'dist', 'weapp', 'app.json'),
    stamp: at('miniapp', 'dist', '.weapp-stamp'),
    env: { NODE_ENV: 'production', DEMO: demo ? '1' : '', QIANGJI_API_BASE: apiBase },
    clean: [at('miniapp', 'dist', 'weapp')],
    scripts: [['build:weapp', '-w', 'miniapp']],
  });
}
