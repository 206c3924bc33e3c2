import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { isEnding, onEnd, start, stop } from './processes.mjs';
import { freePort, PlainError, root } from './shell.mjs';
import { waiting } from './steps.mjs';

const STOP_LIMIT_MS = 5_000;

/** What a piece of Taro's output says of a build: `built`, `failed`, or nothing yet (null). */
export function outcomeOf(colored) {
  // Where colours are asked for (FORCE_COLOR), they stand between the words.
  const text = stripVTControlCharacters(colored);
  if (/failed to compile|compiled with \d+ errors?\b|^ERROR in /im.test(text)) return 'failed';
  return /compiled (successfully|with \d+ warning)/i.test(text) ? 'built' : null;
}

/**
 * Builds the pages in development mode, and again whenever a source changes, until this process ends.
 * Answers their folder once they are there for the first time; a build that fails is shown and tried again.
 */
export async function watchH5({ onBuilt }) {
  const folder = join(root, 'miniapp', 'dist', 'h5-dev');
  rmSync(folder, { recursive: true, force: true });
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DEMO: '1',
    // Webpack's own server writes the files, and nobody asks it for any.
    QIANGJI_DEV_SERVER_PORT: String(await freePort()),
  };
  const taro = start('npm', ['run', '--silent', 'dev:h5', '-w', 'miniapp'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onEnd(() => stop(taro, STOP_LIMIT_MS));
  let built = false;
  const first = new Promise((done, failed) => {
    const hear = (line) => {
      if (outcomeOf(line) !== 'built') return;
      if (built) onBuilt();
      built = true;
      done();
    };
    for (const stream of [taro.stdout, taro.stderr]) {
      stream.on('data', (chunk) => {
        if (outcomeOf(String(chunk)) === 'failed') process.stderr.write(chunk);
      });
      // By lines: what a pipe hands on may end between two words.
      createInterface({ input: stream }).on('line', hear);
    }
    taro.once('exit', (code) => {
      const words = `the pages are no longer built (${code}): start again`;
      if (built && !isEnding()) process.stderr.write(`${words}\n`);
      failed(new PlainError(words));
    });
  });
  await waiting('building the pages for browsers', first);
  return folder;
}
