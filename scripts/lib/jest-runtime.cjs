const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** With it Node runs the sources of shared-types as they are. */
require('../../server/test/ts-hook.cjs');

/**
 * Loaded once for all test files that one process runs: what keeps nothing of a test. Jest would load each anew for
 * every file, which took a third of the time of those that start the service. What is mocked, or remembers
 * what was registered with it (Midway, metrics, the log), stays out of it.
 */
const ONCE = new Set([
  '@qiangji/shared-types',
  'bson',
  'chinese-days',
  'fast-check',
  'koa',
  'lru-cache',
  'mongodb',
  'playwright-core',
  'semver',
  'sharp',
  'ws',
  'yaml',
  'zod',
]);

function packageOf(name) {
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

module.exports = {
  __esModule: true,
  default: class extends Runtime {
    requireModuleOrMock(from, name) {
      if (ONCE.has(packageOf(name))) return createRequire(from)(name);
      return super.requireModuleOrMock(from, name);
    }
  },
};
