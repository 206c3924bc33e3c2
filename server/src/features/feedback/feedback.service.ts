import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  Feedback,
  feedbackContract,
  HandlerInput,
  OfficeFeedback,
  Page,
} from '@qiangji/shared-types';
import type { UpdateFilter, WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, toPage } from '../../platform/mongo';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import type { FeedbackDocument, FeedbackEvent } from './feedback.collection';
import { presentFeedback, presentToOffice } from './feedback.presenter';
import { FeedbackRepository } from './feedback.repository';
import { mayStep } from './feedback.rules';

type Input<K extends keyof typeof feedbackContract> = HandlerInput<(typeof feedbackContract)[K]>;

interface Step {
  type: FeedbackEvent['type'];
  feedbackId: string;
  op: { opId: string; deviceAt: string; version: number };
  change(at: Date): UpdateFilter<FeedbackDocument>;
  notice: { title: string; text: string };
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class FeedbackService {
  @Inject()
  repository: FeedbackRepository;

  @Inject()
  org: OrgService;

  @Inject()
  notices: NoticeService;

  start(): void {
    registerHolding({ name: 'feedback', count: (personId) => this.repository.countOf(personId) });
  }

  async send({ body }: Input<'send'>, call: Call): Promise<Feedback> {
    const { opId, text, anonymous, mediaIds } = body;
    const { record } = await this.repository.append({
      _id: makeId(),
      actorId: call.actor.personId,
      opId,
      opHash: call.opHash,
      version: 1,
      events: [],
      unitPath: call.actor.unitPath,
      text,
      anonymous,
      mediaIds,
      state: 'open',
      answers: [],
      closedAt: null,
      ...occurred(call, body.deviceAt),
      schemaVersion: 1,
    });
    return presentFeedback(record);
  }

  async listMine({ query }: Input<'listMine'>, call: Call): Promise<Page<Feedback>> {
    const rows = await this.repository.list(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: page.items.map(presentFeedback) };
  }

  async listAll({ query }: Input<'listAll'>, call: Call): Promise<Page<OfficeFeedback>> {
    const rows = await this.repository.list(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: await this.presentAll(page.items) };
  }

  async answer({ params, body }: Input<'answer'>, call: Call): Promise<OfficeFeedback> {
    return this.step(call, {
      type: 'answered',
      feedbackId: params.feedbackId,
      op: body,
      change: (at) => ({
        $set: { state: 'answered' },
        $push: { answers: { text: body.text, at } },
      }),
      notice: { title: '投诉建议有答复', text: body.text },
    });
  }

  async close({ params, body }: Input<'close'>, call: Call): Promise<OfficeFeedback> {
    return this.step(call, {
      type: 'closed',
      feedbackId: params.feedbackId,
      op: body,
      change: (at) => ({ $set: { state: 'closed', closedAt: at } }),
      notice: { title: '投诉建议已办结', text: '还有话要说，可以再写一条' },
    });
  }

  private async step(call: Call, step: Step): Promise<OfficeFeedback> {
    const { type, feedbackId, op } = step;
    const found = await this.repository.find(call.scope, feedbackId);
    if (!found) throw new AppError('NOT_FOUND');
    const { personId: actorId } = call.actor;
    const { occurredAt: at } = occurred(call, op.deviceAt);
    const event = { actorId, opId: op.opId, opHash: call.opHash, type, at };
    if (!findEvent(found, event)) this.checkStep(found, type, op.version);
    const { record } = await this.repository.saveStep(found, event, step.change(at));
    await this.notices.append({
      personId: record.actorId,
      unitPath: record.unitPath,
      kind: 'answer',
      ...step.notice,
      link: { feature: 'feedback', id: record._id },
      key: `feedback:${record._id}:${op.opId}`,
    });
    return (await this.presentAll([record]))[0]!;
  }

  private checkStep(found: WithId<FeedbackDocument>, type: Step['type'], version: number): void {
    if (found.version !== version) throw new AppError('VERSION_CONFLICT');
    if (mayStep(found.state, type)) return;
    const message = type === 'closed' ? '先答复，再办结' : '已办结，不能再答复';
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async presentAll(rows: readonly FeedbackDocument[]): Promise<OfficeFeedback[]> {
    const named = rows.filter((row) => !row.anonymous).map((row) => row.actorId);
    const [people, units] = await Promise.all([
      this.org.personsById(named),
      this.org.unitsByPath(),
    ]);
    return rows.map((row) => {
      const unitName = units.get(row.unitPath)?.name ?? row.unitPath;
      return presentToOffice(row, people.get(row.actorId), unitName);
    });
  }
}
