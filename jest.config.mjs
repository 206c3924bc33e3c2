import { fileURLToPath } from 'node:url';

/**
 * One Jest project a workspace, so that `--selectProjects server` runs one of them. `@qiangji/shared-types`
 * is read straight from its source: no build stands between an edit and its test.
 */
const sharedTypes = { '^@qiangji/shared-types$': '<rootDir>/shared-types/src/index.ts' };

/** swc compiles only; types are the business of `npm run types`. */
function swc(options = {}) {
  const { decorators = false, tsx = false, transform = {} } = options;
  return [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators, tsx },
        transform,
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ];
}

/** Packages that ship ES modules only have to be compiled too. */
const compile = (names) => [`/node_modules/(?!(${names.join('|')})/)`];

/**
 * Jest looks a global up through its sandbox at each use, which costs loops of arithmetic half their time: these
 * are handed to each module instead. Fake timers put another `Date` in place, so it is none of them there.
 */
const STEADY = ['Math', 'Number', 'Object', 'Array', 'Map', 'Set', 'String', 'JSON', 'BigInt'];
const WITH_DATE = { sandboxInjectedGlobals: [...STEADY, 'Date'] };

const base = {
  runtime: fileURLToPath(new URL('scripts/lib/jest-runtime.cjs', import.meta.url)),
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  modulePathIgnorePatterns: ['/dist/', '/\\.qiangji/'],
  restoreMocks: true,
  sandboxInjectedGlobals: STEADY,
};

const node = {
  ...base,
  testEnvironment: 'node',
  moduleNameMapper: sharedTypes,
  transform: { '\\.[cm]?[jt]s$': swc() },
  transformIgnorePatterns: compile(['uuid', 'zod', '@noble']),
};

const server = {
  ...node,
  ...WITH_DATE,
  displayName: 'server',
  setupFiles: ['<rootDir>/server/test/own-database.cjs'],
  roots: ['<rootDir>/server/src', '<rootDir>/server/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.[cm]?[jt]s$': swc({
      decorators: true,
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
  },
};

const miniapp = {
  ...base,
  displayName: 'miniapp',
  roots: ['<rootDir>/miniapp/src', '<rootDir>/miniapp/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
  moduleNameMapper: {
    ...sharedTypes,
    '^@tarojs/taro$': '<rootDir>/miniapp/test/mocks/taro.ts',
    '^@tarojs/components$': '<rootDir>/miniapp/test/mocks/taro-components.tsx',
    '^@/(.*)$': '<rootDir>/miniapp/src/$1',
    '\\.(css|scss)$': '<rootDir>/miniapp/test/mocks/style.ts',
  },
  transform: {
    '\\.[cm]?[jt]sx?$': swc({ tsx: true, transform: { react: { runtime: 'automatic' } } }),
  },
  transformIgnorePatterns: compile([
    '@tarojs',
    '@swc/helpers',
    '@noble',
    'fake-indexeddb',
    'idb',
    'uuid',
    'zod',
  ]),
};

/** The built weapp bundle, run in Node and rendered: needs `npm run build:weapp` first. */
const bundle = {
  ...node,
  displayName: 'bundle',
  roots: ['<rootDir>/miniapp/test/weapp'],
  testMatch: ['**/*.bundle.ts'],
};

/** The whole product in a real browser: one after the other, on a built server and H5. */
const e2e = {
  ...node,
  displayName: 'e2e',
  setupFiles: ['<rootDir>/server/test/own-database.cjs'],
  roots: ['<rootDir>/e2e'],
  testMatch: ['<rootDir>/e2e/**/*.e2e.ts'],
};

const project = (displayName, folder) => ({
  ...node,
  ...WITH_DATE,
  displayName,
  roots: [`<rootDir>/${folder}`],
  testMatch: ['**/*.test.ts', '**/*.test.mjs'],
});

export default {
  projects: [
    project('shared-types', 'shared-types/src'),
    server,
    miniapp,
    project('scripts', 'scripts'),
    bundle,
    e2e,
  ],
  testSequencer: '<rootDir>/scripts/lib/longest-first.cjs',
  testTimeout: 60_000,
};
