import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import type { ErrorCode } from '@qiangji/shared-types';
import { AppError, invalid } from '../errors';

/** Room for the multipart envelope around the file (bytes). */
const ENVELOPE = 16 * 1024;

const missing = () => invalid('file', 'missing', '没有收到文件');

/** Reads the one file of a multipart body into memory; throws `tooLarge` beyond `maxBytes`. */
export async function readUpload(
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: ErrorCode,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + ENVELOPE) {
    request.resume();
    throw new AppError(tooLarge);
  }
  return new Promise<Buffer>((done, failed) => {
    let form: busboy.Busboy;
    const refuse = (error: AppError) => {
      if (form) request.unpipe(form);
      // The rest is read and dropped: an unread body would reset the connection before the answer.
      request.resume();
      failed(error);
    };
    try {
      const limits = { files: 1, fields: 0, parts: 1, fileSize: maxBytes };
      form = busboy({ headers: request.headers, limits });
    } catch (error) {
      refuse(new AppError('UNSUPPORTED_MEDIA', { internal: String(error) }));
      return;
    }
    let bytes: Buffer | undefined;
    form.on('file', (_field, file) => {
      const chunks: Buffer[] = [];
      file.on('data', (chunk: Buffer) => chunks.push(chunk));
      file.on('limit', () => refuse(new AppError(tooLarge)));
      file.on('end', () => (bytes = Buffer.concat(chunks)));
    });
    form.on('error', (error) => {
      const internal = String(error);
      refuse(new AppError('VALIDATION_FAILED', { ...missing().options, internal }));
    });
    form.on('close', () => (bytes && bytes.length > 0 ? done(bytes) : refuse(missing())));
    request.on('aborted', () => refuse(missing()));
    request.pipe(form);
  });
}
