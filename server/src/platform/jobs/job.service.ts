import { Destroy, Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { now } from '../clock';
import { log } from '../log';
import { jobRunsTotal } from '../metrics';
import { JobRepository } from './job.repository';

export interface Job {
  name: string;
  /** Pause between runs (ms). */
  everyMs: number;
  /** A lease lasts this long (ms); a run must end before, or another process may repeat it. */
  leaseMs: number;
  /** Idempotent: it may run twice after a crash. `fence` grows with each lease. */
  run(run: { at: Date; fence: number }): Promise<void>;
}

const LOOK_EVERY_MS = 5_000;

/** Runs each job in one process at a time, by a lease with a fencing token. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class JobService {
  @Inject()
  repository: JobRepository;

  private readonly jobs = new Map<string, Job>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  async register(job: Job): Promise<void> {
    this.jobs.set(job.name, job);
    await this.repository.insert(job.name, new Date(now()));
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.runDue();
    }, LOOK_EVERY_MS);
    this.timer.unref();
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
      await this.repository.saveOutcome(job.name, lease.fence, {
        dueAt: new Date(at.getTime() + job.everyMs),
        lastRunAt: at,
        lastOutcome: outcome,
      });
      return true;
    } catch (error) {
      // The database is away: the next look tries again.
      log().warn({ job: job.name, reason: String(error) }, 'job could not be leased');
      return false;
    }
  }

  private async attempt(job: Job, at: Date, fence: number): Promise<'ok' | 'failed'> {
    try {
      await job.run({ at, fence });
      jobRunsTotal.inc({ job: job.name, outcome: 'ok' });
      return 'ok';
    } catch (error) {
      jobRunsTotal.inc({ job: job.name, outcome: 'failed' });
      log().error({ job: job.name, reason: String(error) }, 'job failed');
      return 'failed';
    }
  }

  @Destroy()
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
