import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  clockOf,
  type dutyLogContract,
  type HandlerInput,
  type Shift,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { MediaService } from '../media';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import type { HandoverPart, Matter, ShiftDocument, ShiftEvent } from './duty-log.collection';
import { DutyLogView } from './duty-log.view';
import { EntryNews, uploadersOf } from './entry.news';
import { EntryRepository } from './entry.repository';
import { heirOf } from './matter.rules';
import { allMatters, changed, endersOf, openersOf } from './shift-change.rules';
import { ShiftNews } from './shift.news';
import { ShiftRepository } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;
type Found = WithId<ShiftDocument>;

/** Off duty: the shift counts as open no more, and its log goes to the leader. */
const ended = (at: Date) => ({ endedAt: at, log: 'submitted' as const });

function mattersOf(matters: Input<'requestHandover'>['body']['matters']) {
  return matters.map(({ text, entryId = null }) => ({ text, entryId }));
}

/** Handing a shift over: asked by one, confirmed by another; of two at once one wins. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class HandoverService {
  @Inject()
  repository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  entries: EntryRepository;

  @Inject()
  media: MediaService;

  @Inject()
  news: EntryNews;

  @Inject()
  shiftNews: ShiftNews;

  @Inject()
  notices: NoticeService;

  @Inject()
  org: OrgService;

  @Inject()
  view: DutyLogView;

  /** Those meant for me first. */
  async listWaiting(call: Call): Promise<{ shifts: Shift[] }> {
    const me = call.actor.personId;
    const rows = await this.repository.listWaiting(call.scope, call.actor.unitPath);
    const forMe = (shift: ShiftDocument) => Number(shift.handover?.receiverId === me);
    rows.sort((a, b) => forMe(b) - forMe(a));
    return { shifts: await this.view.shifts(rows) };
  }

  /**
   * Asks somebody to take over, and ends the shift for those on it, also where a colleague's phone has closed it
   * meanwhile. The one who asked may name another receiver until it is confirmed; anybody else is told who was first.
   */
  async request({ params, body }: Input<'requestHandover'>, call: Call): Promise<Shift> {
    const me = call.actor.personId;
    if (body.receiverId === me) throw invalid('body.receiverId', 'not_allowed', '不能交给自己');
    await this.shifts.checkColleagues([body.receiverId], call);
    const at = occurred(call, body.deviceAt).occurredAt;
    const part: HandoverPart = {
      requestedAt: at,
      requestedBy: me,
      receiverId: body.receiverId,
      matters: mattersOf(body.matters),
      note: body.note ?? null,
      confirmedAt: null,
      confirmedBy: null,
    };
    const event = eventOf('handover_requested', at, body.note, body.opId, call);
    const shift = await this.shifts.step('writers', params.shiftId, event, call, async (found) => {
      const again = found.state === 'handover_requested' && found.handover?.requestedBy === me;
      if (closedByOther(found, me)) {
        // The other phone knew of nobody to come; it ended when that one said.
        const matters = allMatters(found.leftOpen ?? [], part.matters);
        return {
          $set: {
            ...cameBack(found, event),
            state: 'handover_requested' as const,
            handover: { ...part, matters },
            leftOpen: [],
          },
        };
      }
      if (found.state !== 'on_duty' && !again) return this.addMatters(found, part.matters, event);
      // Another receiver changes neither when the shift ended nor what its leader said of the log.
      if (again) {
        const {
          receiverId: last = '',
          sparedIds: earlier = [],
          matters = [],
        } = found.handover ?? {};
        // Each once; the latest stands last: that one is told.
        const sparedIds = [...earlier.filter((id) => id !== last), last].filter(
          (id) => id !== body.receiverId,
        );
        // Another phone of the shift may have added to them.
        const all = allMatters(part.matters, matters);
        return { $set: { handover: { ...part, matters: all, sparedIds } } };
      }
      return {
        $set: {
          ...cameBack(found, event),
          state: 'handover_requested' as const,
          handover: part,
          ...ended(at),
        },
      };
    });
    await this.showBack(shift, event);
    await this.tellReceiver(shift);
    await this.tellAdded(shift, event);
    await this.tellSpared(shift);
    await this.showMatters(shift);
    return this.view.shift(shift);
  }

  /** Takes over. Throws `HANDOVER_TAKEN`, saying who did, where somebody was first. */
  async confirm({ params, body }: Input<'confirmHandover'>, call: Call): Promise<Shift> {
    const me = call.actor.personId;
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('handed_over', at, undefined, body.opId, call);
    const shift = await this.shifts.step('squad', params.shiftId, event, call, async (found) => {
      // Tapped twice: the second time it is theirs already.
      if (found.handover?.confirmedBy === me) return null;
      if (found.state !== 'handover_requested') throw await this.taken(found);
      if (found.handover?.requestedBy === me) {
        throw new AppError('FORBIDDEN', { message: '要由接班的人确认，不能自己接自己的班' });
      }
      return {
        $set: {
          state: 'handed_over' as const,
          'handover.confirmedAt': at,
          'handover.confirmedBy': me,
        },
      };
    });
    await this.tellIfOther(shift, me);
    await this.showMatters(shift);
    return this.view.shift(shift);
  }

  /** Ends a shift that none follows. */
  async close({ params, body }: Input<'closeShift'>, call: Call): Promise<Shift> {
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('closed', at, body.note, body.opId, call);
    const shift = await this.shifts.step('writers', params.shiftId, event, call, async (found) => {
      const matters = mattersOf(body.matters);
      if (found.state !== 'on_duty') {
        return this.addMatters(found, matters, event);
      }
      return {
        $set: {
          ...cameBack(found, event),
          state: 'closed' as const,
          leftOpen: matters,
          ...ended(at),
        },
      };
    });
    await this.showBack(shift, event);
    await this.tellAdded(shift, event);
    await this.showMatters(shift);
    return this.view.shift(shift);
  }

  /**
   * Two phones that opened one shift may each end it, the second without knowing: what it leaves open goes to the
   * same receiver. Anybody else is told who was first.
   */
  private async addMatters(found: Found, matters: readonly Matter[], event: ShiftEvent) {
    const { aliases = [], handover, leftOpen = [] } = found;
    if (aliases.length === 0 || !openersOf(found).includes(event.actorId)) {
      throw await this.taken(found);
    }
    if (!handover) return { $set: { leftOpen: allMatters(leftOpen, matters) } };
    const all = allMatters(handover.matters, matters);
    event.addedMatters = all.length - handover.matters.length;
    return { $set: { 'handover.matters': all } };
  }

  /** Whoever is on the shift again by ending it sees its pictures as before. */
  private async showBack(shift: Found, event: ShiftEvent): Promise<void> {
    const back = keptOf(shift.events, event)?.fix?.joinedIds ?? [];
    await this.shiftNews.show(shift, back);
  }

  /** Why a shift cannot be handed over any more, with the name of who did. */
  private async taken({ state, handover, endedAt }: ShiftDocument): Promise<AppError> {
    if (state === 'on_duty') return new AppError('STATE_CONFLICT', { message: '这一班还没有交班' });
    if (!handover) {
      const time = endedAt ? clockOf(endedAt.getTime()) : '';
      return new AppError('STATE_CONFLICT', { message: `这一班 ${time} 已经收班` });
    }
    const { requestedBy, requestedAt, confirmedBy, confirmedAt } = handover;
    const who = (await this.org.personsById([confirmedBy ?? requestedBy])).values().next().value;
    const time = clockOf((confirmedAt ?? requestedAt).getTime());
    const message = confirmedBy
      ? `${time} 已由${who?.name ?? '别人'}接班`
      : `${time} ${who?.name ?? '别人'}已经交班，等人来接`;
    return new AppError('HANDOVER_TAKEN', { message });
  }

  private async tellReceiver(shift: Found): Promise<void> {
    const { handover } = shift;
    if (!handover || handover.confirmedAt) return;
    const people = await this.org.personsById([handover.receiverId, handover.requestedBy]);
    const receiver = people.get(handover.receiverId);
    if (!receiver) return;
    const from = people.get(handover.requestedBy)?.name ?? '';
    const left = handover.matters.length;
    await this.notices.append({
      personId: receiver._id,
      unitPath: receiver.unitPath,
      kind: 'handover',
      title: `${from}交班给你`,
      text: left > 0 ? `有 ${left} 件事要接着办` : '没有遗留的事',
      link: { feature: 'duty-log', id: shift._id },
      key: `duty-log:${shift._id}:handover:${handover.requestedAt.getTime()}`,
    });
  }

  /** Whoever goes on with a shift knows of all that is left to them; told on a repeat, too. */
  private async tellAdded({ _id, handover, events }: Found, event: ShiftEvent): Promise<void> {
    const { actorId, opId } = event;
    const kept = keptOf(events, event);
    if (!handover || !kept?.addedMatters) return;
    const personId = heirOf(handover);
    const people = await this.org.personsById([personId, actorId]);
    const receiver = people.get(personId);
    if (!receiver || personId === actorId) return;
    await this.notices.append({
      personId,
      unitPath: receiver.unitPath,
      kind: 'handover',
      title: `${people.get(actorId)?.name ?? '同事'}又交代了 ${kept.addedMatters} 件事`,
      text: '是你接的这一班留下的，点开看',
      link: { feature: 'duty-log', id: _id },
      key: `duty-log:${_id}:matters:${opId}`,
    });
  }

  /** The one who was named before need not come; told on a repeat, too, whatever a crash left out. */
  private async tellSpared({ _id, handover }: Found): Promise<void> {
    const personId = handover?.sparedIds?.at(-1);
    if (!handover || personId === undefined || handover.confirmedAt) return;
    const people = await this.org.personsById([
      personId,
      handover.receiverId,
      handover.requestedBy,
    ]);
    const spared = people.get(personId);
    if (!spared) return;
    await this.notices.append({
      personId,
      unitPath: spared.unitPath,
      kind: 'handover',
      title: `${people.get(handover.requestedBy)?.name ?? '同事'}的班不用你接了`,
      text: `改由${people.get(handover.receiverId)?.name ?? '别人'}接`,
      link: { feature: 'duty-log', id: _id },
      key: `duty-log:${_id}:spared:${handover.requestedAt.getTime()}`,
    });
  }

  /** Whoever goes on with a matter sees the pictures of it; those who were named before see them no more. */
  private async showMatters(saved: Found): Promise<void> {
    let shift: Found | null = saved;
    // Again where somebody changed it meanwhile: two who ask and confirm at once each end with what holds in the end.
    for (let attempt = 1; shift?.handover && attempt <= MAX_ATTEMPTS; attempt++) {
      await this.showMattersOf(shift, shift.handover);
      const now: Found | null = await this.repository.findUnscoped(saved._id);
      if (now?.version === shift.version) return;
      shift = now;
    }
  }

  private async showMattersOf(shift: Found, handover: HandoverPart): Promise<void> {
    const personId = heirOf(handover);
    const left = new Set(handover.matters.map((matter) => matter.entryId));
    const entries = await this.entries.listOfShifts([shift._id]);
    for (const entry of entries) {
      const ids = entry.photos.map((photo) => photo.mediaId);
      if (ids.length === 0 || !left.has(entry._id)) continue;
      for (const uploader of uploadersOf(entry)) {
        await this.media.grantTo(uploader, ids, [personId]);
      }
    }
    // The one who takes over, too: another time fewer matters may be left to them.
    const named = [handover.receiverId, ...(handover.sparedIds ?? []), personId];
    await this.news.hidePhotos(shift, entries, [...new Set(named)]);
  }

  /** The one who handed over should know where it went, if not where it was meant to go. */
  private async tellIfOther({ _id, handover }: Found, takerId: string): Promise<void> {
    if (!handover || handover.receiverId === takerId) return;
    const people = await this.org.personsById([takerId, handover.requestedBy]);
    const asker = people.get(handover.requestedBy);
    if (!asker) return;
    await this.notices.append({
      personId: asker._id,
      unitPath: asker.unitPath,
      kind: 'handover',
      title: `你的班由${people.get(takerId)?.name ?? '同事'}接了`,
      text: '不是原来写的接班人',
      link: { feature: 'duty-log', id: _id },
      key: `duty-log:${_id}:taken`,
    });
  }
}

const MAX_ATTEMPTS = 4;

/**
 * Whoever ends a shift was on it, also where somebody took them off while their phone had no network: they are on
 * it again by the same step.
 */
function cameBack(found: Found, event: ShiftEvent): Partial<ShiftDocument> {
  const change = changed(found, { joinedIds: [event.actorId], absentIds: [] });
  if (!change) return {};
  event.fix = change.fix;
  return change.set;
}

function keptOf(events: readonly ShiftEvent[], { actorId, opId }: ShiftEvent) {
  return events.find((one) => one.actorId === actorId && one.opId === opId);
}

/** Closed by a colleague's phone, without this person's knowing. */
function closedByOther({ state, events }: ShiftDocument, personId: string): boolean {
  return state === 'closed' && !endersOf({ events }).includes(personId);
}
