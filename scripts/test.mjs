import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildH5, buildServer, buildWeapp } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { finish } from './lib/processes.mjs';
import { checkNode, main, minutes, PlainError, root, say } from './lib/shell.mjs';
import { shown } from './lib/steps.mjs';
import { closingLine, jestResult, readJestLine, total } from './lib/tally.mjs';

const PARTS = ['lint', 'types', 'content', 'build', 'unit', 'routes', 'e2e', 'bundle'];
/**
 * What goes on beside a part: each of the first two has one core busy; the mini-program's day waits for its own
 * taps, and where it takes longest the browser does not wait for it.
 */
const BESIDE = { lint: 'types', unit: 'bundle' };
const JEST = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
/** A day in a browser, a seed and a kill -9 take their time (ms). */
const E2E_TIMEOUT = '--testTimeout=300000';
/** The built bundle's own timers and a browser's sockets outlive their tests. */
const TO_ITS_END = ['--forceExit', E2E_TIMEOUT];
/** Files of tests side by side. */
const WORKERS = 2;
/** Those in a browser have each a service and a browser of their own, and wait a good part of their time for a page to rest. */
const BROWSERS = 3;
const SLOW = 'secantusd-py';
/** The Python database drops one of thousands in its while. */
const UNIT_TIMEOUT = { [SLOW]: '--testTimeout=120000' };
const coverageDir = join(root, '.cache', 'route-coverage');

async function command(title, name, args, options) {
  say(`\n== ${title}`);
  const code = await shown(title, name, args, options);
  say(`== ${title}: ${code === 0 ? 'passed' : `failed (${code})`}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function jest(title, projects, env, extra) {
  say(`\n== ${title}`);
  let counts = null;
  const args = [JEST, '--selectProjects', ...projects, ...extra];
  const code = await shown(title, process.execPath, args, {
    env: { ...process.env, ...env },
    onLine: (line) => (counts = readJestLine(line) ?? counts),
  });
  return jestResult(counts, code);
}

function databases() {
  const started = [];
  let seeded;
  /** Tests that need the demo's sixty days copy them: no two of a run seed the same. */
  const withSeeded = async (env) => {
    const { seededFolder } = await import('./lib/seeded.mjs');
    return { ...env, QIANGJI_SEEDED: await (seeded ??= seededFolder()) };
  };
  const start = async (n) => {
    const { startDatabase } = await import('./database.mjs');
    return (started[n] ??= startDatabase({ ephemeral: true, durable: false }));
  };
  /** Each of these by itself where the database is the slow one, which takes one command at a time. */
  const env = async (...own) => {
    const { uri, name } = await start(0);
    // The slow one would spend minutes on dropping what goes away with the run.
    const thrown = name === SLOW ? { QIANGJI_THROWAWAY: '1' } : {};
    const common = { MONGODB_URI: uri, QIANGJI_DATABASE: name, ...thrown };
    if (name !== SLOW || own.length === 0) return common;
    const uris = (await Promise.all(own.map(start))).map((one) => one.uri);
    return { ...common, MONGODB_URI: uris[0], QIANGJI_WORKER_URIS: uris.join(' ') };
  };
  const each = (count) => Array.from({ length: count }, (_, n) => n);
  return {
    env,
    /** What it ran on, for the closing words; nothing where no part asked for one. */
    async used() {
      const [first] = started;
      return first ? ` on ${(await first).name}` : '';
    },
    envOfWorkers: () => env(...each(WORKERS)),
    envOfBrowser: async () => withSeeded(await env(...each(BROWSERS))),
    /** What goes on beside the mini-program's days would wait for them. */
    envOfBundle: async () => withSeeded(await env(WORKERS)),
    async stop() {
      for (const one of started.filter(Boolean)) await (await one)?.stop();
    },
  };
}

/** The three products; a part that needs one and runs alone makes it by the same words. */
const builds = {
  server: () => buildServer(),
  weapp: () => buildWeapp({ demo: true, apiBase: '' }),
  h5: () => buildH5({ demo: true }),
};

async function buildAll() {
  say('\n== builds');
  const result = { passed: 0, failed: 0, skipped: 0 };
  const tried = async (build) => {
    try {
      await build();
      result.passed += 1;
    } catch (error) {
      say(error.message);
      result.failed += 1;
    }
  };
  await tried(builds.server);
  await Promise.all([builds.weapp, builds.h5].map(tried));
  return result;
}

let chromium;

/** Found once, or fetched while other parts go on. */
function browser() {
  chromium ??= import('./lib/chromium.mjs').then(({ ensureChromium }) => ensureChromium());
  return chromium;
}

async function runPart(part, db, extra) {
  switch (part) {
    case 'build':
      return buildAll();
    case 'lint':
      return command('lint', 'npm', ['run', '--silent', 'lint']);
    case 'types':
      return command('types', 'npm', ['run', '--silent', 'types']);
    case 'content':
      return command('content', process.execPath, ['scripts/check-content.mjs']);
    case 'unit': {
      rmSync(coverageDir, { recursive: true, force: true });
      mkdirSync(coverageDir, { recursive: true });
      const env = { ...(await db.envOfWorkers()), QIANGJI_ROUTE_COVERAGE: coverageDir };
      const args = [
        `--maxWorkers=${WORKERS}`,
        UNIT_TIMEOUT[env.QIANGJI_DATABASE] ?? [],
        extra,
      ].flat();
      return jest(
        'unit and API tests',
        ['shared-types', 'server', 'scripts', 'miniapp'],
        env,
        args,
      );
    }
    case 'routes': {
      await builds.server();
      return command('every route has a success test', process.execPath, [
        'scripts/check-routes.mjs',
        coverageDir,
      ]);
    }
    case 'bundle': {
      await builds.server();
      await builds.weapp();
      return jest('the mini-program as built', ['bundle'], await db.envOfBundle(), [
        '--runInBand',
        ...TO_ITS_END,
        ...extra,
      ]);
    }
    default: {
      const QIANGJI_CHROMIUM = await browser();
      await builds.server();
      await builds.h5();
      return jest('browser tests', ['e2e'], { ...(await db.envOfBrowser()), QIANGJI_CHROMIUM }, [
        `--maxWorkers=${BROWSERS}`,
        ...TO_ITS_END,
        ...extra,
      ]);
    }
  }
}

/** `npm test`: everything; `npm test -- PART [arguments of Jest]`: one part. */
main(async () => {
  checkNode();
  const [asked, ...extra] = process.argv.slice(2);
  if (asked && !PARTS.includes(asked)) {
    throw new PlainError(`there is no part ${asked}; parts are ${PARTS.join(', ')}`);
  }
  await ensureInstalled();
  const db = databases();
  const attempt = async (part) => {
    try {
      return await runPart(part, db, extra);
    } catch (error) {
      say(`== ${part}: failed\n${error.message}`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
  };
  // Whether there is one is told by the part that needs it.
  if (!asked) browser().catch(() => undefined);
  const results = [];
  const begun = new Map();
  for (const part of asked ? [asked] : PARTS) {
    const beside = asked ? undefined : BESIDE[part];
    if (beside) begun.set(beside, attempt(beside));
    results.push(await (begun.get(part) ?? attempt(part)));
  }
  const sum = total(results);
  if (sum.skipped > 0) say(`${sum.skipped} skipped`);
  const goal = asked ? '' : ' (goal: under 25 min)';
  say(`took ${minutes(performance.now())}${await db.used()}${goal}`);
  await db.stop();
  say(`\n${closingLine(sum)}`);
  await finish(sum.failed > 0 || sum.passed === 0 ? 1 : 0);
});
