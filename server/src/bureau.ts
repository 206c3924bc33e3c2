import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Bootstrap } from '@midwayjs/bootstrap';
import { BureauService, PlanError, readPlan, type Founded } from './features/org';
import { EnvError } from './platform/env';
import { MongoService } from './platform/mongo';
import { findMark } from './seed/mark';

const USAGE = `usage: bureau FILE [--new-code]     FILE is JSON, - for standard input (docs/operations.md)
  --new-code   another binding code for the keeper, who has changed or lost the WeChat account`;

function plannedFrom(file: string) {
  try {
    return readPlan(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    if (error instanceof PlanError) throw error;
    throw new PlanError(`the file cannot be read: ${(error as Error).message}`);
  }
}

function told({ added, changed, unnamed, keeper, code }: Founded): string {
  const units = `units: ${added.length} added, ${changed.length} changed`;
  const rest = unnamed.length > 0 ? `; not in the file and kept: ${unnamed.join(' ')}` : '';
  const lines = [units + rest, `keeper: ${keeper.name} (${keeper.staffNumber})`];
  if (!code) return [...lines, 'has a WeChat account bound: no code needed'].join('\n');
  const until = new Date(code.validUntil).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return [
    ...lines,
    `binding code, good once and until ${until} Beijing time: ${code.bindingCode}`,
    'Next: the keeper opens the mini-program, types the code under 或填绑定码, and imports the roster from 我的 → 管理 → 名册.',
  ].join('\n');
}

/** Puts a bureau's units and first keeper into the database that the settings name. */
async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'new-code': { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new PlanError(USAGE);
  const plan = plannedFrom(file);
  if (!process.env.JWT_SECRET) {
    throw new EnvError(
      'JWT_SECRET is missing: a binding code is only good under the service’s own',
    );
  }
  process.env.LOG_LEVEL ??= 'warn';
  Bootstrap.configure({ appDir: join(__dirname, '..'), baseDir: __dirname });
  await Bootstrap.run();
  const container = Bootstrap.getApplicationContext();
  const { db } = await container.getAsync(MongoService);
  // A real bureau beside the demo's open accounts would be a mistake of the address.
  if (await findMark(db)) {
    throw new PlanError('this database holds the demo: name another one in MONGODB_DB');
  }
  const service = await container.getAsync(BureauService);
  process.stdout.write(`${told(await service.found(plan, { newCode: values['new-code'] }))}\n`);
}

/** Plain words where there is something to mend, else where it happened. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof PlanError || error instanceof EnvError) return error.message;
  if (error.name.startsWith('Mongo')) return `the database of MONGODB_URI: ${error.message}`;
  return error.stack ?? error.message;
}

// Midway's detector loads every file of this folder: only the process's own entry may start anything.
if (require.main === module) {
  run()
    .then(() => Bootstrap.stop())
    .then(() => process.exit(0))
    .catch((error: unknown) => {
      process.stderr.write(`${reasonOf(error)}\n`);
      process.exit(error instanceof PlanError || error instanceof EnvError ? 2 : 1);
    });
}
