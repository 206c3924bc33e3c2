const { createRequire } = require('node:module');
const path = require('node:path');
const { isDate, isNativeError, isPromise } = require('node:util').types;
const { Script } = require('node:vm');
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

/** What such a module makes belongs to another realm than a test's: `instanceof` takes it for what it is all the same. */
const KINDS = { Date: isDate, Error: isNativeError, Promise: isPromise };

function knowStrangers(global) {
  const ordinary = Function.prototype[Symbol.hasInstance];
  for (const [name, isOne] of Object.entries(KINDS)) {
    const own = global[name];
    Object.defineProperty(own, Symbol.hasInstance, {
      // Classes made of it inherit this: they know their own as ever.
      value(one) {
        return this === own ? isOne(one) : ordinary.call(this, one);
      },
    });
  }
}

/**
 * What each file was compiled to in this process: a script belongs to no realm and runs in that of every test
 * file. Jest would compile each module anew for each of them, which was a sixth of their time.
 */
const compiled = new Map();

function compiledOnce(executor, environment) {
  const head = `(function (${executor.injectedModuleParameters.join(', ')}) {`;
  const anew = executor.compile.bind(executor);
  return (source, filename) => {
    const context = environment.getVmContext();
    // An `import()` asks the runtime of its own test file; a module of Node's has a name of its own in traces.
    if (context === null || !path.isAbsolute(filename) || source.includes('import(')) {
      return anew(source, filename);
    }
    let known = compiled.get(filename);
    if (known?.source !== source || known.head !== head) {
      let script;
      try {
        script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
      } catch {
        // Told by Jest in its own words.
        return anew(source, filename);
      }
      known = { head, source, script };
      compiled.set(filename, known);
    }
    return known.script.runInContext(context);
  };
}

module.exports = {
  __esModule: true,
  default: class extends Runtime {
    constructor(config, environment, ...rest) {
      super(config, environment, ...rest);
      knowStrangers(environment.global);
      this.executor.compile = compiledOnce(this.executor, environment);
    }

    requireModuleOrMock(from, name) {
      if (ONCE.has(packageOf(name))) return createRequire(from)(name);
      return super.requireModuleOrMock(from, name);
    }
  },
};
