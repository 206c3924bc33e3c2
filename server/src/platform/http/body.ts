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

/** Hears of a body once: what is wrong with it, or what it says. */
export type BodyHeard = (refused: AppError | null, json?: unknown) => void;

/**
 * Reads a JSON body; an empty one is `undefined`. Refuses with `MALFORMED_JSON`, also where the caller
 * hung up, and with `BODY_TOO_LARGE` before such a body is read to its end. Calls back without a
 * promise: the turn that brought the last byte goes on at once.
 */
export function readJson(request: IncomingMessage, heard: BodyHeard): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  const refuse = (error: AppError) => {
    if (isOver) return;
    isOver = true;
    chunks = [];
    heard(error);
  };
  const refuseLarge = () => {
    refuse(new AppError('BODY_TOO_LARGE'));
    // The rest is read and dropped: an unread body would reset the connection before the answer.
    request.resume();
  };
  if (Number(request.headers['content-length'] ?? 0) > JSON_LIMIT) {
    refuseLarge();
    return;
  }
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > JSON_LIMIT) refuseLarge();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (isOver) return;
    let json: unknown;
    try {
      json = parsed(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    } catch (error) {
      refuse(error as AppError);
      return;
    }
    isOver = true;
    heard(null, json);
  });
  // Follows the end of every body too; making an error costs a third of a small request.
  request.on('close', () => {
    if (!request.complete) refuse(new AppError('MALFORMED_JSON', { internal: 'aborted' }));
  });
}

/** The same as a promise, for lanes that have one anyway. */
export function jsonOf(request: IncomingMessage): Promise<unknown> {
  return new Promise((done, failed) =>
    readJson(request, (refused, json) => (refused ? failed(refused) : done(json))),
  );
}
