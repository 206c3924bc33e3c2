import { dirname } from 'node:path';
import { execFileSync } from 'node:child_process';
import { nativePath } from './lib/find-database.mjs';
import { main, onPath, PlainError, say } from './lib/shell.mjs';
import { step } from './lib/steps.mjs';

const VERSION = '0.5.3-beta.196';
const RUST = [1, 95];

/** Builds the faster development database; the chain then prefers it. */
main(async () => {
  if (!onPath('cargo') || !onPath('rustc')) {
    throw new PlainError(
      'Rust 1.95 or newer is needed (rustup.rs); the Python database works without it',
    );
  }
  const said = execFileSync('rustc', ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /rustc (\d+)\.(\d+)/.exec(said) ?? [];
  if (Number(major) < RUST[0] || (Number(major) === RUST[0] && Number(minor) < RUST[1])) {
    throw new PlainError(`Rust 1.95 or newer is needed, this is ${said.trim()}`);
  }
  const folder = dirname(dirname(nativePath()));
  await step('building secantusd-rs (about five minutes)', 'cargo', [
    'install',
    'secantus-mdb',
    '--version',
    VERSION,
    '--ignore-rust-version',
    '--root',
    folder,
  ]);
  say(`built ${nativePath()}`);
});
