import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { AppError } from '../errors';

/** Largest JSON body (bytes): room for a whole spot check, far below an attack. */
export const JSON_LIMIT = 1024 * 1024;

/** Reads a JSON body; an empty one is `undefined`. Throws `BODY_TOO_LARGE` or `MALFORMED_JSON`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  let raw: Buffer;
  try {
    raw = await getRawBody(request, {
      limit: JSON_LIMIT,
      length: request.headers['content-length'],
    });
  } catch (error) {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    if (type === 'entity.too.large') throw new AppError('BODY_TOO_LARGE');
    throw new AppError('MALFORMED_JSON', { internal: String(type) });
  }
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    throw new AppError('MALFORMED_JSON');
  }
}
