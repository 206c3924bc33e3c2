import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  itemsByCode,
  type Checklist,
  type Correction,
  type HandlerInput,
  type Page,
  type selfCheckContract,
} from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { findEvent, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { OrgService } from '../org';
import { TopicService } from '../standard';
import type { CorrectionDocument, SelfCheckDocument } from './self-check.collection';
import { presentCorrection } from './self-check.presenter';
import { SelfCheckRepository, type Whose } from './self-check.repository';
import { correctionOf } from './correction.rules';
import { reachable } from './self-check.reach';

type Input<K extends keyof typeof selfCheckContract> = HandlerInput<(typeof selfCheckContract)[K]>;

/** What people put right of what they found of their own accord. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CorrectionService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  repository: SelfCheckRepository;

  @Inject()
  topics: TopicService;

  @Inject()
  org: OrgService;

  async list(query: Input<'listCorrections'>['query'], call: Call): Promise<Page<Correction>> {
    const whose = await reachable(this.org, query, call);
    const rows = await this.repository.listCorrections(call.scope, { ...query, ...whose });
    const page = toPage(rows, query.limit, (row) => [row.dueOn, row._id]);
    return { items: await this.present(page.items), nextCursor: page.nextCursor };
  }

  async find(correctionId: string, call: Call): Promise<Correction> {
    const found = await this.repository.findCorrection(call.scope, correctionId);
    if (!found) throw new AppError('NOT_FOUND');
    await this.accessLog.opened(call.actor.personId, [found.actorId], 'correction', correctionId);
    return this.presentOne(found);
  }

  /** Closes mine, once. */
  async close({ params, body }: Input<'closeCorrection'>, call: Call): Promise<Correction> {
    const { actor, opHash } = call;
    const found = await this.repository.findCorrection(call.scope, params.correctionId);
    if (!found) throw new AppError('NOT_FOUND');
    const op = { actorId: actor.personId, opId: body.opId, opHash };
    if (found.state === 'done' && !findEvent(found, op)) throw new AppError('STATE_CONFLICT');
    const at = occurred(call, body.deviceAt).occurredAt;
    const { note = null, photos } = body;
    const event = { ...op, type: 'closed', at, note, photos };
    const saved = await this.repository.saveCorrection(found, event, {
      $set: { state: 'done', doneAt: at },
    });
    const { actorId: personId, unitPath } = saved;
    await recordChanged({ feature: 'self-check', personId, unitPath, day: dayOf(at.getTime()) });
    return this.presentOne(saved);
  }

  /** Makes the corrections of a check's faults; a repeat makes none twice. */
  async appendFor(check: SelfCheckDocument, list: Checklist): Promise<Correction[]> {
    const items = itemsByCode(list);
    const faults = check.results.filter((result) => result.verdict === 'fault');
    const made = faults.map((fault) =>
      correctionOf(check, list, items.get(fault.itemCode)!, fault, makeId()),
    );
    await this.repository.appendCorrections(made);
    return faults.length > 0 ? this.listFor(check) : [];
  }

  async listFor(check: SelfCheckDocument): Promise<Correction[]> {
    return this.present(await this.repository.listCorrectionsOf(check._id, check.actorId));
  }

  /** How many stand open, and how many of those beyond their last day; for 今日 and 队伍. */
  async countOpen(scope: Scope, whose: Whose): Promise<{ open: number; overdue: number }> {
    const [open, overdue] = await Promise.all([
      this.repository.countCorrections(scope, whose),
      this.repository.countCorrections(scope, { ...whose, dueBefore: dayOf(now()) }),
    ]);
    return { open, overdue };
  }

  private async presentOne(one: CorrectionDocument): Promise<Correction> {
    const [shown] = await this.present([one]);
    return shown!;
  }

  private async present(list: readonly CorrectionDocument[]): Promise<Correction[]> {
    const topics = await this.topics.byCode();
    const people = await this.org.personsById(list.map((one) => one.actorId));
    const today = dayOf(now());
    return list.map((one) =>
      presentCorrection(
        one,
        {
          person: people.get(one.actorId)?.name ?? '',
          topic: topics.get(one.topic)?.name ?? one.topic,
        },
        today,
      ),
    );
  }
}
