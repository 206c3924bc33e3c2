import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './lib/shell.mjs';

/** Compares the routes of the contracts with those that some test saw succeed, body asserted. */
const folder = process.argv[2] ?? join(root, '.cache', 'route-coverage');
const require = createRequire(import.meta.url);
const { contracts } = require(join(root, 'shared-types', 'dist', 'index.js'));

const all = Object.values(contracts).flatMap((feature) =>
  Object.values(feature).map(({ id }) => id),
);
const tested = new Set(
  (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  ),
);
const missing = all.filter((id) => !tested.has(id));
process.stdout.write(
  `${all.length - missing.length} of ${all.length} routes have a success test that asserts the body\n`,
);
for (const id of missing) process.stdout.write(`  missing: ${id}\n`);
process.exit(missing.length > 0 || all.length === 0 ? 1 : 0);
