import { STATUS_CODES, ServerResponse, type IncomingMessage, type Server } from 'node:http';

/** Node's own text of an answer's head; null until it is made. */
interface Headed {
  _header: string | null;
}

/** Many answers of a second bear the same date. */
let dated = { second: 0, text: '' };

/** The moment of an answer as HTTP writes it (RFC 9110, 5.6.7); by the machine's own clock, as Node's is. */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dated.second) dated = { second, text: new Date(second * 1000).toUTCString() };
  return dated.text;
}

/** A text put together of pieces is copied together by whoever reads it first; this is whole already. */
function inOnePiece(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** Headers that never differ as the lines that they are sent as. They are our own, and not looked at again. */
export function headLines(headers: readonly (readonly [name: string, value: string])[]): string {
  return inOnePiece(headers.map(([name, value]) => `${name}: ${value}\r\n`).join(''));
}

/** What Node says of a connection that stays open; null where it says so only sometimes. */
export function keptAlive({ keepAliveTimeout, maxRequestsPerSocket }: Server): string | null {
  if (!keepAliveTimeout || maxRequestsPerSocket) return null;
  return inOnePiece(
    `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveTimeout / 1000)}\r\n`,
  );
}

/**
 * An answer that may leave as one piece of text. Node looks at each header of each answer anew and writes
 * head, body and end as the pieces of one gathered write: for a small answer that is a tenth of the whole
 * request. An answer that nobody sends whole is the one that it always is.
 */
export class HotResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
  /**
   * Sends everything and ends. `head` holds all header lines but the date. Neither it nor `body` may have a
   * character beyond ASCII. False, and nothing is sent, where the connection ends with this answer, or where an
   * answer has no body (HEAD, 204, 304).
   */
  sendWhole(status: number, head: string, body: string): boolean {
    const headed = this as unknown as Headed;
    if (!this.shouldKeepAlive || headed._header !== null) return false;
    if (this.req.method === 'HEAD' || status === 204 || status === 304) return false;
    this.statusCode = status;
    const first = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
    // Node sends what stands here before the first piece of a body, and takes an answer without one for whole.
    headed._header = `${first}${head}Date: ${httpDate()}\r\n\r\n${body}`;
    this.end();
    return true;
  }
}
