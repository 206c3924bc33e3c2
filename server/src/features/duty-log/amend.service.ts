import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  INCIDENT_CATEGORY,
  MAX_ENTRY_PHOTOS,
  PUBLIC_REQUEST_CATEGORY,
  type dutyLogContract,
  type Entry,
  type HandlerInput,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call, type OccurredAt } from '../../platform/http';
import { findEvent, storedAlike } from '../../platform/mongo';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { EntryBefore, EntryDocument, EntryEvent } from './duty-log.collection';
import { handlerOf, isWriter } from './duty-log.rules';
import { DutyLogView } from './duty-log.view';
import { EnforcementService, refused } from './enforcement.service';
import { checkPartyType, checkSkipReason, handlingOf, typedTime } from './entry.checks';
import { EntryNews } from './entry.news';
import { EntryRepository } from './entry.repository';
import { LateService } from './late.service';
import { ShiftRepository } from './shift.repository';
import { ShiftService } from './shift.service';

type Input = HandlerInput<typeof dutyLogContract.amendEntry>;
type Body = Input['body'];
type Found = WithId<EntryDocument>;
type Change = Partial<EntryDocument>;

/** What makes it the act that it is; whoever did not handle it corrects what they saw and nothing of these. */
const OF_ACT = [
  'categoryCode',
  'handlingCode',
  'officerIds',
  'recorders',
  'recorderSkipReason',
  'happenedAt',
] as const;

/** What is kept of before, where it was changed. */
const KEPT = [
  'text',
  'categoryCode',
  'handlingCode',
  'partyTypeCode',
  'section',
  'officerIds',
  'recorders',
  'recorderSkipReason',
  'from12345',
  'at',
] as const;

/** Codes mean what they mean in their catalogue. */
const CODES = ['categoryCode', 'handlingCode', 'partyTypeCode', 'recorderSkipReason'] as const;

