/** Calls under way together at most: more gain nothing, the database commits them together. */
const LANES = 2;
/** So many make a call worth its while beside the one under way; fewer go with the next. */
const ENOUGH = 16;
/** Nothing waits longer (ms) for a call that is not back, while there is a lane for a second. */
const PATIENCE_MS = 20;

/**
 * When calls that take along what has gathered go out: at once where none is under way, a second beside it
 * only for many, or where the first takes long. A call costs its sender and the database more than one thing
 * in it, and who waits for the next one waits a millisecond or two.
 */
export class Pace {
  private underWay = 0;
  private due = false;
  private patience: NodeJS.Timeout | undefined;

  /** `waiting` tells how much has gathered; `go` takes it and answers when its call is over. */
  constructor(
    private readonly waiting: () => number,
    private readonly go: () => void,
  ) {}

  /** More has gathered, or a lane is free again. What one turn of the event loop brings goes out together. */
  look(): void {
    if (this.due || this.underWay >= LANES || this.waiting() === 0) return;
    if (this.underWay > 0 && this.waiting() < ENOUGH) {
      this.patience ??= setTimeout(() => this.lose(), PATIENCE_MS).unref();
      return;
    }
    this.due = true;
    setImmediate(() => {
      this.due = false;
      while (this.underWay < LANES && this.waiting() > 0) this.go();
    });
  }

  begin(): void {
    this.underWay += 1;
    // Whoever lost patience has gone with this one.
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  end(): void {
    this.underWay -= 1;
    this.look();
  }

  private lose(): void {
    this.patience = undefined;
    if (this.underWay < LANES && this.waiting() > 0) this.go();
    this.look();
  }
}
