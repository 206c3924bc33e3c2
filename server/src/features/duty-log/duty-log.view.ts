import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { DutyCatalogue, Entry, Shift, ShiftSummary } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { OrgService } from '../org';
import { ChecklistService } from '../standard';
import type { EntryDocument, ShiftDocument } from './duty-log.collection';
import {
  idsIn,
  presentEntry,
  presentShift,
  presentSummary,
  type Names,
} from './duty-log.presenter';
import { EntryRepository } from './entry.repository';
import type { ShiftRow } from './shift.repository';

/** Gathers the names that records refer to, and presents them: one query for people, one for entries. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DutyLogView {
  @Inject()
  entries: EntryRepository;

  @Inject()
  org: OrgService;

  @Inject()
  checklists: ChecklistService;

  async shift(shift: ShiftDocument): Promise<Shift> {
    const [shown] = await this.shifts([shift]);
    return shown!;
  }

  /** Shifts with their entries. */
  async shifts(shifts: readonly ShiftDocument[]): Promise<Shift[]> {
    const entries = await this.entries.listOfShifts(shifts.map((shift) => shift._id));
    const names = await this.namesOf(shifts, entries);
    return shifts.map((shift) =>
      presentShift(
        shift,
        entries.filter((entry) => entry.shiftId === shift._id),
        names,
      ),
    );
  }

  async summaries(shifts: readonly ShiftRow[]): Promise<ShiftSummary[]> {
    const [counts, names] = await Promise.all([
      this.entries.countOfShifts(shifts.map((shift) => shift._id)),
      this.names(
        shifts.flatMap((shift) => shift.memberIds),
        shifts.map((shift) => shift.catalogueVersion),
      ),
    ]);
    return shifts.map((shift) => presentSummary(shift, names, counts.get(shift._id)));
  }

  async entry(entry: EntryDocument): Promise<Entry> {
    const [shown] = await this.listed([entry]);
    return shown!;
  }

  async listed(entries: readonly EntryDocument[]): Promise<Entry[]> {
    const names = await this.namesOf([], entries);
    return entries.map((entry) => presentEntry(entry, names));
  }

  async namesOf(
    shifts: readonly ShiftDocument[],
    entries: readonly EntryDocument[],
  ): Promise<Names> {
    const before = entries.flatMap(({ events }) => events.map((one) => one.before));
    const versions = [...shifts, ...entries, ...before].map((one) => one?.catalogueVersion);
    return this.names(idsIn(shifts, entries), versions);
  }

  private async names(
    personIds: readonly string[],
    versions: readonly (number | undefined)[],
  ): Promise<Names> {
    const catalogues = new Map<number, DutyCatalogue>();
    for (const version of new Set(versions)) {
      if (version) catalogues.set(version, await this.checklists.dutyCatalogue(version));
    }
    const [people, units] = await Promise.all([
      this.org.personsById(personIds),
      this.org.unitsByPath(),
    ]);
    return {
      people,
      unitName: (path) => units.get(path)?.name ?? path,
      catalogue: (version) => catalogues.get(version)!,
      nowMs: now(),
    };
  }
}
