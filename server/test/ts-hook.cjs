/** Lets a thread that a test starts run the sources, as Jest's own transform does for the test. */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { threadId } = require('node:worker_threads');
const { version } = require('@swc/core/package.json');

const SHARED_TYPES = join(__dirname, '../../shared-types/src/index.ts');

const OPTIONS = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
/** What a thread has compiled the next one reads: hundreds start in a run, each with the same sources. */
const CACHE = join(__dirname, '../../.cache/ts-hook');
mkdirSync(CACHE, { recursive: true });

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const key = createHash('sha256');
  for (const part of [version, JSON.stringify(OPTIONS), file, source]) key.update(part);
  const kept = join(CACHE, key.digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { transformSync } = require('@swc/core');
    const { code } = transformSync(source, { ...OPTIONS, filename: file });
    // Whole or not at all: another thread may read it meanwhile.
    const own = `${kept}.${process.pid}.${threadId}`;
    writeFileSync(own, code);
    renameSync(own, kept);
    return code;
  }
}

require.extensions['.ts'] = (module, file) => module._compile(compiled(file), file);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const name = request === '@qiangji/shared-types' ? SHARED_TYPES : request;
  return resolve.call(this, name, ...rest);
};
