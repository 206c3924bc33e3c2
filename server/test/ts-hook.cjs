/** Lets a thread that a test starts run the sources, as Jest's own transform does for the test. */
const Module = require('node:module');
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

const SHARED_TYPES = join(__dirname, '../../shared-types/src/index.ts');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, file);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const name = request === '@qiangji/shared-types' ? SHARED_TYPES : request;
  return resolve.call(this, name, ...rest);
};
