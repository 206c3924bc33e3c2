import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';

/** While the database is away (ms). */
const RETRY_MS = 1_000;

/** Work that nobody waits for: what gathers is done together, and tried again for as long as it fails. */
export class Backlog<T> {
  private readonly waiting = new Set<T>();
  private running: Promise<void> | null = null;

  /** `ready` may hold it up while more comes in, once before each piece of work; it is told how much waits. */
  constructor(
    private readonly name: string,
    private readonly work: (some: T[]) => Promise<void>,
    private readonly ready: (waiting: () => number) => Promise<void> = async () => undefined,
  ) {}

  add(one: T): void {
    this.waiting.add(one);
    this.running ??= this.run();
  }

  /** Done when nothing waits. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // What else this turn brings goes out in the same write.
    await new Promise((done) => setImmediate(done));
    while (this.waiting.size > 0) {
      await this.ready(() => this.waiting.size);
      const some = [...this.waiting];
      this.waiting.clear();
      try {
        await this.work(some);
      } catch (error) {
        log().warn({ reason: reasonOf(error) }, `${this.name}: done again`);
        for (const one of some) this.waiting.add(one);
        await pause(RETRY_MS, undefined, { ref: false });
      }
    }
    // In the same turn as the look before: whoever adds next begins anew.
    this.running = null;
  }
}
