import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors';
import { HotRequest, type BodySink } from './hot-request';

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

class JsonBody implements BodySink {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private isOver = false;

  constructor(private readonly heard: BodyHeard) {}

  data(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > JSON_LIMIT) this.refuse(new AppError('BODY_TOO_LARGE'));
    else this.chunks.push(chunk);
  }

  end(): void {
    if (this.isOver) return;
    const { chunks } = this;
    let json: unknown;
    try {
      json = parsed(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    } catch (error) {
      this.refuse(error as AppError);
      return;
    }
    this.isOver = true;
    this.heard(null, json);
  }

  /** Making an error costs a third of a small request: not for one that ended well. */
  abort(): void {
    this.refuse(new AppError('MALFORMED_JSON', { internal: 'aborted' }));
  }

  /** The first word counts; whatever comes after it is dropped. */
  refuse(error: AppError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.chunks = [];
    this.heard(error);
  }
}

/**
 * Reads a JSON body; an empty one is `undefined`. Refuses with `MALFORMED_JSON`, also where the caller
 * hung up, and with `BODY_TOO_LARGE` before such a body is read to its end. Calls back without a
 * promise: the turn that brought the last byte goes on at once.
 */
export function readJson(request: IncomingMessage, heard: BodyHeard): void {
  const body = new JsonBody(heard);
  if (Number(request.headers['content-length'] ?? 0) > JSON_LIMIT) {
    body.refuse(new AppError('BODY_TOO_LARGE'));
    // The rest is read and dropped: an unread body would reset the connection before the answer.
    request.resume();
    return;
  }
  if (request instanceof HotRequest && request.feed(body)) return;
  request.on('data', (chunk: Buffer) => body.data(chunk));
  request.on('end', () => body.end());
  // Follows the end of a body too.
  request.on('close', () => {
    if (!request.complete) body.abort();
  });
}

/** The same as a promise, for lanes that have one anyway. */
export function jsonOf(request: IncomingMessage): Promise<unknown> {
  return new Promise((done, failed) =>
    readJson(request, (refused, json) => (refused ? failed(refused) : done(json))),
  );
}
