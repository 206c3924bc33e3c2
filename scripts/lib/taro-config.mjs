import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Has Taro's file of its own settings in place, empty of any, before Taro looks for it. Where there is none Taro makes
 * an empty file and writes into it a moment later: of two builds that begin together on a new machine, one reads it in
 * between and dies.
 */
export function settleTaroConfig(home = homedir()) {
  // Named as by Taro 4 (`TARO_CONFIG_FOLDER`, `TARO_BASE_CONFIG`).
  const folder = join(home, '.taro4.0');
  const file = join(folder, 'index.json');
  if (statSync(file, { throwIfNoEntry: false })?.size) return;
  mkdirSync(folder, { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, '{}\n');
  renameSync(whole, file);
}
