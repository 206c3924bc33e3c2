import { join } from 'node:path';
import { root, say, step } from './shell.mjs';
import { hashOf, unlessStamped } from './stamp.mjs';

/** Installs the packages of the lockfile, unless node_modules holds just those. */
export async function ensureInstalled() {
  const modules = join(root, 'node_modules');
  const hash = hashOf([join(root, 'package-lock.json'), join(root, '.npmrc')], process.version);
  const worked = await unlessStamped(
    join(modules, '.qiangji-installed'),
    hash,
    join(modules, 'mongodb', 'package.json'),
    () => step('installing packages', 'npm', ['ci', '--no-progress']),
  );
  if (!worked) say('packages are installed');
}
