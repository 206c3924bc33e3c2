import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { grantsAfterLeaving } from '@qiangji/shared-types';
import { bureauOf, isWithin } from '../../platform/actor';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { storedAlike } from '../../platform/mongo';
import { importRefused, readWorkbook, receiveWorkbook } from '../../platform/xlsx';
import type { PersonDocument } from './org.collection';
import { OrgRepository } from './org.repository';
import { RosterRepository, type RosterWrite } from './roster.repository';
import { RosterReader, unitFinder, type RosterRow } from './roster.rows';
import { judgeGrants, judgeKeeping, newPerson } from './roster.rules';
import { RosterService } from './roster.service';
import { COLUMNS, HELP_SHEETS } from './roster.words';

const MAX_ROWS = 5_000;

const FINISH_IT = '名册刚被别人改过，只导了一部分。再导入一次这张表，就接着办完';

/**
 * Takes a roster from .xlsx: everything is checked before anything is written. Each person is then written
 * as a whole, and whatever came in between is finished by importing the same sheet again.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RosterImportService {
  @Inject()
  repository: RosterRepository;

  @Inject()
  orgRepository: OrgRepository;

  @Inject()
  roster: RosterService;

  /** Throws `IMPORT_INVALID` naming each wrong cell, `BODY_TOO_LARGE` and `VERSION_CONFLICT`. */
  async importRoster(call: Call) {
    const file = await receiveWorkbook(call.request);
    const book = await readWorkbook(file, { headings: COLUMNS, maxRows: MAX_ROWS });
    const units = await this.orgRepository.listUnits(call.scope);
    const reader = new RosterReader(unitFinder(units));
    const rows = book.rows.map((row) => reader.read(row));
    const known = await this.knownOf(rows);
    const phoneHolders = await this.repository.listByPhones(
      rows.map((row) => row.phone).filter((phone) => typeof phone === 'string'),
    );
    const serving = rows.filter((row) => known.get(row.staffNumber)?.active !== false);
    const idHolders = await this.repository.listByEnforcementIds(
      serving.flatMap(({ enforcementId }) => enforcementId?.number || []),
    );
    checkTwins(rows, reader);
    checkPhones(rows, phoneHolders, reader);
    checkEnforcementIds(serving, idHolders, reader);
    const at = nowDate();
    const writes = rows.map((row) => writeOf(row, known.get(row.staffNumber), at));
    for (const [index, row] of rows.entries()) {
      checkReach(row, known.get(row.staffNumber), writes[index]!.changes, call, reader);
    }
    if (reader.details.length > 0) throw importRefused(reader.details);
    const result = await this.write(writes);
    const help: readonly string[] = Object.values(HELP_SHEETS);
    const unreadSheets = book.unread.filter((name) => !help.includes(name));
    return unreadSheets.length > 0 ? { ...result, unreadSheets } : result;
  }

  private async knownOf(rows: readonly RosterRow[]): Promise<Map<string, PersonDocument>> {
    const found = await this.repository.listByStaffNumbers(rows.map((row) => row.staffNumber));
    return new Map(found.map((person) => [person.staffNumber, person]));
  }

  /** Everything after the people follows from them, whether this sheet wrote them or one before. */
  private async write(rows: readonly RowWrite[]) {
    const writes = rows.filter((row) => row.changes);
    await this.repository.savePhonesFreed(writes);
    // Stamped as it is written: others look for what changed by it.
    const at = nowDate();
    for (const { person } of writes) person.updatedAt = at;
    const whole = await this.repository.savePeople(writes);
    if (!whole) throw new AppError('VERSION_CONFLICT', { message: FINISH_IT });
    await this.roster.settleLiaisons(rows.map((row) => row.person));
    const created = writes.filter((row) => row.before === null).length;
    return {
      created,
      updated: writes.length - created,
      unchanged: rows.length - writes.length,
      ended: writes.filter((row) => row.ended).length,
      suspended: rows.filter(({ person }) => !person.active).length,
    };
  }
}

interface RowWrite extends RosterWrite {
  /** Whether it changes anything. */
  changes: boolean;
  /** Whether leaving a unit ends leading it or being its liaison. */
  ended: boolean;
}

function checkTwins(rows: readonly RosterRow[], reader: RosterReader): void {
  const numbers = new Map<string, number>();
  const phones = new Map<string, number>();
  for (const { row, staffNumber, phone } of rows) {
    const twin = numbers.get(staffNumber);
    if (twin) reader.wrong(row, '工号', 'repeated', `和第 ${twin} 行的工号一样`);
    else numbers.set(staffNumber, row);
    if (typeof phone !== 'string') continue;
    const other = phones.get(phone);
    if (other) reader.wrong(row, '手机号', 'repeated', `和第 ${other} 行的手机号一样`);
    else phones.set(phone, row);
  }
}

