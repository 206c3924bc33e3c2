import { LIVE_STILL_MS, type ErrorCode, type LiveAsk, type LiveWord } from '@qiangji/shared-types';

/** `live`: what is shown is told as it changes. `asking`: the page asks by request meanwhile. */
export type LiveMode = 'opening' | 'live' | 'asking';

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  heard(text: string): void;
  closed(): void;
}

export interface LineDeps {
  open(on: SocketEvents): Socket;
  token(): string | undefined;
  /** Renews the tokens where the service says that this one has had its time. */
  renew(token: string): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

export interface LineEvents {
  body(body: unknown): void;
  mode(mode: LiveMode): void;
}

/** From the opening until the first answer (ms). */
const PATIENCE_MS = 8_000;
/** The service says something every `LIVE_STILL_MS`; after twice that, nobody is there (ms). */
const SILENCE_MS = 2 * LIVE_STILL_MS + 2_000;
const FIRST_MS = 1_000;
const MOST_MS = 60_000;

const EXPIRED: readonly ErrorCode[] = ['TOKEN_EXPIRED', 'UNAUTHENTICATED'];
/** Trying again would be answered the same; the page's own request then says why. */
const FINAL: readonly ErrorCode[] = [
  'SESSION_REVOKED',
  'CONSENT_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'VALIDATION_FAILED',
];

/** How long to wait before trying again: exponential with full jitter, so that not all come at once. */
export function pauseMs(failures: number, random: number): number {
  return FIRST_MS + random * Math.min(MOST_MS, FIRST_MS * 2 ** failures);
}

function wordOf(text: string): LiveWord | undefined {
  try {
    return JSON.parse(text) as LiveWord;
  } catch {
    return undefined;
  }
}

/** One page's line to the service: opened, kept, and opened again, until it is stopped. */
export class LiveLine {
  private socket: Socket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What an earlier socket still says is nothing to us. */
  private turn = 0;
  private failures = 0;
  private renewed = false;

  constructor(
    private readonly ask: Omit<LiveAsk, 'token'>,
    private readonly deps: LineDeps,
    private readonly on: LineEvents,
  ) {}

  start(): void {
    this.on.mode('opening');
    this.open();
  }

  stop(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
  }

  private open(): void {
    this.stop();
    const token = this.deps.token();
    if (token === undefined) {
      this.lose();
      return;
    }
    const turn = this.turn;
    const mine =
      <A extends unknown[]>(act: (...parts: A) => void) =>
      (...parts: A) => {
        if (turn === this.turn) act(...parts);
      };
    this.wait(PATIENCE_MS, () => this.lose());
    this.socket = this.deps.open({
      opened: mine(() => this.socket?.send(JSON.stringify({ token, ...this.ask }))),
      heard: mine((text: string) => this.hear(wordOf(text), token)),
      closed: mine(() => this.lose()),
    });
  }

  private hear(word: LiveWord | undefined, token: string): void {
    if (word?.type === 'end') {
      this.end(word.code, token);
      return;
    }
    this.wait(SILENCE_MS, () => this.lose());
    if (word?.type !== 'now') return;
    this.failures = 0;
    this.renewed = false;
    this.on.body(word.body);
    this.on.mode('live');
  }

  private end(code: ErrorCode, token: string): void {
    this.stop();
    if (FINAL.includes(code)) {
      this.on.mode('asking');
    } else if (EXPIRED.includes(code) && !this.renewed) {
      this.renewed = true;
      const { turn } = this;
      const go = (act: () => void) => () => turn === this.turn && act();
      this.deps.renew(token).then(
        go(() => this.open()),
        go(() => this.lose()),
      );
    } else {
      this.lose();
    }
  }

  private lose(): void {
    this.stop();
    this.on.mode('asking');
    this.wait(pauseMs(this.failures, this.deps.random()), () => this.open());
    this.failures += 1;
  }

  private wait(ms: number, act: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, ms);
  }
}
