/** Lets at most `most` tasks run at once; the rest wait in order. */
export class Limit {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.running += 1;
    try {
      return await task();
    } finally {
      // The place goes straight to the next in line, so that a newcomer cannot take it.
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
