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
import { OrgService } from '../org';
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

  async list(call: Call): Promise<{ matters: LeftMatter[] }> {
    const { personId: me, unitPath } = call.actor;
    const from = dayOf(now() - KEPT_DAYS * DAY_MS);
    const shifts = await this.repository.listLeaving(call.scope, unitPath, from);
    const [entries, people] = await Promise.all([
      this.entries.listOpenOfShifts(shifts.map((shift) => shift._id)),
      this.org.personsById(shifts.map(leaverOf)),
    ]);
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