/** Puts an entry right by the rules of a new one; what stood there is kept in the event. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AmendService {
  @Inject()
  repository: EntryRepository;

  @Inject()
  shiftRepository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  enforcement: EnforcementService;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  late: LateService;

  @Inject()
  news: EntryNews;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  async amend({ params, body }: Input, call: Call): Promise<Entry> {
    const { entry, shift } = await this.reach(params.entryId, call);
    const time = occurred(call, body.deviceAt);
    const op = { actorId: call.actor.personId, opId: body.opId, opHash: call.opHash };
    if (findEvent(entry, op)) return this.again(entry, op);
    const { opId: _opId, deviceAt: _deviceAt, ...asked } = body;
    if (Object.keys(asked).length === 0) throw invalid('body', 'required', '没有写要改什么');
    const late = await this.late.check(shift, time);
    const added = addedTo(entry, body);
    const change = await this.changeOf(entry, body, time, call);
    const event: EntryEvent = {
      ...op,
      type: 'amended',
      at: time.occurredAt,
      before: beforeOf(entry, change, body),
      ...(added.length > 0 && { addedPhotos: added }),
      ...(late && { late }),
    };
    const photos = [...entry.photos, ...added];
    const { record } = await this.repository.save(entry, event, { $set: { ...change, photos } });
    if (late) await this.late.reopen(shift._id, op, late, '改');
    await this.shifts.changed(shift);
    const entries = await this.repository.listOfShifts([shift._id]);
    const { opId } = op;
    await this.news.tellAmended(shift, { before: entry, entry: record, entries, opId });
    return this.view.entry(record);
  }

  /** Answers a repeat; a crash may have left the log closed over what came late. */
  private async again(entry: Found, op: Pick<EntryEvent, 'actorId' | 'opId' | 'opHash'>) {
    const late = entry.events.find((one) => one.opId === op.opId)?.late;
    if (late) await this.late.reopen(entry.shiftId, op, late, '改');
    return this.view.entry(entry);
  }

  /** By who wrote it or took it over, whether they were on the shift or not. */
  private async reach(entryId: string, { actor }: Call) {
    const entry = await this.repository.findUnscoped(entryId);
    const own = entry && isWriter(entry, actor.personId);
    const shift = own && (await this.shiftRepository.findUnscoped(entry.shiftId));
    if (!shift) throw new AppError('NOT_FOUND');
    return { entry, shift };
  }

  private async changeOf(entry: Found, body: Body, time: OccurredAt, call: Call): Promise<Change> {
    const catalogueVersion = body.catalogueVersion ?? entry.catalogueVersion;
    const catalogue = await this.checklists.dutyCatalogue(catalogueVersion);
    const { text = entry.text, section = entry.section } = body;
    const partyTypeCode = body.partyTypeCode ?? entry.partyTypeCode;
    // What stands there and is not touched was looked at by the rules of its time.
    const other = catalogueVersion !== entry.catalogueVersion;
    if (other || body.partyTypeCode !== undefined) checkPartyType(catalogue, partyTypeCode);
    const act = await this.actOf(entry, body, time, call);
    const category = act.categoryCode ?? entry.categoryCode;
    if (other) handlingOf(catalogue, category, act.handlingCode ?? entry.handlingCode);
    const from12345 = (body.from12345 ?? entry.from12345) || category === PUBLIC_REQUEST_CATEGORY;
    return { catalogueVersion, text, section, partyTypeCode, from12345, ...act };
  }

  /** What changes of the act itself: nothing where nothing of it was said. */
  private async actOf(entry: Found, body: Body, time: OccurredAt, call: Call): Promise<Change> {
    if (OF_ACT.every((field) => body[field] === undefined)) return {};
    await this.checkHandler(entry, call);
    const version = body.catalogueVersion ?? entry.catalogueVersion;
    const catalogue = await this.checklists.dutyCatalogue(version);
    const { categoryCode = entry.categoryCode, handlingCode = entry.handlingCode } = body;
    const handling = handlingOf(catalogue, categoryCode, handlingCode);
    const reasonNow = body.recorders ? undefined : (entry.recorderSkipReason ?? undefined);
    const recorderSkipReason = body.recorderSkipReason ?? reasonNow;
    checkSkipReason(catalogue, recorderSkipReason);
    const { happenedAt } = body;
    const at = happenedAt === undefined ? entry.at : typedTime(happenedAt, time);
    const { officerIds = entry.officerIds } = body;
    const recorders = [...new Set(body.recorders ?? entry.recorders)];
    const act = { handling, officerIds, recorders, recorderSkipReason, at };
    const refusal = await this.enforcement.refusal(act, call);
    const mayWait = body.draftForOfficer === true || entry.state === 'draft_for_officer';
    const draft = refusal?.code === 'AUXILIARY_NOT_ALLOWED' && mayWait;
    if (refusal && !draft) throw refused(refusal);
    return {
      categoryCode,
      handlingCode,
      ladder: handling.ladder,
      enforcement: handling.enforcement,
      officerIds: draft ? [] : this.enforcement.officersOf(act, call),
      recorders,
      recorderSkipReason: recorderSkipReason ?? null,
      incident: categoryCode === INCIDENT_CATEGORY,
      state: draft ? 'draft_for_officer' : 'recorded',
      at,
      ...(happenedAt !== undefined && { happenedAt }),
    };
  }

  private async checkHandler(entry: Found, { actor }: Call): Promise<void> {
    const handlerId = handlerOf(entry);
    if (handlerId === actor.personId) return;
    const name = (await this.org.nameOf(handlerId)) ?? '执法员';
    const message = `这一条由${name}接手了，处置、执法员、记录仪、时间请${name}改`;
    throw new AppError('FORBIDDEN', { message });
  }
}

/** The photos that are not in it yet. */
function addedTo({ photos }: Found, { addedPhotos = [] }: Body) {
  const known = new Set(photos.map(({ mediaId }) => mediaId));
  const added = addedPhotos.filter(({ mediaId }) => !known.has(mediaId));
  if (photos.length + added.length > MAX_ENTRY_PHOTOS) {
    const message = `一条记录最多 ${MAX_ENTRY_PHOTOS} 张照片`;
    throw invalid('body.addedPhotos', 'too_many', message);
  }
  return added;
}

function beforeOf(entry: Found, change: Change, { text }: Body): EntryBefore {
  const changed = KEPT.filter(
    (field) =>
      (field === 'text' && text !== undefined) ||
      (field in change && !storedAlike(change[field], entry[field])),
  );
  const hasCodes = CODES.some((code) => changed.includes(code));
  return {
    ...Object.fromEntries(changed.map((field) => [field, entry[field]])),
    ...(hasCodes && { catalogueVersion: entry.catalogueVersion }),
  };
}
