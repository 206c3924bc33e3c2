import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors';

/** Largest JSON body (bytes): room for a whole spot check, far below an attack. */
export const JSON_LIMIT = 1024 * 1024;

/** A body's bytes as JSON; an empty body is `undefined`. */
function parsed(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    throw new AppError('MALFORMED_JSON');
  }
}

/**
 * Reads a JSON body; an empty one is `undefined`. Throws `MALFORMED_JSON`, also where the caller hung up,
 * and `BODY_TOO_LARGE` before such a body is read to its end.
 */
export function readJson(request: IncomingMessage): Promise<unknown> {
  return new Promise((done, failed) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    const refuse = () => {
      chunks = [];
      failed(new AppError('BODY_TOO_LARGE'));
      // The rest is read and dropped: an unread body would reset the connection before the answer.
      request.resume();
    };
    if (Number(request.headers['content-length'] ?? 0) > JSON_LIMIT) {
      refuse();
      return;
    }
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > JSON_LIMIT) refuse();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      try {
        done(parsed(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
      } catch (error) {
        failed(error);
      }
    });
    // Follows the end of every body too; making an error costs a third of a small request.
    request.on('close', () => {
      if (!request.complete) failed(new AppError('MALFORMED_JSON', { internal: 'aborted' }));
    });
  });
}
