import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, root, say } from './shell.mjs';
import { step } from './steps.mjs';

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/**
 * Packages of the lockfile that node_modules does not hold in that version, by npm's own note of what
 * it installed. Optional ones (another system's binaries) may be missing.
 */
export function missingPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([path, { link, optional }]) => path.includes('node_modules/') && !link && !optional)
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path);
}

/** Installs the packages of the lockfile, unless node_modules holds just those. */
export async function ensureInstalled(folder = root) {
  const locked = packagesOf(join(folder, 'package-lock.json'));
  const missing = () =>
    missingPackages(locked, packagesOf(join(folder, 'node_modules', '.package-lock.json')));
  const before = missing().length;
  if (before === 0) return;
  const options = { cwd: folder };
  await step(
    `installing packages (${before} are missing)`,
    'npm',
    ['ci', '--no-progress'],
    options,
  );
  const left = missing();
  if (left.length > 0)
    throw new PlainError(`npm ci did not install ${left.slice(0, 5).join(', ')}`);
  say('packages are installed');
  // npm would do this by `prepare`, but runs no scripts here (ADR 19). A failure is no reason not to start.
  if (folder === root)
    await import('../install-hooks.mjs').catch(() =>
      say('the pre-commit check stays off: npm run hooks'),
    );
}
