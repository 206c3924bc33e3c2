import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  INCIDENT_CATEGORY,
  PUBLIC_REQUEST_CATEGORY,
  type DutyHandling,
  type dutyLogContract,
  type Entry,
  type EntryRead,
  type HandlerInput,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { AppError } from '../../platform/errors';
import { occurred, type Call, type OccurredAt } from '../../platform/http';
import { findEvent } from '../../platform/mongo';
import { ChecklistService } from '../standard';
import type { EntryDocument, EntryEvent, ShiftDocument } from './duty-log.collection';
import { dutyLogPolicies } from './duty-log.policy';
import { handlerOf, isOwnWork, isWriter } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { EnforcementService, refused } from './enforcement.service';
import { checkPartyType, checkSkipReason, handlingOf, typedTime } from './entry.checks';
import { EntryNews } from './entry.news';
import { EntryRepository } from './entry.repository';
import { LateService } from './late.service';
import { ShiftChangeService } from './shift-change.service';
import { ShiftRepository } from './shift.repository';
import { ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Body = Input<'appendEntry'>['body'];
type Found = WithId<EntryDocument>;

const SQUAD = dutyLogPolicies['duty-log.squad'];

/** What happened on a shift, written down once and never overwritten. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class EntryService {
  @Inject()
  accessLog: AccessLog;

  @Inject()
  repository: EntryRepository;

  @Inject()
  shiftRepository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  changes: ShiftChangeService;

  @Inject()
  enforcement: EnforcementService;

  @Inject()
  late: LateService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  news: EntryNews;

  @Inject()
  view: DutyLogView;

  /**
   * Keeps an entry. What an auxiliary may not handle is refused, but its facts and photos are kept as
   * a draft for an officer; one who knows that beforehand says so and is not refused.
   */
  async append({ params, body }: Input<'appendEntry'>, call: Call): Promise<Entry> {
    const shift = await this.shiftRepository.find(call.scope, 'writers', params.shiftId);
    if (!shift) throw new AppError('NOT_FOUND');
    const time = occurred(call, body.deviceAt);
    const { happenedAt } = body;
    const at = happenedAt === undefined ? time.occurredAt : typedTime(happenedAt, time);
    const catalogue = await this.checklists.dutyCatalogue(body.catalogueVersion);
    const handling = handlingOf(catalogue, body.categoryCode, body.handlingCode);
    checkPartyType(catalogue, body.partyTypeCode);
    checkSkipReason(catalogue, body.recorderSkipReason);
    const act = { ...body, handling, at };
    const refusal = await this.enforcement.refusal(act, call);
    const draft = refusal?.code === 'AUXILIARY_NOT_ALLOWED';
    if (refusal && !draft) throw refused(refusal);
    const officerIds = draft ? [] : this.enforcement.officersOf(act, call);
    const fields = entryOf(shift, body, handling, { time, at, draft, officerIds }, call);
    const { record, repeated } = await this.keep(shift, fields);
    await this.changes.wroteIn(shift, record, call);
    if (!repeated) await this.news.tell(shift, record);
    if (refusal && !body.draftForOfficer) {
      throw refused({ ...refusal, message: `${refusal.message ?? ''}。事实和照片已留成草稿` });
    }
    return this.view.entry(record);
  }

  /** A repeat is answered whatever became of the log in the meantime. */
  private async keep(shift: ShiftDocument, entry: EntryDocument) {
    const before = await this.repository.findUnscoped(entry._id);
    const late = before?.opId === entry.opId ? null : await this.late.check(shift, entry);
    const draft = entry.state === 'draft_for_officer' && draftKept(entry, before);
    if (draft) return { record: draft, repeated: true };
    const kept = await this.repository.append({ ...entry, ...(late && { late }) });
    await this.late.entryKept(kept.record, kept.repeated);
    await this.shifts.changed(shift);
    return kept;
  }

  /** Read by those who may read its shift, by those whom it names, and as a draft by who may take it over. */
  async find(entryId: string, call: Call): Promise<EntryRead> {
    const entry = await this.readable(entryId, call);
    return { ...(await this.view.entry(entry)), may: await this.mayOf(entry, call) };
  }

  private async readable(entryId: string, call: Call): Promise<Found> {
    const named = await this.repository.findNamed(call.scope, entryId);
    if (named) return named;
    const entry = await this.repository.findUnscoped(entryId);
    const shift = entry && (await this.shiftRepository.find(call.scope, 'readers', entry.shiftId));
    const me = call.actor.personId;
    if (shift) {
      if (!isOwnWork(shift, me)) {
        await this.accessLog.opened(me, [entry.actorId], 'duty_entry', entryId);
      }
      return entry;
    }
    const draft = SQUAD.allows(call.actor) && (await this.draftFor(entryId, call));
    if (!draft) throw new AppError('NOT_FOUND');
    return draft;
  }

  private draftFor(entryId: string, { actor }: Call): Promise<Found | null> {
    return this.repository.findDraft(SQUAD.scope(actor), actor.unitPath, entryId);
  }

  /** What the routes will let the actor do to it. */
  private async mayOf(entry: Found, { actor }: Call): Promise<EntryRead['may']> {
    if (!SQUAD.allows(actor)) return { amend: false, amendAct: false, settle: false };
    const { shiftId, matter } = entry;
    const shift = await this.shiftRepository.findUnscoped(shiftId);
    const amend = isWriter(entry, actor.personId) && !!shift && (await this.late.isOpen(shift));
    const open = matter === 'open';
    const reached = open && (await this.shiftRepository.find(SQUAD.scope(actor), 'squad', shiftId));
    return {
      amend,
      amendAct: amend && handlerOf(entry) === actor.personId,
      settle: !!reached,
    };
  }

  /** Settles a matter that was left open. */
  async settle({ params, body }: Input<'settleMatter'>, call: Call): Promise<Entry> {
    const { entry, shift } = await this.reach(params.entryId, call);
    const { actor, opHash } = call;
    const at = occurred(call, body.deviceAt).occurredAt;
    const op = { actorId: actor.personId, opId: body.opId, opHash };
    const event: EntryEvent = { ...op, type: 'settled', at, before: null };
    if (!findEvent(entry, event) && entry.matter !== 'open') {
      // Two phones of a shift may each tick the same matter off; only words of one's own would be lost.
      if (entry.matter === 'settled' && body.note === undefined) return this.view.entry(entry);
      throw new AppError('STATE_CONFLICT');
    }
    const { record } = await this.repository.save(entry, event, {
      $set: { matter: 'settled', matterNote: body.note ?? null },
    });
    await this.shifts.changed(shift);
    return this.view.entry(record);
  }

  /** An entry of the actor's shift or squadron. */
  async reach(entryId: string, call: Call) {
    const entry = await this.repository.findUnscoped(entryId);
    const shift = entry && (await this.shiftRepository.find(call.scope, 'squad', entry.shiftId));
    if (!shift) throw new AppError('NOT_FOUND');
    return { entry, shift };
  }
}

