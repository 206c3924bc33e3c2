import type { LiveWord } from '@qiangji/shared-types';
import type { RawData, WebSocket } from 'ws';
import { AppError } from '../errors';
import { liveEndedTotal, liveLines } from './live.metrics';
import type { LiveLimits } from './live.limits';

/** Close codes of our own: 4000 and the status that a request would have got. */
const OWN_CODES = 4_000;
const OVER = 1_000;
const GOING_AWAY = 1_001;

const STILL = JSON.stringify({ type: 'still' } satisfies LiveWord);

/** One open connection, from the upgrade to its end. */
export class Line {
  /** Set once it has said what it listens to. */
  personId: string | undefined;

  private asked = false;
  private answered = true;
  private ended = false;
  private goodbye: NodeJS.Timeout | undefined;
  private readonly patience: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly limits: LiveLimits,
    private readonly on: { ask(line: Line, text: string): void; gone(line: Line): void },
  ) {
    liveLines.inc();
    socket.on('message', (data, isBinary) => this.hear(data, isBinary));
    socket.on('pong', () => (this.answered = true));
    // What breaks the protocol is closed by the library, which then tells of the closing.
    socket.on('error', () => undefined);
    socket.on('close', () => this.closed());
    this.patience = setTimeout(() => this.refuse(new AppError('UNAUTHENTICATED')), limits.askMs);
    this.patience.unref();
  }

  get open(): boolean {
    return !this.ended;
  }

  /** Says something; who does not take in what was said before is dropped. */
  say(text: string): void {
    if (this.ended) return;
    if (this.socket.bufferedAmount > this.limits.unsentBytes) this.drop('slow');
    else this.socket.send(text);
  }

  /** Says that all is well, and drops the line if its other side gave no sign since the last time. */
  beat(): void {
    if (this.ended) return;
    if (!this.answered) {
      this.drop('silent');
      return;
    }
    this.answered = false;
    this.socket.ping();
    this.say(STILL);
  }

  /** Ends it with the error that a request would have been answered with. */
  refuse({ code, shown, status }: AppError): void {
    this.leave(code, OWN_CODES + status, { type: 'end', code, message: shown });
  }

  /** All has been said. */
  finish(): void {
    this.leave('over', OVER);
  }

  /** The process ends: another one answers. Done when the line has gone. */
  drain(): Promise<void> {
    const gone = new Promise<void>((done) => this.socket.once('close', () => done()));
    this.leave('drain', GOING_AWAY);
    return gone;
  }

  private hear(data: RawData, isBinary: boolean): void {
    if (this.ended) return;
    if (this.asked || isBinary) {
      this.refuse(new AppError('VALIDATION_FAILED'));
      return;
    }
    this.asked = true;
    clearTimeout(this.patience);
    this.on.ask(this, (data as Buffer).toString('utf8'));
  }

  private leave(reason: string, code: number, word?: LiveWord): void {
    if (this.ended) return;
    this.over(reason);
    if (word) this.socket.send(JSON.stringify(word));
    this.socket.close(code);
    this.goodbye = setTimeout(() => this.socket.terminate(), this.limits.goodbyeMs);
    this.goodbye.unref();
  }

  private drop(reason: string): void {
    this.over(reason);
    this.socket.terminate();
  }

  private closed(): void {
    clearTimeout(this.goodbye);
    if (!this.ended) this.over('gone');
    this.on.gone(this);
  }

  private over(reason: string): void {
    this.ended = true;
    clearTimeout(this.patience);
    liveLines.dec();
    liveEndedTotal.inc({ reason });
  }
}
