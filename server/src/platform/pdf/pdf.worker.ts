import { parentPort, workerData } from 'node:worker_threads';
import { drawPaper, type PdfPaper } from './pdf.paper';
import type { FromPdfWorker } from './pdf.thread';

/**
 * The thread in which a PDF is drawn. Loaded outside a thread (the service's frame looks at every
 * file) it does nothing.
 */
const port = parentPort;
const isPaper = (data: unknown): data is PdfPaper =>
  typeof data === 'object' && data !== null && 'tables' in data;

if (port && isPaper(workerData)) {
  const say = (message: FromPdfWorker) => port.postMessage(message);
  drawPaper(workerData).then(
    (bytes) => say({ bytes }),
    (error: unknown) => say({ failed: String(error) }),
  );
}
