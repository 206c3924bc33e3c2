import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { AppError } from '../errors';
import { fileRefused } from './file-refused';

/** A filled template of 2,000 rows is well below 1 MB. */
export const MAX_WORKBOOK_BYTES = 5 * 1024 * 1024;

/** Reads the one file of a multipart upload. Throws `BODY_TOO_LARGE` or `IMPORT_INVALID`. */
export function receiveWorkbook(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const none = () => reject(fileRefused('no_file', '没有收到表格，请重新选择文件'));
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: request.headers,
        limits: { files: 1, fields: 5, fileSize: MAX_WORKBOOK_BYTES },
      });
    } catch {
      none();
      return;
    }
    let file: Buffer | undefined;
    parser.on('file', (_name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () =>
        reject(new AppError('BODY_TOO_LARGE', { message: '表格超过 5 MB，请分开传' })),
      );
      stream.on('end', () => {
        file = Buffer.concat(chunks);
      });
    });
    parser.on('error', none);
    parser.on('close', () => (file ? resolve(file) : none()));
    // Whoever hung up ends nothing by themselves: the parser would wait for the rest for ever.
    request.on('aborted', none);
    request.pipe(parser);
  });
}
