import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { BankFormat } from '@qiangji/shared-types';
import { inThread } from '../../platform/thread';
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
  | { type: 'report'; bytes: Uint8Array }
  | { type: 'items'; items: NumberedItem[] }
  | { type: 'written'; written: WrittenFile }
  | { type: 'end' }
  | { type: 'failed'; reason: string };

const THREAD = { file: join(__dirname, 'import.worker'), memoryMb: 1_024, longestMs: 120_000 };
/** Rows of the bank handed over at once: copying more would hold the event loop. */
const BANK_CHUNK = 100;

type Tell = (message: ToWorker) => void;
type Settle<T> = (value: T) => void;

/**
 * Hands a thread the bank and an order, and gives each of its messages to `hear`, which settles the whole.
 * Rejects where the thread dies or takes too long.
 */
function withBank<T>(
  bank: readonly BankRow[],
  order: ToWorker,
  hear: (message: FromWorker, settle: Settle<T>, tell: Tell, fail: Settle<unknown>) => void,
): Promise<T> {
  return inThread<T>(THREAD, (thread, settle, fail) => {
    const tell: Tell = (message) => thread.postMessage(message);
    thread.on('message', (message: FromWorker) => {
      if (message.type === 'failed') fail(new Error(message.reason));
      else hear(message, settle, tell, fail);
    });
    feed(tell, bank, order).catch(fail);
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
  /** Takes the table of everything that is bad or very like another question, where there is any. */
  onReport?: ((bytes: Uint8Array) => Promise<void>) | undefined;
}

/** Reads a file in a thread of its own. */
export function runImport(run: ImportRun): Promise<ImportSummary> {
  const { task, bank, onProgress, onItems, onReport } = run;
  let summary: ImportSummary | undefined;
  let reported: Promise<void> | undefined;
  const order: ToWorker = { type: 'run', task, withItems: onItems !== undefined };
  return withBank<ImportSummary>(bank, order, (message, settle, tell, fail) => {
    if (message.type === 'progress') onProgress(message.done, message.total);
    if (message.type === 'summary') summary = message.summary;
    if (message.type === 'items' && onItems) {
      onItems(message.items).then(() => tell({ type: 'more' }), fail);
    }
    if (message.type === 'report') {
      reported = onReport?.(message.bytes);
      reported?.catch(fail);
    }
    if (message.type === 'end' && summary) {
      const whole = summary;
      Promise.resolve(reported).then(() => settle(whole), fail);
    }
  });
}

/** Writes a file in a thread of its own. */
export function runExport(format: BankFormat, bank: readonly BankRow[]): Promise<WrittenFile> {
  return withBank<WrittenFile>(bank, { type: 'write', format }, (message, settle) => {
    if (message.type === 'written') settle(message.written);
  });
}
