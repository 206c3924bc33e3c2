import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { main, PlainError, root, say } from './lib/shell.mjs';

const templates = join(root, 'scripts', 'templates', 'new-feature');
const homes = ['shared-types/src', 'server/src/features', 'miniapp/src/features'];

/** Words of the language, and folders that stand beside features and are none. */
const reserved = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private ' +
    'protected public return static super switch this throw true try typeof var void while with yield ' +
    'await async core features index platform shell tabs test ui'
  ).split(' '),
);

function wordsOf(name) {
  const parts = name.split('-');
  const Pascal = parts.map((part) => part[0].toUpperCase() + part.slice(1)).join('');
  const camel = Pascal[0].toLowerCase() + Pascal.slice(1);
  return { kebab: name, snake: parts.join('_'), camel, Pascal };
}

function fill(text, words) {
  return text.replace(/__(kebab|snake|camel|Pascal)__/g, (_, key) => words[key]);
}

function checkName(name) {
  if (!name) throw new PlainError('usage: npm run new-feature NAME, for example street-patrol');
  if (name.length > 30 || !/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name)) {
    throw new PlainError(
      `"${name}" is no feature name: lower-case words with hyphens between, at most 30 characters, like street-patrol`,
    );
  }
  if (reserved.has(name)) throw new PlainError(`"${name}" is a reserved word: choose another name`);
  const taken = homes.map((home) => join(home, name)).find((path) => existsSync(join(root, path)));
  if (taken) throw new PlainError(`"${name}" is taken: ${taken} exists`);
}

/** Puts `line` in front of the first `anchor` after `from`; a file that has changed shape is refused. */
function before(text, anchor, line, from = '') {
  const start = text.indexOf(from);
  const at = start < 0 ? -1 : text.indexOf(anchor, start);
  if (at < 0) throw new PlainError(`no place found to register (looked for ${anchor.trim()})`);
  return text.slice(0, at) + line + text.slice(at);
}

const registrations = {
  'shared-types/src/index.ts': (text, { kebab, camel }) => {
    const imported = before(
      text,
      "\nexport * from './core'",
      `import { ${camel}Contract } from './${kebab}';\n`,
    );
    const exported = before(imported, '\n/** Every route', `export * from './${kebab}';\n`);
    return before(exported, '};', `  ${camel}: ${camel}Contract,\n`, 'export const contracts');
  },
  'server/src/features.ts': (text, { kebab }) => `${text}export * from './features/${kebab}';\n`,
  'server/src/policies.ts': (text, { kebab, camel }) => {
    const line = `import { ${camel}Policies } from './features/${kebab}';\n`;
    const imported = before(text, 'import type { Policy }', line);
    return before(imported, '};', `  ...${camel}Policies,\n`, 'export const policies');
  },
  'server/src/start.ts': (text, { kebab, Pascal }) => {
    const line = `import { ${Pascal}Service } from './features/${kebab}';\n`;
    const imported = before(text, 'import type { JobService }', line);
    const start = `  (await container.getAsync(${Pascal}Service)).start();\n`;
    return before(imported, '}\n', start, 'await jobs.register(reviewDays');
  },
  '.dependency-cruiser.cjs': (text, { kebab }) =>
    before(text, '];', `, '${kebab}'`, 'const jobs = ['),
};

/** docs/policies.md is the table of who may reach what, written by its own test. */
function writePolicies() {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  if (!existsSync(jest)) return false;
  const { status, stderr } = spawnSync(
    process.execPath,
    [jest, '--selectProjects', 'server', '--', 'server/test/policy-matrix.test.ts'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, UPDATE_POLICIES: '1' } },
  );
  if (status !== 0) throw new PlainError(`docs/policies.md could not be written anew:\n${stderr}`);
  return true;
}

main(async () => {
  const name = process.argv[2];
  checkName(name);
  const words = wordsOf(name);
  // All is worked out before anything is written: a refusal leaves nothing half done.
  const registered = Object.entries(registrations).map(([path, change]) => [
    path,
    change(readFileSync(join(root, path), 'utf8'), words),
  ]);
  const made = readdirSync(templates, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.tpl'))
    .map((path) => [
      fill(path.slice(0, -'.tpl'.length), words),
      fill(readFileSync(join(templates, path), 'utf8'), words),
    ]);
  for (const [path, text] of [...made, ...registered]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  // A longer or shorter name breaks lines elsewhere.
  const formatter = join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt');
  const paths = [...made, ...registered].map(([path]) => path);
  if (existsSync(formatter)) {
    const args = [formatter, '--write', '--no-error-on-unmatched-pattern', ...paths];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new PlainError('the files are written, but the formatter refused some');
  }
  for (const path of paths) say(path);
  const written = writePolicies();
  if (written) say('docs/policies.md');
  say(
    `\nNext: name things in the field's own words; read what docs/policies.md now says of "${name}"; say in` +
      '\nserver/test/relation-rows.ts whose records its routes reach; and where it is no job of its own, move it to its' +
      '\nlayer in .dependency-cruiser.cjs.' +
      (written
        ? ''
        : '\nPackages are not installed: after npm ci, UPDATE_POLICIES=1 npm test -- unit policy-matrix, or npm test fails.'),
  );
});
