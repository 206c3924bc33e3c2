import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors';

/** Largest JSON body (bytes): room for a whole spot check, far below an attack. */
export const JSON_LIMIT = 1024 * 1024;

/** All bytes of a body; one that is too large is refused before it is read to its end. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (settle: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      settle();
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > JSON_LIMIT) refuse();
      else chunks.push(chunk);
    };
    const onEnd = () =>
      end(() => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes)));
    const onLost = () => end(() => failed(new AppError('MALFORMED_JSON', { internal: 'aborted' })));
    const refuse = () => {
      end(() => failed(new AppError('BODY_TOO_LARGE')));
      // The rest is read and dropped: an unread body would reset the connection before the answer.
      request.resume();
    };
    if (Number(request.headers['content-length'] ?? 0) > JSON_LIMIT) refuse();
    else request.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}

/** Reads a JSON body; an empty one is `undefined`. Throws `BODY_TOO_LARGE` or `MALFORMED_JSON`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const raw = await readBytes(request);
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    throw new AppError('MALFORMED_JSON');
  }
}
