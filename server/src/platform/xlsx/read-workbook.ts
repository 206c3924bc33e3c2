import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors';
import { bomb } from './file-refused';
import type { ReadOptions, SheetRow } from './parse-workbook';

export interface ToXlsxWorker {
  sheetBytes: Uint8Array;
  options: ReadOptions;
}

export type FromXlsxWorker =
  { rows: SheetRow[] } | { refused: Pick<AppError, 'code' | 'options'> } | { failed: string };

/** A sheet that takes longer than this is refused (ms); 5,000 rows take about one second. */
const LONGEST_MS = 60_000;
/** Memory that one sheet may take; beyond it the thread dies and the service lives on (MB). */
const MEMORY_MB = 512;

/** Under test the sources run as they are: the thread needs the compiler that Jest has. */
const SOURCES = extname(__filename) === '.ts';
const HOOK = join(__dirname, '../../../test/ts-hook.cjs');

/** One sheet at a time: several at once would take the memory of each. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Reads the first sheet of an `.xlsx` as text by heading, empty rows left out, in a thread of its own: an
 * attacker's sheet takes neither the service's memory nor its event loop. Throws `IMPORT_INVALID` for
 * what is no workbook, too large in any way, lacks a heading, or holds merged cells or formulas.
 */
export function readWorkbook(buffer: Buffer, options: ReadOptions): Promise<SheetRow[]> {
  const read = before.then(() => readInThread({ sheetBytes: buffer, options }));
  before = read.catch(() => undefined);
  return read;
}

function readInThread(order: ToXlsxWorker): Promise<SheetRow[]> {
  const worker = new Worker(join(__dirname, `xlsx.worker${extname(__filename)}`), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(SOURCES ? { execArgv: ['--require', HOOK] } : {}),
  });
  let timer: NodeJS.Timeout | undefined;
  const rows = new Promise<SheetRow[]>((resolve, reject) => {
    timer = setTimeout(() => reject(bomb()), LONGEST_MS);
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? bomb() : error),
    );
    worker.on('exit', () => reject(new Error('the thread of the sheet ended early')));
    worker.on('message', (message: FromXlsxWorker) => {
      if ('rows' in message) resolve(message.rows);
      else if ('failed' in message) reject(new Error(message.failed));
      else reject(new AppError(message.refused.code, message.refused.options));
    });
  });
  return rows.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
