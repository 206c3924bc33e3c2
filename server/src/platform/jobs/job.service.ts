import { Destroy, Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { now } from '../clock';
import { reasonOf } from '../errors';
import { log } from '../log';
import { jobRunsTotal } from '../metrics';
import { JobRepository } from './job.repository';

/** When a job is due: a new one at once and again after a pause (ms), or always at its own hour. */
type Due = { everyMs: number } | { dueAfter(at: Date): Date };

export type Job = Due & {
  name: string;
  /** A lease lasts this long (ms); a run must end before, or another process may repeat it. */
  leaseMs: number;
  /**
   * Idempotent: it may run twice after a crash. `fence` grows with each lease. A long one looks at
   * `signal`, which says that the service stops.
   */
  run(run: { at: Date; fence: number; signal: AbortSignal }): Promise<void>;
};

const LOOK_EVERY_MS = 5_000;

/** Runs each job in one process at a time, by a lease with a fencing token. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class JobService {
  @Inject()
  repository: JobRepository;

  private readonly jobs = new Map<string, Job>();
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  async register(job: Job): Promise<void> {
    this.jobs.set(job.name, job);
    const at = new Date(now());
    await this.repository.insert(job.name, 'dueAfter' in job ? job.dueAfter(at) : at);
  }

  /** Looks for what is due every few seconds. A long run holds up no other job. */
  start(): void {
    this.timer = setInterval(() => {
      for (const job of this.jobs.values()) this.begin(job);
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  private begin(job: Job): void {
    if (this.running.has(job.name)) return;
    const run = this.runOne(job).finally(() => this.running.delete(job.name));
    this.running.set(job.name, run);
  }

  /** Runs what is due and not leased elsewhere; answers the names that ran here. */
  async runDue(): Promise<string[]> {
    const ran: string[] = [];
    for (const job of this.jobs.values()) {
      if (await this.runOne(job)) ran.push(job.name);
    }
    return ran;
  }

  private async runOne(job: Job): Promise<boolean> {
    const at = new Date(now());
    try {
      const lease = await this.repository.save(job.name, at, new Date(now() + job.leaseMs));
      if (!lease) return false;
      const outcome = await this.attempt(job, at, lease.fence);
      // Broken off by the stop: it stays due, and begins again once the lease is over.
      if (outcome === 'failed' && this.stopping.signal.aborted) return false;
      await this.repository.saveOutcome(job.name, lease.fence, {
        dueAt: 'dueAfter' in job ? job.dueAfter(at) : new Date(at.getTime() + job.everyMs),
        lastRunAt: at,
        lastOutcome: outcome,
      });
      return true;
    } catch (error) {
      // The database is away: the next look tries again.
      log().warn({ job: job.name, reason: reasonOf(error) }, 'job could not be leased');
      return false;
    }
  }

  private async attempt(job: Job, at: Date, fence: number): Promise<'ok' | 'failed'> {
    try {
      await job.run({ at, fence, signal: this.stopping.signal });
      jobRunsTotal.inc({ job: job.name, outcome: 'ok' });
      return 'ok';
    } catch (error) {
      if (this.stopping.signal.aborted) return 'failed';
      jobRunsTotal.inc({ job: job.name, outcome: 'failed' });
      log().error({ job: job.name, reason: reasonOf(error) }, 'job failed');
      return 'failed';
    }
  }

  @Destroy()
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.allSettled(this.running.values());
  }
}
