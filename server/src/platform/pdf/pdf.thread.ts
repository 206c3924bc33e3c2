import { join } from 'node:path';
import { inThread } from '../thread';
import type { PdfPaper } from './pdf.paper';

export type FromPdfWorker = { bytes: Uint8Array } | { failed: string };

const THREAD = { file: join(__dirname, 'pdf.worker'), memoryMb: 512, longestMs: 120_000 };

/**
 * Draws a PDF in a thread of its own: 1,000 cells take some 150 ms of CPU and a long list many times
 * that, for which the event loop must not wait. Rejects where the thread dies or takes too
 * long.
 */
export function writePdf(paper: PdfPaper): Promise<Buffer> {
  return inThread<Buffer>({ ...THREAD, workerData: paper }, (thread, settle, fail) => {
    thread.on('message', (message: FromPdfWorker) => {
      if ('failed' in message) fail(new Error(message.failed));
      else settle(Buffer.from(message.bytes));
    });
  });
}
