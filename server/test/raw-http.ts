import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** A text as the bytes of its UTF-8, one character each: what goes over the wire here. */
export function binary(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** One request as bytes (`body` is binary); the length is said unless the headers say otherwise. */
export function rawRequest(
  method: string,
  target: string,
  headers: Record<string, string> = {},
  body = '',
): string {
  const chunked = 'transfer-encoding' in headers;
  const sized = body === '' || chunked || 'content-length' in headers;
  const all = {
    host: 'lanes.test',
    ...(sized ? {} : { 'content-length': String(body.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** A binary body cut into chunks of the chunked transfer coding. */
export function chunked(body: string, size: number): string {
  let coded = '';
  for (let from = 0; from < body.length; from += size) {
    const part = body.slice(from, from + size);
    coded += `${part.length.toString(16)}\r\n${part}\r\n`;
  }
  return `${coded}0\r\n\r\n`;
}

/** The first whole answer of what was received, and what is left behind it. */
function takeAnswer(received: string, bodyless: boolean): [RawAnswer, string] | null {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const status = Number(first.split(' ')[1]);
  const rest = received.slice(end + 4);
  // The word to go on comes before the answer itself.
  if (status === 100) return takeAnswer(rest, bodyless);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = bodyless || status === 204 ? 0 : Number(headers['content-length'] ?? 0);
  if (rest.length < length) return null;
  const body = Buffer.from(rest.slice(0, length), 'latin1').toString('utf8');
  return [{ status, headers, body }, rest.slice(length)];
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** Sends bytes as they are and answers the first `count` responses of the connection. */
export function exchange(
  url: string,
  bytes: string,
  { count = 1, bodyless = false } = {},
): Promise<RawAnswer[]> {
  return new Promise((done, failed) => {
    const socket = open(url);
    const answers: RawAnswer[] = [];
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      for (;;) {
        const taken = takeAnswer(received, bodyless);
        if (!taken) break;
        answers.push(taken[0]);
        received = taken[1];
      }
      if (answers.length >= count) {
        socket.destroy();
        done(answers);
      }
    });
    socket.on('error', failed);
    socket.on('close', () => failed(new Error(`closed after ${answers.length} of ${count}`)));
    socket.write(bytes, 'latin1');
  });
}

/** Sends bytes and hangs up. */
export function hangUp(url: string, bytes: string): Promise<void> {
  return new Promise((done, failed) => {
    const socket = open(url);
    socket.on('error', failed);
    socket.on('connect', () => socket.write(bytes, 'latin1', () => socket.destroy()));
    socket.on('close', () => done());
  });
}
