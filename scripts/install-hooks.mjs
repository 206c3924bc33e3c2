import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './lib/shell.mjs';

/** Switches on the pre-commit check of scripts/hooks; harmless outside a checkout and in CI. */
if (process.env.CI || !existsSync(join(root, '.git'))) {
  say('no checkout of a person here: the pre-commit check stays off');
} else {
  execFileSync('git', ['config', 'core.hooksPath', 'scripts/hooks'], { cwd: root });
  say('the pre-commit check is on: eslint and oxfmt over what is staged');
}
