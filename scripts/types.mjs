import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/shell.mjs';

/** The compiler that checks; what reads TypeScript for other tools is the one before it, which has their API. */
const TSC = join(root, 'node_modules', 'typescript7', 'bin', 'tsc');

/** Checks the types of every workspace and of the browser tests. */
const codes = ['shared-types', 'server', 'miniapp', 'e2e'].map(
  (name) => spawnSync(process.execPath, [TSC, '-p', name], { cwd: root, stdio: 'inherit' }).status,
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
