import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  DAY_MS,
  dayOf,
  type dutyLogContract,
  type HandlerInput,
  type LeftMatter,
} from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { groupBy } from '../../platform/group-by';
import { occurred, type Call } from '../../platform/http';
import { SharedReads } from '../../platform/mongo';
import { OrgService } from '../org';
import type { EntryDocument } from './duty-log.collection';
import { DutyLogView } from './duty-log.view';
import { EntryRepository } from './entry.repository';
import { heirOf, unsettledTexts } from './matter.rules';
import { ShiftRepository, type LeavingShift } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

/** How long a matter that nobody settles stays on the list. */
const KEPT_DAYS = 30;
const MOST = 50;

/** Who said at the end what is left. */
const leaverOf = ({ actorId, handover }: LeavingShift) => handover?.requestedBy ?? actorId;

/** Shifts that ended, and what was still open of what they wrote. */
interface Left {
  shifts: LeavingShift[];
  entries: EntryDocument[];
}

/** What shifts left undone: the whole squadron's, until somebody says that it is done. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MatterService {
  @Inject()
  entries: EntryRepository;

  @Inject()
  org: OrgService;

  @Inject()
  repository: ShiftRepository;

  @Inject()
  shifts: ShiftService;

  @Inject()
  view: DutyLogView;

  private readonly shared = new SharedReads();

  async list(call: Call): Promise<{ matters: LeftMatter[] }> {
    const { personId: me } = call.actor;
    const { shifts, entries } = await this.leftTo(call);
    const people = await this.org.personsById(shifts.map(leaverOf));
    const written = groupBy(await this.view.listed(entries), (entry) => entry.shiftId);
    const matters = shifts.flatMap((shift): LeftMatter[] => {
      const { _id: shiftId, handover, endedAt } = shift;
      const toMe = handover !== null && heirOf(handover) === me;
      // Only ended ones are asked for.
      const of = { shiftId, at: endedAt!.toISOString(), toMe };
      const personId = leaverOf(shift);
      const from = { personId, name: people.get(personId)?.name ?? '' };
      return [
        ...(written.get(shiftId) ?? []).map(({ id, text, section, author, ...entry }) => {
          const what = `${entry.category.name}，${entry.handling.name}`;
          const words = text ? `${what}：${text}` : what;
          return { ...of, from: author, text: words, entryId: id, section };
        }),
        ...unsettledTexts(shift).map((text) => ({
          ...of,
          from,
          text,
          entryId: null,
          section: null,
        })),
      ];
    });
    matters.sort((a, b) => Number(b.toMe) - Number(a.toMe) || b.at.localeCompare(a.at));
    return { matters: matters.slice(0, MOST) };
  }

  /** Of the squadron, whose people all look as one shift goes and the next comes, and what was handed to oneself. */
  private async leftTo({ actor: { unitPath }, scope }: Call): Promise<Left> {
    const from = dayOf(now() - KEPT_DAYS * DAY_MS);
    const { unitPaths } = scope;
    const key = JSON.stringify([unitPath, unitPaths, from]);
    const [ofUnit, toMe] = await Promise.all([
      this.shared.read(key, async () =>
        this.leftOf(await this.repository.listLeavingOfUnit({ unitPaths }, unitPath, from)),
      ),
      this.repository.listLeavingTo(scope, from),
    ]);
    const known = new Set(ofUnit.shifts.map((shift) => shift._id));
    const others = await this.leftOf(toMe.filter((shift) => !known.has(shift._id)));
    return {
      shifts: [...ofUnit.shifts, ...others.shifts],
      entries: [...ofUnit.entries, ...others.entries],
    };
  }

  private async leftOf(shifts: LeavingShift[]): Promise<Left> {
    return {
      shifts,
      entries: await this.entries.listOpenOfShifts(shifts.map((shift) => shift._id)),
    };
  }

  /** Settled by two at once it is settled once: who came second wanted nothing else. */
  async settle({ params, body }: Input<'settleLeft'>, call: Call) {
    const { text } = body;
    const at = occurred(call, body.deviceAt).occurredAt;
    const event = eventOf('matter_settled', at, text, body.opId, call);
    await this.shifts.step('squad', params.shiftId, event, call, async (found) => {
      if (found.settledTexts?.includes(text)) return null;
      if (!unsettledTexts(found).includes(text)) throw new AppError('STATE_CONFLICT');
      return { $addToSet: { settledTexts: text } };
    });
    return this.list(call);
  }
}
