import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const project = join(__dirname, '..');
const heavy = new Set(['node_modules', 'dist', 'content', '.swc']);
let copy: string;

/** Another copy of what a feature lives in; the packages are those of this one. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'qj-new-feature-'));
  for (const folder of ['shared-types', 'server', 'miniapp', 'scripts', 'e2e']) {
    cpSync(join(project, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !heavy.has(basename(path)),
    });
  }
  for (const file of [
    'tsconfig.base.json',
    'jest.config.mjs',
    '.oxfmtrc.json',
    '.dependency-cruiser.cjs',
    'docs/policies.md',
  ]) {
    cpSync(join(project, file), join(copy, file));
  }
  for (const folder of ['.', 'server', 'miniapp']) {
    symlinkSync(join(project, folder, 'node_modules'), join(copy, folder, 'node_modules'));
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function make(...args: string[]) {
  const script = join(copy, 'scripts', 'new-feature.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
}

const NARROW = 'tsconfig.sample.json';

function narrow(name: string, include: readonly string[]): void {
  const config = { extends: './tsconfig.json', include };
  writeFileSync(join(copy, name, NARROW), JSON.stringify(config));
}

const read = (file: string) => readFileSync(join(copy, file), 'utf8');

/** A tool of the project in the copy; what it says is the failure's message. */
async function tool(path: string, ...args: string[]): Promise<void> {
  const script = join(copy, 'node_modules', path);
  const env = { ...process.env, QIANGJI_CONTENT_DIR: join(project, 'server', 'content') };
  // Its routes are none of the product's.
  delete env.QIANGJI_ROUTE_COVERAGE;
  await run(process.execPath, [script, ...args], { cwd: copy, env }).catch((error) => {
    throw new Error(`${path} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  });
}

it.each([
  ['', 'usage'],
  ['Sample', 'no feature name'],
  ['sample_thing', 'no feature name'],
  ['../sample', 'no feature name'],
  ['class', 'reserved word'],
  ['core', 'reserved word'],
  ['study', 'taken'],
])('refuses the name "%s" in plain words', (name, why) => {
  const { status, out } = make(name);
  expect(out).toContain(why);
  expect(out).not.toContain('    at ');
  expect(status).toBe(1);
});

it('makes a feature that compiles, knows its place, and passes its own tests on a database, once', async () => {
  const { status, out } = make('sample-thing');
  expect({ status, out }).toMatchObject({ status: 0 });
  expect(make('sample-thing').out).toContain('"sample-thing" is taken');
  expect(read('docs/policies.md')).toMatch(/^\| sample-thing\.read \|/m);
  expect(read('.dependency-cruiser.cjs')).toMatch(/const jobs = \[.*'sample-thing'\]/);
  const tests = [
    'sample-thing.rules',
    'sample-thing.view',
    'sample-thing.controller',
    'policy-matrix',
  ];
  // What it consists of, with all that this needs; the rest of the project is no other than it was.
  const told = ['policies', 'features', 'start'].map((name) => `src/${name}.ts`);
  narrow('server', ['src/features/sample-thing', ...told, 'src/**/*.d.ts']);
  narrow('miniapp', ['src/features/sample-thing', 'src/app.config.ts', 'types']);
  await Promise.all(
    ['server', 'miniapp'].map((name) => tool('typescript7/bin/tsc', '-p', join(name, NARROW))),
  );
  await tool('jest/bin/jest.js', '--selectProjects', 'server', 'miniapp', '--', ...tests);
}, 300_000);
