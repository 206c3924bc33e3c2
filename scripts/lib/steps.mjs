import { ended, start } from './processes.mjs';
import { PlainError, root, say } from './shell.mjs';

const TICK_MS = 10_000;
const MINUTE_MS = 60_000;
const KEPT_CHARACTERS = 6_000;

/** Says every ten seconds that something quiet still goes on; answers how to stop and how long it took. */
function ticking(title) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let heard = began;
  const timer = setInterval(() => {
    if (Date.now() - heard < TICK_MS) return;
    heard = Date.now();
    say(`${title} ... ${seconds()} s`);
  }, TICK_MS / 4);
  return { seconds, hear: () => (heard = Date.now()), stop: () => clearInterval(timer) };
}

/** Waits for something slow, telling how long it has taken so far. */
export async function waiting(title, promise) {
  say(`${title} ...`);
  const tick = ticking(title);
  try {
    return await promise;
  } finally {
    tick.stop();
  }
}

/**
 * Runs a command to its end with its output kept aside, and answers the end of it. Throws a `PlainError`
 * with that where it fails or outlasts the limit.
 */
export async function step(title, command, args, options = {}) {
  const { limitMs = 20 * MINUTE_MS, ...rest } = options;
  say(`${title} ...`);
  const tick = ticking(title);
  const child = start(command, args, { cwd: root, ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk) => (output = (output + chunk).slice(-KEPT_CHARACTERS));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const onLimit = () => keep(`\nended: it ran longer than ${limitMs / MINUTE_MS} minutes`);
  const code = await ended(child, { limitMs, onLimit });
  tick.stop();
  if (code !== 0) {
    throw new PlainError(`${title}: failed (${code}) after ${tick.seconds()} s\n${output}`);
  }
  say(`${title}: done in ${tick.seconds()} s`);
  return output;
}

/** Runs a command with its output shown and handed on line by line; answers its exit code. */
export async function shown(title, command, args, options = {}) {
  const { limitMs = 20 * MINUTE_MS, onLine, ...rest } = options;
  const tick = ticking(title);
  const child = start(command, args, { cwd: root, ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const name of ['stdout', 'stderr']) {
    let line = '';
    child[name].setEncoding('utf8').on('data', (chunk) => {
      tick.hear();
      process[name].write(chunk);
      const lines = (line + chunk).split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) onLine?.(one);
    });
  }
  const onLimit = () => say(`${title}: ended, it ran longer than ${limitMs / MINUTE_MS} minutes`);
  const code = await ended(child, { limitMs, onLimit });
  tick.stop();
  return code;
}
