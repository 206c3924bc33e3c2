import { parseArgs } from 'node:util';

/**
 * What was asked for behind a bench's name, over its defaults: `--people 2000` is a number where the
 * default is one. Throws on an option that the bench does not have.
 */
export function readOptions(args, defaults) {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, STRING]));
  const { values } = parseArgs({ args, options, strict: true });
  const read = Object.entries(defaults).map(([name, fallback]) => {
    const given = values[name];
    if (given === undefined) return [name, fallback];
    if (typeof fallback !== 'number') return [name, given];
    const number = Number(given);
    if (!(number >= 0)) throw new Error(`--${name} must be a number, not "${given}"`);
    return [name, number];
  });
  return Object.fromEntries(read);
}

const STRING = { type: 'string' };