/** A number held by somebody whom this sheet does not give another one. */
function checkPhones(
  rows: readonly RosterRow[],
  holders: readonly PersonDocument[],
  reader: RosterReader,
): void {
  const byNumber = new Map(rows.map((row) => [row.staffNumber, row]));
  const taken = new Map(holders.map((person) => [person.phone, person]));
  for (const row of rows) {
    const holder = typeof row.phone === 'string' ? taken.get(row.phone) : undefined;
    if (!holder || holder.staffNumber === row.staffNumber) continue;
    const theirs = byNumber.get(holder.staffNumber)?.phone;
    if (theirs === undefined || theirs === row.phone) {
      reader.wrong(row.row, '手机号', 'taken', '这个手机号已是别人的');
    }
  }
}

/** An enforcement ID is one person's: told of whoever is in service, by this sheet or by the roster. */
function checkEnforcementIds(
  rows: readonly RosterRow[],
  holders: readonly PersonDocument[],
  reader: RosterReader,
): void {
  const byNumber = new Map(rows.map((row) => [row.staffNumber, row]));
  const seen = new Map<string, RosterRow>();
  for (const row of rows) {
    const id = row.enforcementId?.number;
    if (!id) continue;
    const twin = seen.get(id);
    if (!twin) seen.set(id, row);
    else if (twin.staffNumber !== row.staffNumber) {
      reader.wrong(row.row, '执法证号', 'repeated', `和第 ${twin.row} 行的执法证号一样`);
      continue;
    }
    const holding = holders.filter(({ enforcementId }) => enforcementId?.number === id);
    // What was stored twice before this was looked at holds up no import that leaves it as it is.
    if (holding.some(({ staffNumber }) => staffNumber === row.staffNumber)) continue;
    const others = holding.filter(
      ({ staffNumber, unitPath }) =>
        bureauOf(unitPath) === bureauOf(row.unitPath) &&
        byNumber.get(staffNumber)?.enforcementId === undefined,
    );
    if (others.length > 0) {
      reader.wrong(row.row, '执法证号', 'taken', '这个执法证号已是别人的');
    }
  }
}

/** Known people elsewhere are not to be pulled over, nor anybody entrusted beyond the keeper. */
function checkReach(
  row: RosterRow,
  known: PersonDocument | undefined,
  changes: boolean,
  call: Call,
  reader: RosterReader,
): void {
  const roots = call.scope.unitPaths ?? [];
  if (known && !roots.some((root) => isWithin(known.unitPath, root))) {
    reader.wrong(row.row, '工号', 'elsewhere', '这个工号在别的单位，请找行动办调动');
    return;
  }
  const notTheirs = known && changes && judgeKeeping(call.actor, known);
  if (notTheirs) reader.wrong(row.row, '工号', 'forbidden', notTheirs);
  const before = known?.grants ?? [];
  const refused = judgeGrants(call.actor, known?._id ?? null, before, row.grants ?? before);
  if (refused) reader.wrong(row.row, '岗位授权', 'forbidden', refused);
}

const changed = (a: unknown, b: unknown) => !storedAlike(a, b);

/** What a row does to a person. */
function writeOf(row: RosterRow, known: PersonDocument | undefined, at: Date): RowWrite {
  const { staffNumber, name, kind, post, unitPath } = row;
  const old = known ?? newPerson({ staffNumber, name, kind, post, unitPath }, at);
  const said = { name, kind, post, unitPath };
  const moved = old.unitPath !== unitPath;
  const remaining = moved ? grantsAfterLeaving(old.grants, old.unitPath) : old.grants;
  const kept = {
    // Suspending deleted the number: an old sheet does not bring it back.
    phone: !old.active ? null : row.phone === undefined ? old.phone : row.phone,
    enforcementId: row.enforcementId === undefined ? old.enforcementId : row.enforcementId,
    grants: row.grants ?? remaining,
  };
  const person: PersonDocument = { ...old, ...said, ...kept, updatedAt: at };
  if (!known) return { person, before: null, endSessions: false, changes: true, ended: false };
  return {
    person,
    before: known,
    changes: changed(known, { ...known, ...said, ...kept }),
    endSessions: moved || known.kind !== kind || changed(known.grants, kept.grants),
    ended: row.grants === undefined && remaining.length < old.grants.length,
  };
}
