import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Anomaly } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import type { Scope } from '../../platform/policy';
import { ChecklistService } from '../standard';
import { anomaliesOf, factsOf } from './anomaly.rules';
import { logStateOf } from './duty-log.rules';
import { EntryRepository, type EntryPart } from './entry.repository';
import { ShiftRepository, type UnreadShift } from './shift.repository';

/** A log that waits for its leader, and why. */
export interface UnreadLog {
  shift: UnreadShift;
  templateName: string;
  anomalies: Anomaly[];
}

/** Unusual logs wait until somebody has read them, whatever day it is by then. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class UnreadService {
  @Inject()
  shifts: ShiftRepository;

  @Inject()
  entries: EntryRepository;

  @Inject()
  checklists: ChecklistService;

  /**
   * Unusual logs of a unit's days that nobody has read, the latest first, and then those of before that came
   * back in these days. One that was returned was read: it waits for its people. An archived one can be read
   * no more.
   */
  async list(
    scope: Scope,
    unitPath: string,
    days: { from: string; to: string },
  ): Promise<UnreadLog[]> {
    const shifts = await this.shifts.listUnread(scope, unitPath, days);
    if (shifts.length === 0) return [];
    const entries = new Map<string, EntryPart[]>();
    for (const entry of await this.entries.listPartsOfShifts(shifts.map(({ _id }) => _id))) {
      entries.set(entry.shiftId, [...(entries.get(entry.shiftId) ?? []), entry]);
    }
    const logs = shifts.map((shift) => this.look(shift, entries.get(shift._id) ?? []));
    return (await Promise.all(logs)).filter(({ anomalies }) => anomalies.length > 0);
  }

  private async look(shift: UnreadShift, entries: readonly EntryPart[]): Promise<UnreadLog> {
    const { shiftTemplates, terms } = await this.checklists.dutyCatalogue(shift.catalogueVersion);
    const facts = entries.map(async (entry) =>
      factsOf(entry, await this.checklists.dutyCatalogue(entry.catalogueVersion)),
    );
    const template = shiftTemplates.find(({ code }) => code === shift.templateCode);
    const archived = logStateOf(shift, terms, now()) === 'archived';
    return {
      shift,
      templateName: template?.name ?? shift.templateCode,
      anomalies: archived ? [] : anomaliesOf(shift, await Promise.all(facts), terms, now()),
    };
  }
}
