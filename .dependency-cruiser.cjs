const { join } = require('node:path');

/**
 * The arrows of docs/architecture.md, held by a machine: what may import what, in all three workspaces.
 * A feature carries the same name in each, so one list of layers serves all.
 */
const foundations = [
  'auth',
  'org',
  'media',
  'notice',
  'standard',
  'feedback',
  'leave',
  'account',
  'app-info',
];
const jobs = ['study', 'quiz', 'exam', 'self-check', 'duty-log', 'spot-check'];
const top = ['today', 'review', 'report'];

const any = (names) => `(${names.join('|')})`;
/** Where features live: a folder of shared-types/src itself, and `features/` of the other two. */
const home = '^(shared-types/src|server/src/features|miniapp/src/features)/';
const tests = '\\.test(-kit)?\\.tsx?$';

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbidden('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    forbidden(
      'server-without-miniapp',
      'The two sides meet in shared-types only.',
      { path: '^server/' },
      { path: '^miniapp/' },
    ),
    forbidden(
      'miniapp-without-server',
      'The two sides meet in shared-types only.',
      { path: '^miniapp/' },
      { path: '^server/' },
    ),
    forbidden(
      'shared-types-alone',
      'Both sides depend on shared-types, never the other way.',
      { path: '^shared-types/' },
      { path: '^(server|miniapp)/' },
    ),
    forbidden(
      'feature-door',
      'A feature is reached only through its index.ts.',
      { path: `${home}([^/]+)/`, pathNot: '^shared-types/src/core/' },
      { path: `${home}(?!$2/|core/)[^/]+/.`, pathNot: `${home}[^/]+/index\\.tsx?$` },
    ),
    forbidden(
      'feature-door-from-outside',
      'A feature is reached only through its index.ts.',
      { path: '^(server/src|miniapp/src)/', pathNot: '/features/' },
      {
        path: '^(server|miniapp)/src/features/',
        pathNot: '/features/[^/]+/(index\\.tsx?|pages\\.ts)$',
      },
    ),
    forbidden(
      'foundations-below-jobs',
      'Arrows go downwards only.',
      { path: `${home}${any(foundations)}/`, pathNot: tests },
      { path: `${home}${any([...jobs, ...top])}/` },
    ),
    forbidden(
      'jobs-below-top',
      'Arrows go downwards only.',
      { path: `${home}${any(jobs)}/`, pathNot: tests },
      { path: `${home}${any(top)}/` },
    ),
    forbidden(
      'job-without-other-job',
      'Jobs do not know each other; only exam may build on quiz.',
      { path: `${home}(${jobs.filter((job) => job !== 'exam').join('|')})/`, pathNot: tests },
      { path: `${home}(?!$2/)${any(jobs)}/` },
    ),
    forbidden(
      'exam-on-quiz-only',
      'Jobs do not know each other; only exam may build on quiz.',
      { path: `${home}exam/`, pathNot: tests },
      { path: `${home}${any(jobs.filter((job) => job !== 'exam' && job !== 'quiz'))}/` },
    ),
    forbidden(
      'platform-without-features',
      'The platform serves every feature and knows none.',
      { path: '^(server|miniapp)/src/(platform|ui)/' },
      { path: '^(server|miniapp)/src/(features|tabs)/' },
    ),
    forbidden(
      'core-without-features',
      'core serves every feature and knows none.',
      { path: '^shared-types/src/core/' },
      { path: '^shared-types/src/(?!core/)' },
    ),
    forbidden(
      'no-tests-in-code',
      'What ships never imports a test or its kit.',
      { path: '^(shared-types|server|miniapp)/src/', pathNot: tests },
      { path: `${tests}|^(server|miniapp)/test/` },
    ),
    forbidden(
      'resolvable',
      'An import that resolves to nothing fails at runtime.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'miniapp', 'tsconfig.paths.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json', '.scss', '.css'],
    },
    cache: false,
  },
};
