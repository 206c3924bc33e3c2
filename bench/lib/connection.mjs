import { once } from 'node:events';
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** Bytes of one GET over a connection that stays open. */
export function getBytes(path, headers = {}) {
  const lines = Object.entries({ Host: 'bench', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${head}\r\n`);
}

/** Bytes of one POST of JSON over a connection that stays open. */
export function postBytes(path, body, headers = {}) {
  const text = Buffer.from(JSON.stringify(body));
  const lines = Object.entries({
    Host: 'bench',
    'Content-Type': 'application/json',
    'Content-Length': text.length,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), text]);
}

/**
 * One keep-alive connection that carries one request at a time: a raw socket that reads no more of an
 * answer than its status and length, so that the generator is never the slower side. `onAnswer(status)`
 * is called for each; a lost connection answers status 0 and is opened anew by the next request.
 */
export class Connection {
  #port;
  #socket = null;
  #left = Buffer.alloc(0);
  #missing = 0;
  #status = 0;
  #onAnswer = null;

  constructor(port) {
    this.#port = port;
  }

  get busy() {
    return this.#onAnswer !== null;
  }

  /** Has it open before the first request, as a proxy in front of a service keeps its own. */
  async opened() {
    this.#socket ??= this.#open();
    if (this.#socket.connecting) await once(this.#socket, 'connect');
  }

  send(bytes, onAnswer) {
    if (this.#onAnswer) throw new Error('this connection waits for an answer');
    this.#onAnswer = onAnswer;
    this.#socket ??= this.#open();
    this.#socket.write(bytes);
  }

  close() {
    this.#onAnswer = null;
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open() {
    const socket = connect(this.#port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#left = Buffer.alloc(0);
      this.#missing = 0;
      if (this.#onAnswer) this.#answered(0);
    });
    return socket;
  }

  #read(chunk) {
    if (this.#missing > 0) {
      this.#missing -= chunk.length;
      if (this.#missing === 0) this.#answered(this.#status);
      return;
    }
    const bytes = this.#left.length > 0 ? Buffer.concat([this.#left, chunk]) : chunk;
    const end = bytes.indexOf(HEAD_END);
    if (end === -1) {
      this.#left = bytes;
      return;
    }
    if (this.#left.length > 0) this.#left = Buffer.alloc(0);
    this.#status = (bytes[9] - 48) * 100 + (bytes[10] - 48) * 10 + (bytes[11] - 48);
    this.#missing = end + 4 + lengthOf(bytes.latin1Slice(0, end + 2)) - bytes.length;
    if (this.#missing === 0) this.#answered(this.#status);
  }

  #answered(status) {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(status);
  }
}

const LENGTH = /\ncontent-length: (\d+)\r/i;

function lengthOf(head) {
  return Number(LENGTH.exec(head)?.[1] ?? 0);
}
