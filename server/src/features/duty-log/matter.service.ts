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
import { occurred, type Call } from '../../platform/http';
import { DutyLogView } from './duty-log.view';
import { EntryRepository } from './entry.repository';
import { heirOf, unsettledTexts } from './matter.rules';
import { ShiftRepository } from './shift.repository';
import { eventOf, ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

/** How long a matter that nobody settles stays on the list. */
const KEPT_DAYS = 30;
const MOST = 50;

/** What shifts left undone: the whole squadron's, until somebody says that it is done. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MatterService {
  @Inject()
  entries: EntryRepository;

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
    const entries = await this.entries.listOpenOfShifts(shifts.map((shift) => shift._id));
    const byId = new Map(shifts.map((shift) => [shift._id, shift]));
    const names = await this.view.namesOf([], entries);
    const people = await this.view.org.personsById(
      shifts.map((shift) => shift.handover?.requestedBy ?? shift.actorId),
    );
    const of = (shiftId: string, personId: string, name = '') => {
      const shift = byId.get(shiftId);
      const at = (shift?.endedAt ?? new Date(now())).toISOString();
      const toMe = shift !== undefined && heirOf(shift) === me;
      return { shiftId, from: { personId, name }, at, toMe };
    };
    const written = entries.map((entry): LeftMatter => {
      const { categories, handlings } = names.catalogue(entry.catalogueVersion);
      const nameOf = (list: typeof categories | typeof handlings, code: string) =>
        list.find((one) => one.code === code)?.name ?? code;
      const what = `${nameOf(categories, entry.categoryCode)}，${nameOf(handlings, entry.handlingCode)}`;
      return {
        ...of(entry.shiftId, entry.actorId, names.people.get(entry.actorId)?.name),
        text: entry.text ? `${what}：${entry.text}` : what,
        entryId: entry._id,
        section: entry.section,
      };
    });
    const said = shifts.flatMap((shift) => {
      const byWhom = shift.handover?.requestedBy ?? shift.actorId;
      return unsettledTexts(shift).map((text): LeftMatter => ({
        ...of(shift._id, byWhom, people.get(byWhom)?.name),
        text,
        entryId: null,
        section: null,
      }));
    });
    const matters = [...written, ...said].sort(
      (a, b) => Number(b.toMe) - Number(a.toMe) || b.at.localeCompare(a.at),
    );
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
