import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  asksByHandling,
  audienceOf,
  checklistFor,
  dayOf,
  type Checklist,
  type HandlerInput,
  type Page,
  type SelfCheck,
  type selfCheckContract,
  type SelfCheckKind,
  type SelfCheckSummary,
} from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { findEntry } from '../../platform/entries';
import { AppError, invalid } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import { CorrectionService } from './correction.service';
import type { SelfCheckDocument } from './self-check.collection';
import { presentCheck, presentCheckSummary } from './self-check.presenter';
import { reachable } from './self-check.reach';
import { SelfCheckRepository } from './self-check.repository';
import { problemsOf, resultsOf } from './self-check.rules';

type Input<K extends keyof typeof selfCheckContract> = HandlerInput<(typeof selfCheckContract)[K]>;

/** Self-checks: what people find of their own accord. Nothing here is ever a score. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class SelfCheckService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  repository: SelfCheckRepository;

  @Inject()
  corrections: CorrectionService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  org: OrgService;

  start(): void {
    const { repository } = this;
    registerHolding({ name: 'self_checks', count: (personId) => repository.countOf(personId) });
  }

  /** Keeps a check once, then makes a correction of each fault. */
  async submit(body: Input<'submit'>['body'], call: Call): Promise<SelfCheck> {
    const { actor, opHash } = call;
    const whole = await this.checklists.at(body.checklistCode, body.checklistVersion);
    const { handlingCode, enforced } = body;
    const occasion = { personKind: actor.kind, handlingCode: handlingCode ?? null, enforced };
    const list = checklistFor(whole, occasion);
    const kind = this.checkAsked(whole, list, body, call);
    await this.checkEntry(body, call);
    const results = resultsOf(list, body.groups);
    const time = occurred(call, body.deviceAt);
    const check = await this.repository.appendCheck({
      _id: body.opId,
      actorId: actor.personId,
      opId: body.opId,
      opHash,
      unitPath: actor.unitPath,
      kind,
      checklistCode: list.code,
      checklistVersion: list.version,
      entryId: body.entryId ?? null,
      ...(handlingCode === undefined ? {} : { handlingCode }),
      results,
      itemCount: results.filter((result) => result.verdict !== 'na').length,
      faultCount: results.filter((result) => result.verdict === 'fault').length,
      note: body.note ?? null,
      day: dayOf(time.occurredAt.getTime()),
      ...time,
      schemaVersion: 1,
    });
    const corrections = await this.corrections.appendFor(check, list);
    const { actorId: personId, unitPath, day } = check;
    await recordChanged({ feature: 'self-check', personId, unitPath, day });
    return presentCheck(check, await this.namesOf(check, list), corrections);
  }

  /** Refuses what does not belong to the checklist, the person or the occasion. */
  private checkAsked(
    list: Checklist,
    asked: Checklist,
    body: Input<'submit'>['body'],
    call: Call,
  ): SelfCheckKind {
    if (list.kind === 'spot_check') throw new AppError('NOT_FOUND');
    if (!list.audience.includes(audienceOf(call.actor.kind))) {
      throw new AppError('FORBIDDEN', { message: '这份清单不是给你这个岗位的' });
    }
    const details = problemsOf(asked, body.groups);
    if ((list.kind === 'conduct') !== (body.entryId !== undefined)) {
      const message = '执法后自查要写明是哪条执勤记录，其他自查不写';
      details.push({ path: 'body.entryId', reason: 'not_allowed', message });
    }
    const wantsHandling = list.kind === 'conduct' && asksByHandling(list);
    if (body.handlingCode === undefined ? wantsHandling : list.kind !== 'conduct') {
      const message = '执法后自查要写明是哪种处置，其他自查不写';
      details.push({ path: 'body.handlingCode', reason: 'not_allowed', message });
    }
    if (body.enforced !== undefined && list.kind !== 'periodic') {
      const message = '这段时间有没有执法，只有月度自查写';
      details.push({ path: 'body.enforced', reason: 'not_allowed', message });
    }
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
    return list.kind;
  }

  /**
   * Refuses a check of an entry that is somebody else's, is no enforcement or was handled otherwise.
   * An entry that is not here yet is believed: the phone sends it first, but it may have come back for
   * a correction, or wait on another phone, and the check must not be lost with it. 今日 then goes by the
   * entry: a check of another handling does not count as its own.
   */
  private async checkEntry(
    { entryId, handlingCode, opId }: Input<'submit'>['body'],
    { actor: { personId } }: Call,
  ): Promise<void> {
    if (entryId === undefined) return;
    const entry = await findEntry(entryId, personId);
    if (!entry || (await this.repository.countOp(personId, opId)) > 0) return;
    if (!entry.own) throw new AppError('NOT_FOUND');
    if (!entry.enforcement) {
      throw invalid('body.entryId', 'not_allowed', '这条执勤记录不是执法，不用做执法后自查');
    }
    if (handlingCode !== undefined && handlingCode !== entry.handlingCode) {
      const message = '这条执勤记录的处置和自查时的不一样，请从记录里重新自查';
      throw invalid('body.handlingCode', 'not_as_recorded', message);
    }
  }

  async listChecks(
    query: Input<'listChecks'>['query'],
    call: Call,
  ): Promise<Page<SelfCheckSummary>> {
    const whose = await reachable(this.org, query, call);
    const rows = await this.repository.listChecks(call.scope, { ...query, ...whose });
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { items: await this.summarise(page.items), nextCursor: page.nextCursor };
  }

  async findCheck(checkId: string, call: Call): Promise<SelfCheck> {
    const check = await this.repository.findCheck(call.scope, checkId);
    if (!check) throw new AppError('NOT_FOUND');
    await this.accessLog.opened(call.actor.personId, [check.actorId], 'self_check', checkId);
    const corrections = await this.corrections.listFor(check);
    return presentCheck(check, await this.namesOf(check), corrections);
  }

  private async namesOf(check: SelfCheckDocument, list?: Checklist) {
    const people = await this.org.personsById([check.actorId]);
    const known = list ?? (await this.checklists.at(check.checklistCode, check.checklistVersion));
    return { person: people.get(check.actorId)?.name ?? '', checklist: known.name };
  }

  private async summarise(checks: readonly SelfCheckDocument[]): Promise<SelfCheckSummary[]> {
    const people = await this.org.personsById(checks.map((check) => check.actorId));
    return Promise.all(
      checks.map(async (check) => {
        const { name } = await this.checklists.at(check.checklistCode, check.checklistVersion);
        const person = people.get(check.actorId)?.name ?? '';
        return presentCheckSummary(check, { person, checklist: name });
      }),
    );
  }
}
