/**
 * Reads that many ask for at the same moment, as a squadron does at the start of its shift: one runs, and those
 * who come meanwhile share the next. Each begins after it was asked for, so none is staler than a read of
 * one's own. Nobody may change what they are given.
 */
export class SharedReads {
  private readonly running = new Map<string, Running>();

  /** `key` says all that the answer depends on. */
  read<T>(key: string, read: () => Promise<T>): Promise<T> {
    const under = this.running.get(key);
    if (!under) return this.begin(key, read);
    under.next ??= under.now.then(ignore, ignore).then(() => this.begin(key, read));
    return under.next as Promise<T>;
  }

  private begin<T>(key: string, read: () => Promise<T>): Promise<T> {
    const now = read();
    const entry: Running = { now };
    this.running.set(key, entry);
    const done = () => {
      if (!entry.next) this.running.delete(key);
    };
    now.then(done, done);
    return now;
  }
}

interface Running {
  now: Promise<unknown>;
  next?: Promise<unknown>;
}

const ignore = () => {};
