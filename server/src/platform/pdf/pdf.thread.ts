import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PdfPaper } from './pdf.paper';

export type FromPdfWorker = { bytes: Uint8Array } | { failed: string };

/** A paper that takes longer than this is given up (ms). */
const LONGEST_MS = 120_000;
const MEMORY_MB = 512;

/** Under test the sources run as they are: the thread needs the compiler that Jest has. */
const SOURCES = extname(__filename) === '.ts';
const HOOK = join(__dirname, '../../../test/ts-hook.cjs');

/**
 * Draws a PDF in a thread of its own: 1,000 cells take some 150 ms of CPU and a long list many times
 * that, for which the event loop must not wait. Rejects where the thread dies or takes too
 * long.
 */
export function writePdf(paper: PdfPaper): Promise<Buffer> {
  const worker = new Worker(join(__dirname, `pdf.worker${extname(__filename)}`), {
    workerData: paper,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(SOURCES ? { execArgv: ['--require', HOOK] } : {}),
  });
  let timer: NodeJS.Timeout | undefined;
  const drawn = new Promise<Buffer>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the PDF took too long')), LONGEST_MS);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread of the PDF ended early')));
    worker.on('message', (message: FromPdfWorker) => {
      if ('failed' in message) reject(new Error(message.failed));
      else resolve(Buffer.from(message.bytes));
    });
  });
  return drawn.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
