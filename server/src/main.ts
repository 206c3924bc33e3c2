import { join } from 'node:path';
import { Bootstrap } from '@midwayjs/bootstrap';
import { EnvError, env } from './platform/env';
import { JobService } from './platform/jobs';
import { openApi } from './platform/http/openapi';
import { log } from './platform/log';
import { newWorkbook } from './platform/xlsx';

/**
 * Drains and ends once a line of Midway's meets a broken pipe. Nobody would catch that but Midway, which logs
 * what nobody caught, and so its failure to log, for ever, at the price of a core.
 */
function endWithoutReader(): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    process.kill(process.pid, 'SIGTERM');
  };
  process.stdout.on('error', end);
  process.stderr.on('error', end);
}

/** Starts the service; a wrong environment says what to set and ends with 2. */
async function main(): Promise<void> {
  endWithoutReader();
  const { port } = env();
  // Made when they are first used, these would hold all requests of that moment: here nobody waits yet.
  openApi();
  await newWorkbook();
  Bootstrap.configure({
    appDir: join(__dirname, '..'),
    baseDir: __dirname,
    globalConfig: { koa: { port } },
  });
  await Bootstrap.run();
  // Only a process that serves runs jobs: a seed or a test would do the same work twice.
  (await Bootstrap.getApplicationContext().getAsync(JobService)).start();
  log().info({ port }, 'listening');
}

function fail(error: unknown): never {
  if (error instanceof EnvError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  const reason = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`the service did not start: ${reason}\n`);
  process.exit(1);
}

// Midway's detector loads every file of this folder: only the process's own entry may start anything.
if (require.main === module) main().catch(fail);
