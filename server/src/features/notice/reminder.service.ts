import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { HandlerInput, noticeContract, Reminder } from '@qiangji/shared-types';
import { nowDate } from '../../platform/clock';
import { env } from '../../platform/env';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { ReminderRepository } from './reminder.repository';
import { isDeclined } from './reminder.rules';

type Input = HandlerInput<typeof noticeContract.answerReminder>;

/** Something that WeChat itself is to tell a person, beside the inbox. */
export interface NewReminder {
  personId: string;
  unitPath: string;
  /** One message to a person about it, ever. */
  key: string;
  title: string;
  /** After this nobody needs it any more. */
  startBy: Date;
  minutes: number;
  note: string;
  /** Page of the mini-program with its query, without a slash before it. */
  page: string;
}

/**
 * Messages of WeChat's own (订阅消息) beside the inbox, where a person asked for one: each time that they
 * agree is worth one message. Sending is the job of `ReminderSender`.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReminderService {
  @Inject()
  repository: ReminderRepository;

  /** At boot: tells what is kept on people. */
  start(): void {
    const count = (personId: string) => this.repository.countOf(personId);
    registerHolding({ name: 'reminders', count });
  }

  async findReminder({ scope }: Pick<Call, 'scope'>): Promise<Reminder> {
    const template = env().wechat.examTemplate;
    if (!template) return { templateId: null, left: 0, declined: false };
    const left = await this.repository.countOpen(scope, template.id);
    const latest = await this.repository.findLatest(scope, template.id);
    return { templateId: template.id, left, declined: isDeclined(latest) };
  }

  /** Kept as it was said; of a template that is no longer ours it counts for nothing. */
  async answerReminder({ body }: Input, call: Call): Promise<Reminder> {
    const { opId, templateId, answer, deviceAt } = body;
    await this.repository.appendPermit({
      _id: makeId(),
      actorId: call.actor.personId,
      opId,
      opHash: call.opHash,
      unitPath: call.actor.unitPath,
      templateId,
      answer,
      ...occurred(call, deviceAt),
      spentOn: null,
      schemaVersion: 1,
    });
    return this.findReminder(call);
  }

  /** Notes what is to be sent to those who asked for it; repeating it adds nothing. */
  async appendAll(reminders: readonly NewReminder[]): Promise<void> {
    const template = env().wechat.examTemplate;
    if (!template || reminders.length === 0) return;
    const people = reminders.map((one) => one.personId);
    const permitted = await this.repository.listPermitted(people, template.id);
    const at = nowDate();
    await this.repository.appendAll(
      reminders
        .filter((one) => permitted.has(one.personId))
        .map((one) => ({
          ...one,
          _id: makeId(),
          templateId: template.id,
          state: 'waiting' as const,
          at,
          claimedAt: null,
          errcode: null,
          schemaVersion: 1 as const,
        })),
    );
  }

  /** What is not sent yet is not sent any more, of this key and of those below it (`<key>:...`). */
  async withdraw(key: string): Promise<void> {
    await this.repository.saveWithdrawn(key);
  }
}
