import { join } from 'node:path';
import { AppError } from '../errors';
import { inThread, ThreadOverLimit } from '../thread';
import { bomb } from './file-refused';
import type { FirstSheet, ReadOptions } from './parse-workbook';

export interface ToXlsxWorker {
  sheetBytes: Uint8Array;
  options: ReadOptions;
}

export type FromXlsxWorker =
  | { sheet: FirstSheet }
  | { refused: Pick<AppError, 'code' | 'options'> }
  | { failed: string };

/** 5,000 rows take about one second. */
const THREAD = { file: join(__dirname, 'xlsx.worker'), memoryMb: 512, longestMs: 60_000 };

/** One sheet at a time: several at once would take the memory of each. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Reads the first sheet of an `.xlsx` as text by heading, empty rows left out, in a thread of its own: an
 * attacker's sheet takes neither the service's memory nor its event loop. Throws `IMPORT_INVALID` for
 * what is no workbook, too large in any way, lacks a heading, or holds merged cells or formulas.
 */
export function readWorkbook(buffer: Buffer, options: ReadOptions): Promise<FirstSheet> {
  const read = before.then(() => readInThread({ sheetBytes: buffer, options }));
  before = read.catch(() => undefined);
  return read;
}

async function readInThread(order: ToXlsxWorker): Promise<FirstSheet> {
  try {
    return await inThread<FirstSheet>({ ...THREAD, workerData: order }, (thread, settle, fail) => {
      thread.on('message', (message: FromXlsxWorker) => {
        if ('sheet' in message) settle(message.sheet);
        else if ('failed' in message) fail(new Error(message.failed));
        else fail(new AppError(message.refused.code, message.refused.options));
      });
    });
  } catch (error) {
    throw error instanceof ThreadOverLimit ? bomb() : error;
  }
}
