import { setTimeout as pause } from 'node:timers/promises';

/** So many within `SPAN_MS`, and a whole exam begins or ends. */
const RUSH = 100;
const SPAN_MS = 500;
const LOOK_MS = 100;
/** So long at most (ms) a rush holds grading up. */
export const LONGEST_RUSH_MS = 20_000;

/**
 * Whether a whole exam is starting or handing in right now, told by what came in the span before and in this
 * one: what the database acknowledges comes by the hundred, with pauses in between that are no end.
 */
export class Rush {
  private spanAt = -Infinity;
  private count = 0;
  private countBefore = 0;
  private onSince: number | null = null;

  /** `longestMs`: so long at most it holds anything up. `clock` in ms; it never goes back. */
  constructor(
    private readonly longestMs = LONGEST_RUSH_MS,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Another one has come. */
  note(): void {
    this.look();
    this.count += 1;
    if (this.count >= RUSH) this.onSince ??= this.clock();
  }

  /** It is on, and not for longer than it may hold others up. */
  get holds(): boolean {
    this.look();
    return this.onSince !== null && this.clock() - this.onSince < this.longestMs;
  }

  /** Done when it holds nothing up any more, or nobody wants to wait. */
  async over(isWaiting: () => boolean): Promise<void> {
    while (isWaiting() && this.holds) await pause(LOOK_MS, undefined, { ref: false });
  }

  private look(): void {
    const past = this.clock() - this.spanAt;
    if (past < SPAN_MS) return;
    this.countBefore = past < 2 * SPAN_MS ? this.count : 0;
    this.count = 0;
    this.spanAt = this.clock();
    if (this.countBefore < RUSH) this.onSince = null;
  }
}
