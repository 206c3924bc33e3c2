/** What names an attempt and the sitting that it belongs to. */
interface Held {
  attemptId: string;
  sittingId: string;
}

/** Attempts in memory by id and by sitting, the latest so many; the oldest of them go. */
export class LiveAttempts<A extends Held> {
  private readonly byId = new Map<string, A>();
  /** A word on one person, or on thousands, must not look through the attempts of all others. */
  private readonly bySitting = new Map<string, Map<string, A>>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.byId.size;
  }

  get(attemptId: string): A | undefined {
    return this.byId.get(attemptId);
  }

  /** Those of one sitting that are here. */
  ofSitting(sittingId: string): A[] {
    return [...(this.bySitting.get(sittingId)?.values() ?? [])];
  }

  set(one: A): void {
    this.byId.set(one.attemptId, one);
    const own = this.bySitting.get(one.sittingId);
    if (own) own.set(one.attemptId, one);
    else this.bySitting.set(one.sittingId, new Map([[one.attemptId, one]]));
    const [oldest] = this.byId.values();
    if (this.byId.size > this.most && oldest) this.remove(oldest);
  }

  private remove({ attemptId, sittingId }: A): void {
    this.byId.delete(attemptId);
    const own = this.bySitting.get(sittingId);
    own?.delete(attemptId);
    if (own?.size === 0) this.bySitting.delete(sittingId);
  }
}
