import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface ThreadOptions {
  /** The thread's file, without its ending. */
  file: string;
  workerData?: unknown;
  /** Beyond it the thread dies and the service lives on (MB). */
  memoryMb: number;
  /** Longer than this it is given up (ms). */
  longestMs: number;
}

/** It took longer, or more memory, than it may. */
export class ThreadOverLimit extends Error {
  override name = 'ThreadOverLimit';
}

/** Under test the sources run as they are: the thread needs the compiler that Jest has. */
const ENDING = extname(__filename);
const HOOK = join(__dirname, '../../../test/ts-hook.cjs');
const EXEC = ENDING === '.ts' ? { execArgv: ['--require', HOOK] } : {};

/**
 * Does one piece of work in a thread of its own, for which the event loop must not wait or which may take the
 * process's memory. `work` listens to the thread and settles the whole, which rejects where the thread
 * dies, or with `ThreadOverLimit`; the thread never outlives it.
 */
export function inThread<T>(
  { file, workerData, memoryMb, longestMs }: ThreadOptions,
  work: (thread: Worker, settle: (value: T) => void, fail: (error: unknown) => void) => void,
): Promise<T> {
  const thread = new Worker(`${file}${ENDING}`, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    ...EXEC,
  });
  let timer: NodeJS.Timeout | undefined;
  const whole = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => reject(new ThreadOverLimit(`took over ${longestMs} ms`)), longestMs);
    thread.on('error', (error: NodeJS.ErrnoException) => {
      const tooMuch = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(tooMuch ? new ThreadOverLimit(error.message) : error);
    });
    thread.on('exit', () => reject(new Error('the thread ended early')));
    work(thread, resolve, reject);
  });
  return whole.finally(() => {
    clearTimeout(timer);
    void thread.terminate();
  });
}
