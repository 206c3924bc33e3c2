import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  clockOf,
  type dutyLogContract,
  type Entry,
  type HandlerInput,
  type Page,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { findEvent, toPage, type OpFields } from '../../platform/mongo';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { EntryDocument, EntryEvent } from './duty-log.collection';
import { DutyLogView } from './duty-log.view';
import { EnforcementService } from './enforcement.service';
import { checkSkipReason, handlingOf } from './entry.checks';
import { EntryNews } from './entry.news';
import { EntryRepository } from './entry.repository';
import { EntryService } from './entry.service';
import { LateService } from './late.service';
import { ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

/** What auxiliaries saw and an officer has to handle; the first officer does. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DraftService {
  @Inject()
  repository: EntryRepository;

  @Inject()
  entries: EntryService;

  @Inject()
  shifts: ShiftService;

  @Inject()
  enforcement: EnforcementService;

  @Inject()
  news: EntryNews;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  late: LateService;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  async list(query: Input<'listDrafts'>['query'], call: Call): Promise<Page<Entry>> {
    const { unitPath } = call.actor;
    const rows = await this.repository.listDrafts(call.scope, { ...query, unitPath });
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { items: await this.view.listed(page.items), nextCursor: page.nextCursor };
  }

  /** Throws `DRAFT_TAKEN`, saying who did, where another officer was first. */
  async takeOver({ params, body }: Input<'takeOverDraft'>, call: Call): Promise<Entry> {
    const { actor, opHash } = call;
    const { entry, shift } = await this.entries.reach(params.entryId, call);
    const time = occurred(call, body.deviceAt);
    const op = { actorId: actor.personId, opId: body.opId, opHash };
    if (findEvent(entry, op)) return this.again(entry, op);
    if (entry.state !== 'draft_for_officer') throw await this.taken(entry);
    const late = await this.late.check(shift, time);
    const catalogue = await this.checklists.dutyCatalogue(entry.catalogueVersion);
    const handling = handlingOf(catalogue, entry.categoryCode, body.handlingCode);
    checkSkipReason(catalogue, body.recorderSkipReason);
    if (actor.kind !== 'officer') {
      throw new AppError('AUXILIARY_NOT_ALLOWED', { message: '草稿要执法员来接' });
    }
    const act = { ...body, handling, at: entry.at };
    await this.enforcement.check(act, call);
    const event: EntryEvent = {
      ...op,
      type: 'taken_over',
      at: time.occurredAt,
      before: null,
      ...(late && { late }),
    };
    const saved = await this.save(entry, event, {
      state: 'recorded',
      takenOverBy: actor.personId,
      handlingCode: handling.code,
      ladder: handling.ladder,
      enforcement: handling.enforcement,
      officerIds: this.enforcement.officersOf(act, call),
      recorders: [...new Set([...entry.recorders, ...body.recorders])],
      recorderSkipReason: body.recorderSkipReason ?? null,
    });
    if (late) await this.late.reopen(shift._id, op, late, '接手');
    await this.shifts.changed(shift);
    await this.news.tellTaken(shift, saved);
    return this.view.entry(saved);
  }

  /** Answers a repeat; a crash may have left the log closed over what came late. */
  private async again(entry: EntryDocument, op: OpFields): Promise<Entry> {
    const { actorId, opId } = op;
    const late = entry.events.find((one) => one.actorId === actorId && one.opId === opId)?.late;
    if (late) await this.late.reopen(entry.shiftId, op, late, '接手');
    return this.view.entry(entry);
  }

  /** Of two officers at once one wins; the other is told who. */
  private async save(
    entry: WithId<EntryDocument>,
    event: EntryEvent,
    change: Partial<EntryDocument>,
  ): Promise<EntryDocument> {
    try {
      return (await this.repository.save(entry, event, { $set: change })).record;
    } catch (error) {
      const now = await this.repository.findUnscoped(entry._id);
      if (now && now.state !== 'draft_for_officer') throw await this.taken(now);
      throw error;
    }
  }

  private async taken({ takenOverBy, events }: EntryDocument): Promise<AppError> {
    if (takenOverBy === null) return new AppError('STATE_CONFLICT');
    const name = (await this.org.nameOf(takenOverBy)) ?? '别人';
    const event = events.find((one) => one.type === 'taken_over');
    const time = event ? `${clockOf(event.at.getTime())} ` : '';
    return new AppError('DRAFT_TAKEN', { message: `${time}${name}已经接手` });
  }
}
