import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { LiveWord } from '@qiangji/shared-types';
import { AppError, toAppError } from '../errors';
import { log } from '../log';
import type { Line } from './live.line';
import type { LiveLimits } from './live.limits';
import { liveReadSeconds } from './live.metrics';
import type { AnySource, Reading } from './live.source';

interface Listener {
  guest: unknown;
  /** Mark of what it was told last. */
  told: string | undefined;
}

/**
 * All who listen to one thing. It is read at a bounded rate while anybody listens, once for all of them,
 * and told to those who have not heard it yet.
 */
export class Topic {
  private readonly listeners = new Map<Line, Listener>();
  private reading: Reading<unknown> | undefined;
  private running: Promise<void> | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly name: string,
    private readonly source: AnySource,
    private readonly limits: LiveLimits,
    private readonly on: { empty(): void },
  ) {}

  join(line: Line, guest: unknown): void {
    this.listeners.set(line, { guest, told: undefined });
    if (this.reading) this.tell([line], this.reading);
    this.running ??= this.run();
  }

  leave(line: Line): void {
    if (!this.listeners.delete(line) || this.listeners.size > 0) return;
    this.stopped.abort();
    this.on.empty();
  }

  private async run(): Promise<void> {
    while (this.listeners.size > 0) {
      const started = performance.now();
      try {
        this.reading = await this.source.read(this.name);
        liveReadSeconds.observe({ route: this.source.contract.id }, (performance.now() - started) / 1000); // prettier-ignore
        await this.tellAll(this.reading);
      } catch (error) {
        this.fail(error);
      }
      const rest = Math.max(
        this.limits.readMs,
        (performance.now() - started) / this.limits.readShare,
      );
      // Woken where the last listener leaves: a topic that nobody listens to is gone.
      await pause(rest, undefined, { signal: this.stopped.signal, ref: false }).catch(() => null);
    }
  }

  private async tellAll(reading: Reading<unknown>): Promise<void> {
    const lines = [...this.listeners.keys()];
    const { toldAtOnce } = this.limits;
    for (let from = 0; from < lines.length; from += toldAtOnce) {
      if (from > 0) await turn();
      this.tell(lines.slice(from, from + toldAtOnce), reading);
    }
  }

  private tell(lines: readonly Line[], reading: Reading<unknown>): void {
    const texts = new Map<object, string>();
    for (const line of lines) {
      const listener = this.listeners.get(line);
      if (!listener || listener.told === reading.mark) continue;
      const shown = this.source.show(reading.shared, listener.guest) as object;
      let text = texts.get(shown);
      if (text === undefined) texts.set(shown, (text = this.wordOf(shown)));
      line.say(text);
      listener.told = reading.mark;
      if (reading.over) line.finish();
    }
  }

  /** As of a request, the response schema is the last gate: what it does not name does not leave. */
  private wordOf(shown: object): string {
    const presented = this.source.contract.response.safeParse(shown);
    if (!presented.success) {
      const places = presented.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`);
      const internal = `answer of ${this.source.contract.id}: ${places.join('; ')}`;
      throw new AppError('INTERNAL', { internal });
    }
    return JSON.stringify({ type: 'now', body: presented.data } satisfies LiveWord);
  }

  /** Nobody is left with an old answer that looks like the present: those who listen ask by request. */
  private fail(thrown: unknown): void {
    const error = toAppError(thrown);
    const route = this.source.contract.id;
    log().error({ route, code: error.code, reason: error.message }, 'a live read failed');
    for (const line of this.listeners.keys()) line.refuse(error);
  }
}
