import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now, nowDate } from '../../platform/clock';
import { env } from '../../platform/env';
import { AppError } from '../../platform/errors';
import type { Job } from '../../platform/jobs';
import { log } from '../../platform/log';
import { WechatClient, type MessageOutcome, type SubscribeTemplate } from '../../platform/wechat';
import { OrgRepository } from '../org';
import type { ReminderDocument, ReminderState } from './reminder.collection';
import { remindersTotal } from './reminder.metrics';
import { ReminderRepository } from './reminder.repository';
import { dataOf, SPENDS, STATES } from './reminder.rules';

const EVERY_MS = 5_000;
const LEASE_MS = 2 * 60_000;
/** Messages of one run: well within the lease, whatever WeChat takes. */
const OF_ONE_RUN = 500;
const AT_ONCE = 16;

interface Run {
  template: SubscribeTemplate;
  openids: ReadonlyMap<string, string | null>;
  queue: ReminderDocument[];
  signal: AbortSignal | undefined;
}

/**
 * Sends what waits, each at most once: it is taken first, and asked of WeChat after. What WeChat may have
 * got is never sent again, and what comes too late is not sent at all.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReminderSender {
  @Inject()
  repository: ReminderRepository;

  @Inject()
  wechat: WechatClient;

  @Inject()
  org: OrgRepository;

  job(): Job {
    const run = ({ at, signal }: { at: Date; signal?: AbortSignal }) =>
      this.sendWaiting(at, signal);
    return { name: 'notice-reminders', everyMs: EVERY_MS, leaseMs: LEASE_MS, run };
  }

  /** Sends a run's share of what waits; `signal` says that the service stops. */
  async sendWaiting(at: Date, signal?: AbortSignal): Promise<void> {
    await this.repository.saveLost(new Date(at.getTime() - 2 * LEASE_MS));
    const queue = await this.repository.listWaiting(OF_ONE_RUN);
    const template = env().wechat.examTemplate;
    if (!template || queue.length === 0) return;
    // Read now: an account that was unbound a moment ago gets nothing.
    const people = await this.org.listPersonsByIds([...new Set(queue.map((one) => one.personId))]);
    const openids = new Map(people.map(({ _id, active, openid }) => [_id, active ? openid : null]));
    const run: Run = { template, openids, queue, signal };
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.work(run)));
  }

  private async work(run: Run): Promise<void> {
    while (!run.signal?.aborted) {
      const one = run.queue.shift();
      if (!one) return;
      await this.handle(one, run);
    }
  }

  private async handle(one: ReminderDocument, run: Run): Promise<void> {
    if (!(await this.repository.saveClaimed(one, nowDate()))) return;
    if (one.startBy.getTime() <= now()) return this.end(one, 'late');
    if (one.templateId !== run.template.id) return this.end(one, 'unpermitted');
    const openid = run.openids.get(one.personId);
    if (!openid) return this.end(one, 'gone');
    const permit = await this.repository.saveSpent(one.personId, one.templateId, one.key);
    if (!permit) return this.end(one, 'unpermitted');
    const { fate, errcode } = await this.send(one, openid, run.template);
    if (fate === 'refused') await this.repository.saveRefused(permit);
    else if (!SPENDS.has(fate)) await this.repository.saveUnspent(permit);
    await this.end(one, STATES[fate], errcode);
    if (fate === 'later' || fate === 'wrong') await this.stop(run, { fate, errcode });
  }

  private async send(
    one: ReminderDocument,
    openid: string,
    template: SubscribeTemplate,
  ): Promise<MessageOutcome> {
    const { page } = one;
    const data = dataOf(template, one);
    try {
      return await this.wechat.sendMessage({ openid, templateId: template.id, page, data });
    } catch (error) {
      // No access token is to be had: nothing was sent.
      if (error instanceof AppError) return { fate: 'later', errcode: null };
      throw error;
    }
  }

  /** The others would fare alike: they wait for the next run, or are given up. */
  private async stop({ queue, template }: Run, { fate, errcode }: MessageOutcome): Promise<void> {
    queue.length = 0;
    if (fate === 'wrong') await this.repository.saveFailed(template.id, errcode);
    log().warn({ fate, errcode }, 'WeChat takes no reminders');
  }

  private async end(
    one: ReminderDocument,
    state: ReminderState,
    errcode: number | null = null,
  ): Promise<void> {
    await this.repository.saveState(one, state, errcode);
    remindersTotal.inc({ state });
  }
}
