import { extname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BankFormat } from '@qiangji/shared-types';
import type { BankRow } from './bank.repository';
import type { Loss } from './formats';
import type { ImportSummary, ImportTask, NumberedItem } from './import.work';

export type ToWorker =
  | { type: 'bank'; rows: BankRow[] }
  | { type: 'run'; task: ImportTask; withItems: boolean }
  | { type: 'write'; format: BankFormat }
  | { type: 'more' };

/** A file as a thread hands it back: a plain array, since a Buffer does not survive the way. */
export interface WrittenFile {
  bytes: Uint8Array;
  losses: Loss[];
  leftOut: string[];
}

export type FromWorker =
  | { type: 'progress'; done: number; total: number }
  | { type: 'summary'; summary: ImportSummary }
  | { type: 'items'; items: NumberedItem[] }
  | { type: 'written'; written: WrittenFile }
  | { type: 'end' }
  | { type: 'failed'; reason: string };

/** A file that takes longer than this is refused (ms). */
const LONGEST_MS = 120_000;
/** Memory that one file may take; beyond it the thread dies and the service lives on (MB). */
const MEMORY_MB = 1024;
/** Rows of the bank handed over at once: copying more would hold the event loop. */
const BANK_CHUNK = 100;

/** Under test the sources run as they are: the thread needs the compiler that Jest has. */
const SOURCES = extname(__filename) === '.ts';
const HOOK = join(__dirname, '../../../test/ts-hook.cjs');

type Tell = (message: ToWorker) => void;
type Settle<T> = (value: T) => void;

/**
 * Starts a thread, hands it the bank and an order, and gives each of its messages to `hear`, which
 * settles the whole. Rejects where the thread dies or takes too long; it never outlives its order.
 */
function inThread<T>(
  bank: readonly BankRow[],
  order: ToWorker,
  hear: (message: FromWorker, settle: Settle<T>, tell: Tell, fail: Settle<unknown>) => void,
): Promise<T> {
  const worker = new Worker(join(__dirname, `import.worker${extname(__filename)}`), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(SOURCES ? { execArgv: ['--require', HOOK] } : {}),
  });
  const tell: Tell = (message) => worker.postMessage(message);
  let timer: NodeJS.Timeout | undefined;
  const whole = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), LONGEST_MS);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread ended early')));
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'failed') reject(new Error(message.reason));
      else hear(message, resolve, tell, reject);
    });
    feed(tell, bank, order).catch(reject);
  });
  return whole.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}

async function feed(tell: Tell, bank: readonly BankRow[], order: ToWorker): Promise<void> {
  for (let at = 0; at < bank.length; at += BANK_CHUNK) {
    const rows = bank.slice(at, at + BANK_CHUNK).map((row) => ({ ...row, past: [] }));
    tell({ type: 'bank', rows });
    await setImmediate();
  }
  tell(order);
}

export interface ImportRun {
  task: ImportTask;
  bank: readonly BankRow[];
  onProgress: (done: number, total: number) => void;
  /** Keeps some questions; the next ones come when it is done. Without it only the summary is made. */
  onItems?: ((items: NumberedItem[]) => Promise<void>) | undefined;
}

/** Reads a file in a thread of its own. */
export function runImport({ task, bank, onProgress, onItems }: ImportRun): Promise<ImportSummary> {
  let summary: ImportSummary | undefined;
  const order: ToWorker = { type: 'run', task, withItems: onItems !== undefined };
  return inThread<ImportSummary>(bank, order, (message, settle, tell, fail) => {
    if (message.type === 'progress') onProgress(message.done, message.total);
    if (message.type === 'summary') summary = message.summary;
    if (message.type === 'items' && onItems) {
      onItems(message.items).then(() => tell({ type: 'more' }), fail);
    }
    if (message.type === 'end' && summary) settle(summary);
  });
}

/** Writes a file in a thread of its own. */
export function runExport(format: BankFormat, bank: readonly BankRow[]): Promise<WrittenFile> {
  return inThread<WrittenFile>(bank, { type: 'write', format }, (message, settle) => {
    if (message.type === 'written') settle(message.written);
  });
}