/** The draft that stayed here when an auxiliary was refused: passing it on afterwards finds it. */
function draftKept({ actorId, opId, shiftId }: EntryDocument, before: Found | null): Found | null {
  const same = before?.actorId === actorId && before.shiftId === shiftId && before.opId !== opId;
  return same && before.state === 'draft_for_officer' ? before : null;
}

interface Made {
  time: OccurredAt;
  at: Date;
  draft: boolean;
  officerIds: string[];
}

function entryOf(
  shift: ShiftDocument,
  body: Body,
  handling: DutyHandling,
  { time, at, draft, officerIds }: Made,
  { actor, opHash }: Call,
): EntryDocument {
  return {
    _id: body.entryId,
    actorId: actor.personId,
    opId: body.opId,
    opHash,
    shiftId: shift._id,
    unitPath: shift.unitPath,
    day: shift.day,
    catalogueVersion: body.catalogueVersion,
    categoryCode: body.categoryCode,
    handlingCode: handling.code,
    ladder: handling.ladder,
    enforcement: handling.enforcement,
    partyTypeCode: body.partyTypeCode,
    text: body.text ?? null,
    place: body.place ?? null,
    section: body.section ?? null,
    photos: body.photos,
    recorders: [...new Set(body.recorders)],
    recorderSkipReason: body.recorderSkipReason ?? null,
    officerIds,
    from12345: body.from12345 || body.categoryCode === PUBLIC_REQUEST_CATEGORY,
    incident: body.categoryCode === INCIDENT_CATEGORY,
    matter: body.openMatter ? 'open' : 'none',
    matterNote: null,
    state: draft ? 'draft_for_officer' : 'recorded',
    takenOverBy: null,
    at,
    happenedAt: body.happenedAt ?? null,
    ...time,
    events: [],
    version: 1,
    schemaVersion: 1,
  };
}
