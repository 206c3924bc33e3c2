import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../errors';
import { parseWorkbook } from './parse-workbook';
import type { FromXlsxWorker, ToXlsxWorker } from './read-workbook';

/**
 * The thread in which a sheet is read. Loaded outside a thread (the service's frame looks at every
 * file) it does nothing.
 */
const port = parentPort;
const isOrder = (data: unknown): data is ToXlsxWorker =>
  typeof data === 'object' && data !== null && 'sheetBytes' in data;

if (port && isOrder(workerData)) {
  const say = (message: FromXlsxWorker) => port.postMessage(message);
  const { sheetBytes, options } = workerData;
  parseWorkbook(Buffer.from(sheetBytes), options).then(
    (sheet) => say({ sheet }),
    (error: unknown) =>
      error instanceof AppError
        ? say({ refused: { code: error.code, options: error.options } })
        : say({ failed: String(error) }),
  );
}
