import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './shell.mjs';

const MARKER = 'qiangji-owner';

/**
 * Whether a server may open a directory that another wrote last. Only secantusd-py to secantusd-rs is
 * unharmed (measured); the way back finds nothing through the indexes and accepts duplicates.
 */
export function mayOpen(server, owner) {
  return (
    owner === null || owner === server || (owner === 'secantusd-py' && server === 'secantusd-rs')
  );
}

export function ownerOf(dataDir) {
  const file = join(dataDir, MARKER);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** Notes who writes a data directory; refuses a server that would harm it. */
export function claim(server, dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const owner = ownerOf(dataDir);
  if (!mayOpen(server, owner)) {
    throw new PlainError(
      `${dataDir} was written by ${owner}, which ${server} cannot read without harm.\n` +
        `Start with ${owner} again, or choose an empty folder by QIANGJI_HOME.`,
    );
  }
  writeFileSync(join(dataDir, MARKER), `${server}\n`);
}
