import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { finish } from './lib/processes.mjs';
import { checkNode, main, PlainError, root, say } from './lib/shell.mjs';

function printRow({ name, value, unit, goal, ok }) {
  const figure = typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value);
  say(
    `${name.padEnd(52)} ${figure.padStart(12)} ${unit.padEnd(8)} ${String(goal ?? '').padEnd(12)} ${ok ? 'ok' : 'SHORT'}`,
  );
}

/** `npm run bench -- NAME [--json] [options of its own]`: starts a database of its own and prints the figures. */
main(async () => {
  checkNode();
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const [name, ...rest] = args.filter((arg) => arg !== '--json');
  const folder = join(root, 'bench');
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.bench.mjs'))
    .map((file) => file.replace('.bench.mjs', ''));
  if (!name || !existsSync(join(folder, `${name}.bench.mjs`))) {
    throw new PlainError(
      `npm run bench -- NAME [--json], where NAME is one of ${names.join(', ')}`,
    );
  }
  const print = process.stdout.write.bind(process.stdout);
  // With --json only objects go to stdout: progress moves to stderr.
  if (json) process.stdout.write = process.stderr.write.bind(process.stderr);
  await ensureInstalled();
  // Rivals and load generators are packages of the bench alone.
  if (existsSync(join(folder, 'package-lock.json'))) await ensureInstalled(folder);
  await buildServer();
  const { startDatabase } = await import('./database.mjs');
  // Figures are of the bench's own database, whatever else this machine serves.
  delete process.env.MONGODB_URI;
  const database = await startDatabase({ ephemeral: true });
  let short = false;
  const report = (row) => {
    if (!row.ok) short = true;
    if (json) print(`${JSON.stringify({ ...row, database: database.name })}\n`);
    else printRow(row);
  };
  const bench = await import(join(folder, `${name}.bench.mjs`));
  const { uri, name: databaseName, pid } = database;
  await bench.run({ uri, databaseName, pid, report, say, args: rest });
  await finish(short ? 1 : 0);
});
