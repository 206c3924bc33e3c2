import { LIVE_PATH, type LiveAsk, type LiveWord } from '@qiangji/shared-types';
import { WebSocket, type ClientOptions } from 'ws';

export interface Closed {
  code: number;
  /** How long after the question to be told of it (ms). */
  afterMs: number;
}

/** One who listens, as a phone does; or as nobody should. */
export class LiveClient {
  readonly words: LiveWord[] = [];
  readonly closed: Promise<Closed>;
  private readonly waiting = new Set<() => void>();
  private readonly started = performance.now();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.words.push(JSON.parse((data as Buffer).toString('utf8')) as LiveWord);
      for (const look of this.waiting) look();
    });
    this.closed = new Promise((done) =>
      socket.on('close', (code) => done({ code, afterMs: performance.now() - this.started })),
    );
  }

  /** Opens a line; throws `Unexpected server response: <status>` where the upgrade is refused. */
  static async open(
    url: string,
    { path = LIVE_PATH, ...options }: ClientOptions & { path?: string } = {},
  ): Promise<LiveClient> {
    const socket = new WebSocket(url.replace('http', 'ws') + path, options);
    const client = new LiveClient(socket);
    await new Promise<void>((done, failed) => {
      socket.once('open', () => done());
      socket.once('error', failed);
    });
    socket.on('error', () => undefined);
    return client;
  }

  ask(ask: LiveAsk): this {
    this.socket.send(JSON.stringify(ask));
    return this;
  }

  /** The first word that fits, said already or to come. */
  word<T>(fits: (word: LiveWord) => T | undefined): Promise<T> {
    return new Promise((done) => {
      const look = () => {
        const [found] = this.words.flatMap((one) => fits(one) ?? []);
        if (found === undefined) return;
        this.waiting.delete(look);
        done(found as T);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The first answer that fits. */
  body<T>(fits: (body: T) => boolean = () => true): Promise<T> {
    return this.word((word) =>
      word.type === 'now' && fits(word.body as T) ? (word.body as T) : undefined,
    );
  }

  /** With which error the service ended the line, and how it closed. */
  async end(): Promise<{ code: string | undefined; close: number }> {
    const { code: close } = await this.closed;
    const [code] = this.words.flatMap((word) => (word.type === 'end' ? [word.code] : []));
    return { code, close };
  }

  stop(): void {
    this.socket.terminate();
  }
}
