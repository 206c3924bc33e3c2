const { join } = require('node:path');

const jobs = ['study', 'quiz', 'exam', 'self-check', 'duty-log', 'spot-check'];
const tops = ['today', 'review', 'report'];
const foundations = [
  'auth',
  'org',
  'media',
  'notice',
  'standard',
  'feedback',
  'account',
  'app-info',
];
const any = (names) => `(${names.join('|')})`;
const feature = (names) => `src/features/${any(names)}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'server-and-miniapp-never-meet',
      severity: 'error',
      from: { path: '^(server|miniapp)/' },
      to: { path: '^(server|miniapp)/', pathNot: '^$1/' },
    },
    {
      name: 'shared-types-stands-alone',
      severity: 'error',
      from: { path: '^shared-types/' },
      to: { path: '^(server|miniapp)/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^(server|miniapp)/src/platform/', pathNot: '\\.test\\.' },
      to: { path: 'src/features/' },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^miniapp/src/ui/', pathNot: '\\.test\\.' },
      to: { path: 'src/features/' },
    },
    {
      name: 'foundations-know-no-job',
      severity: 'error',
      from: { path: feature(foundations), pathNot: '\\.test\\.' },
      to: { path: feature([...jobs, ...tops]) },
    },
    {
      name: 'jobs-stay-apart',
      comment: 'exam may use quiz; otherwise jobs meet in standard, or above in today and review',
      severity: 'error',
      from: { path: `^(server|miniapp)/src/features/${any(jobs)}/`, pathNot: '\\.test\\.' },
      to: {
        path: feature([...jobs, ...tops]),
        pathNot: ['^(server|miniapp)/src/features/$2/', '^server/src/features/quiz/index\\.ts$'],
      },
    },
    {
      name: 'entered-through-the-door',
      severity: 'error',
      from: { path: '^(server|miniapp)/src/features/([^/]+)/', pathNot: '\\.test\\.' },
      to: {
        path: '^(server|miniapp)/src/features/[^/]+/.+',
        pathNot: ['^$1/src/features/$2/', '/index\\.tsx?$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'miniapp/tsconfig.json') },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
