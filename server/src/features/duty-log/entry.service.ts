import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  INCIDENT_CATEGORY,
  PUBLIC_REQUEST_CATEGORY,
  type DutyCatalogue,
  type DutyHandling,
  type dutyLogContract,
  type Entry,
  type HandlerInput,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call, type OccurredAt } from '../../platform/http';
import { findEvent } from '../../platform/mongo';
import { ChecklistService } from '../standard';
import type { EntryDocument, EntryEvent, ShiftDocument } from './duty-log.collection';
import { canWrite, isOwnWork } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { EnforcementService, refused } from './enforcement.service';
import { EntryNews } from './entry.news';
import { EntryRepository } from './entry.repository';
import { ShiftChangeService } from './shift-change.service';
import { ShiftRepository } from './shift.repository';
import { ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Body = Input<'appendEntry'>['body'];
type Found = WithId<EntryDocument>;

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
    const at = happened(body, time);
    const catalogue = await this.checklists.dutyCatalogue(body.catalogueVersion);
    const handling = handlingOf(catalogue, body);
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

  /** By the terms under which the shift began. */
  private async isOpen(shift: ShiftDocument): Promise<boolean> {
    const { terms } = await this.checklists.dutyCatalogue(shift.catalogueVersion);
    return canWrite(shift, terms, now());
  }

  /** A repeat is answered even where the log was read in the meantime. */
  private async keep(shift: ShiftDocument, entry: EntryDocument) {
    if (!(await this.isOpen(shift))) {
      const before = await this.repository.findUnscoped(entry._id);
      if (before?.opId !== entry.opId) throw new AppError('STATE_CONFLICT');
    }
    const draft = entry.state === 'draft_for_officer' && (await this.draftKept(entry));
    if (draft) return { record: draft, repeated: true };
    const kept = await this.repository.append(entry);
    await this.shifts.changed(shift);
    return kept;
  }

  /** The draft that stayed here when an auxiliary was refused: passing it on afterwards finds it. */
  private async draftKept({ _id, actorId, opId, shiftId }: EntryDocument): Promise<Found | null> {
    const before = await this.repository.findUnscoped(_id);
    const same = before?.actorId === actorId && before.shiftId === shiftId && before.opId !== opId;
    return same && before.state === 'draft_for_officer' ? before : null;
  }

  /** Read by those who may read its shift, and by those whom it names. */
  async find(entryId: string, call: Call): Promise<Entry> {
    const named = await this.repository.findNamed(call.scope, entryId);
    if (named) return this.view.entry(named);
    const { entry, shift } = await this.reach('readers', entryId, call);
    const me = call.actor.personId;
    if (!isOwnWork(shift, me)) {
      await this.accessLog.opened(me, [entry.actorId], 'duty_entry', entryId);
    }
    return this.view.entry(entry);
  }

  /** Corrects the text; what stood there is kept in the event. */
  async amend({ params, body }: Input<'amendEntry'>, call: Call): Promise<Entry> {
    const { entry, shift } = await this.reach('members', params.entryId, call);
    const me = call.actor.personId;
    if (entry.actorId !== me && entry.takenOverBy !== me) throw new AppError('NOT_FOUND');
    const event = this.event('amended', body, call, { text: entry.text });
    if (!findEvent(entry, event) && !(await this.isOpen(shift))) {
      throw new AppError('STATE_CONFLICT');
    }
    return this.save(entry, shift, event, { text: body.text });
  }

  /** Settles a matter that was left open. */
  async settle({ params, body }: Input<'settleMatter'>, call: Call): Promise<Entry> {
    const { entry, shift } = await this.reach('squad', params.entryId, call);
    const event = this.event('settled', body, call);
    if (!findEvent(entry, event) && entry.matter !== 'open') throw new AppError('STATE_CONFLICT');
    return this.save(entry, shift, event, { matter: 'settled', matterNote: body.note ?? null });
  }

  private event(
    type: string,
    body: { opId: string; deviceAt: string },
    { actor, opHash, ...call }: Call,
    before: EntryEvent['before'] = null,
  ): EntryEvent {
    const at = occurred(call, body.deviceAt).occurredAt;
    return { type, at, actorId: actor.personId, opId: body.opId, opHash, before };
  }

  private async save(
    entry: Found,
    shift: ShiftDocument,
    event: EntryEvent,
    change: Partial<EntryDocument>,
  ): Promise<Entry> {
    const { record } = await this.repository.save(entry, event, { $set: change });
    await this.shifts.changed(shift);
    return this.view.entry(record);
  }

  /** An entry whose shift is within the actor's reach. */
  async reach(as: 'readers' | 'members' | 'squad', entryId: string, call: Call) {
    const entry = await this.repository.findUnscoped(entryId);
    const shift = entry && (await this.shiftRepository.find(call.scope, as, entry.shiftId));
    if (!shift) throw new AppError('NOT_FOUND');
    return { entry, shift };
  }
}

/** When it happened: as typed, and then not in the future; else when it was written. */
function happened({ happenedAt }: Body, { occurredAt, receivedAt }: OccurredAt): Date {
  if (happenedAt === undefined) return occurredAt;
  const typed = new Date(happenedAt);
  if (typed.getTime() > receivedAt.getTime()) throw new AppError('DATE_IN_FUTURE');
  return typed;
}

/** The handling, after looking whether the vocabulary has it all and the category allows it. */
function handlingOf(catalogue: DutyCatalogue, body: Body): DutyHandling {
  const category = catalogue.categories.find((one) => one.code === body.categoryCode);
  if (!category) throw invalid('body.categoryCode', 'not_allowed', '没有这个类别');
  const handling = catalogue.handlings.find((one) => one.code === body.handlingCode);
  if (!handling) throw invalid('body.handlingCode', 'not_allowed', '没有这种处置');
  if (category.onlyHandlings && !category.onlyHandlings.includes(handling.code)) {
    throw invalid('body.handlingCode', 'not_allowed', category.note ?? '这一类不能这样处置');
  }
  if (!catalogue.partyTypes.some((one) => one.code === body.partyTypeCode)) {
    throw invalid('body.partyTypeCode', 'not_allowed', '没有这种当事人');
  }
  checkSkipReason(catalogue, body.recorderSkipReason);
  return handling;
}

export function checkSkipReason(catalogue: DutyCatalogue, code: string | undefined): void {
  if (code === undefined) return;
  if (!catalogue.recorderSkipReasons.some((one) => one.code === code)) {
    throw invalid('body.recorderSkipReason', 'not_allowed', '没有这个原因');
  }
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
