import { spawn } from 'node:child_process';

/**
 * Children in process groups of their own: a key press reaches only this process, which ends them in
 * the right order (the service drains before its database goes) and with all that they started.
 */
const children = new Set();
/** Those that somebody waits for: builds, test runs. They are asked to end before all others. */
const awaited = new Set();
const cleanUps = [];
const ASK_LIMIT_MS = 5_000;
let watching = false;
let ending = false;
let serving = false;

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

async function runCleanUps() {
  // A test run has children of its own to end: a browser, a service, a database.
  await Promise.all([...awaited].map((child) => stop(child, ASK_LIMIT_MS)));
  while (cleanUps.length > 0) {
    try {
      await cleanUps.pop()();
    } catch (error) {
      process.stderr.write(`while ending: ${error.message}\n`);
    }
  }
}

function watchSignals() {
  if (watching) return;
  watching = true;
  process.on('exit', () => children.forEach((child) => signalGroup(child, 'SIGKILL')));
  for (const [signal, number] of [
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]) {
    process.on(signal, async () => {
      // Asked twice: at once, without draining.
      if (ending) process.exit(128 + number);
      ending = true;
      await runCleanUps();
      process.exit(serving ? 0 : 128 + number);
    });
  }
}

/** Ends what was started, newest first, and exits. */
export async function finish(code) {
  if (!ending) {
    ending = true;
    await runCleanUps();
    process.exit(code);
  }
}

/** Runs `cleanUp` when this process is asked to end; the newest first. */
export function onEnd(cleanUp) {
  watchSignals();
  cleanUps.push(cleanUp);
}

export const isEnding = () => ending;

/** From here on this process serves until it is asked to end: that is its good end, and no failure. */
export function servesFromNow() {
  serving = true;
}

/** Starts a child that ends with this process, whatever way it ends (short of kill -9). */
export function start(command, args, options = {}) {
  watchSignals();
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
    detached: true,
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

/** Asks a child to end, and makes it after the limit; done when it is gone. */
export async function stop(child, limitMs) {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), limitMs);
  await gone;
  clearTimeout(timer);
}

/** Runs a child to its end; answers its exit code. One that runs past the limit is ended, with its group. */
export function ended(child, { limitMs, onLimit }) {
  awaited.add(child);
  return new Promise((done) => {
    const timer = setTimeout(() => {
      onLimit();
      void stop(child, ASK_LIMIT_MS);
    }, limitMs);
    const end = (code) => {
      awaited.delete(child);
      clearTimeout(timer);
      done(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}
