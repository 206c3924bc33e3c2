import { addDays, dayOf, dayStart } from '@qiangji/shared-types';
import { groupBy } from '../../platform/group-by';
import { eachDutyOnce } from './doubles.rules';
import {
  partNames,
  type DutyPart,
  type PartName,
  type Parts,
  type QuizPart,
  type SelfCheckPart,
  type SpotPart,
  type StudyPart,
  type TopicTally,
} from './review.collection';

/** `<personId>:<day>`. */
export type DayKey = string;
export type PartsByDay<P> = Map<DayKey, P>;

export function dayKey(personId: string, day: string): DayKey {
  return `${personId}:${day}`;
}

/** One unit for a day's records: where they disagree, always the same one. */
function unitOf(rows: readonly { unitPath: string }[]): string {
  return rows.map((row) => row.unitPath).sort()[0] ?? '';
}

const distinct = (names: readonly string[]) => [...new Set(names)].sort();

export interface ReadRecord {
  personId: string;
  unitPath: string;
  slug: string;
  at: Date;
}

/** When any version of a piece was learnt, of the days asked for. */
export function learntOn(
  { doneAt, learntBefore = [] }: { doneAt: Date | null; learntBefore?: Date[] },
  { from, to }: { from?: string | null; to?: string | null },
): Date[] {
  return [...learntBefore, ...(doneAt ? [doneAt] : [])].filter((at) => {
    const day = dayOf(at.getTime());
    return (!from || from <= day) && (!to || day <= to);
  });
}

/** Pieces read in on each day, and those learnt on it. */
export function studyParts(
  reports: readonly ReadRecord[],
  learnt: readonly ReadRecord[],
): PartsByDay<StudyPart> {
  const key = (row: ReadRecord) => dayKey(row.personId, dayOf(row.at.getTime()));
  const done = groupBy(learnt, key);
  const days = groupBy([...reports, ...learnt], key);
  return new Map(
    [...days].map(([day, rows]) => [
      day,
      {
        unitPath: unitOf(rows),
        touched: distinct(rows.map((row) => row.slug)),
        done: distinct((done.get(day) ?? []).map((row) => row.slug)),
      },
    ]),
  );
}

export interface AnswerRecord {
  personId: string;
  unitPath: string;
  questionCode: string;
  topic: string;
  opId: string;
  chosen: string[];
  right: boolean;
  occurredAt: Date;
}

/** How long after its last answer a question counts as mastered; null: it does not. */
export type Mastered = (answers: readonly AnswerRecord[]) => Date | null;

const inTime = (a: AnswerRecord, b: AnswerRecord) =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || (a.opId < b.opId ? -1 : 1);

function topicsOf(answers: readonly AnswerRecord[]): TopicTally[] {
  return [...groupBy(answers, (one) => one.topic)]
    .map(([topic, rows]) => {
      const lastRight = rows.map((row) => row.right).lastIndexOf(true);
      return {
        topic,
        answers: rows.length,
        right: rows.filter((row) => row.right).length,
        wrongTail: rows.length - 1 - lastRight,
      };
    })
    .sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/**
 * Practice of each day from `from` on, with mastery as it stood at the day's end. `answers` holds all
 * there are of each person, since mastery grows from the first one.
 */
export function quizParts(
  answers: readonly AnswerRecord[],
  from: string,
  mastered: Mastered,
): PartsByDay<QuizPart> {
  const parts: PartsByDay<QuizPart> = new Map();
  for (const [personId, own] of groupBy(answers, (one) => one.personId)) {
    const days = groupBy([...own].sort(inTime), (one) => dayOf(one.occurredAt.getTime()));
    const met = new Map<string, AnswerRecord[]>();
    const until = new Map<string, Date | null>();
    for (const [day, rows] of days) {
      const touched = new Set(rows.map((row) => row.questionCode));
      for (const row of rows) {
        met.set(row.questionCode, [...(met.get(row.questionCode) ?? []), row]);
      }
      for (const code of touched) until.set(code, mastered(met.get(code) ?? []));
      if (day < from) continue;
      const end = dayStart(addDays(day, 1));
      parts.set(dayKey(personId, day), {
        unitPath: unitOf(rows),
        answers: rows.length,
        right: rows.filter((row) => row.right).length,
        met: met.size,
        mastered: [...until.values()].filter((at) => at !== null && at.getTime() > end).length,
        topics: topicsOf(rows),
      });
    }
  }
  return parts;
}

export interface CheckRecord {
  personId: string;
  unitPath: string;
  day: string;
  kind: 'readiness' | 'conduct' | 'periodic';
}

export interface CorrectionRecord {
  personId: string;
  unitPath: string;
  day: string;
  done: boolean;
}

export function selfCheckParts(
  checks: readonly CheckRecord[],
  corrections: readonly CorrectionRecord[],
): PartsByDay<SelfCheckPart> {
  const key = (row: { personId: string; day: string }) => dayKey(row.personId, row.day);
  const checksOf = groupBy(checks, key);
  const foundOf = groupBy(corrections, key);
  const days = new Set([...checksOf.keys(), ...foundOf.keys()]);
  return new Map(
    [...days].map((day) => {
      const own = checksOf.get(day) ?? [];
      const found = foundOf.get(day) ?? [];
      const count = (kind: CheckRecord['kind']) => own.filter((one) => one.kind === kind).length;
      return [
        day,
        {
          unitPath: unitOf([...own, ...found]),
          readiness: count('readiness'),
          conduct: count('conduct'),
          periodic: count('periodic'),
          found: found.length,
          fixed: found.filter((one) => one.done).length,
        },
      ];
    }),
  );
}

export interface ShiftRecord {
  shiftId: string;
  actorId: string;
  memberIds: string[];
  unitPath: string;
  day: string;
  templateCode: string;
  /** When it was opened. */
  occurredAt: Date;
  endedAt: Date | null;
  /** Its template ends on the day after. */
  night: boolean;
  returned: boolean;
}

export interface EntryRecord {
  shiftId: string;
  personId: string;
  enforcement: boolean;
}

/** Duties of everybody on them, among the people asked for, each once; entries are their writer's, of every shift. */
export function dutyParts(
  shifts: readonly ShiftRecord[],
  entries: readonly EntryRecord[],
  personIds: ReadonlySet<string>,
): PartsByDay<DutyPart> {
  const entriesOf = groupBy(entries, (one) => one.shiftId);
  const mine = shifts.flatMap((shift) =>
    shift.memberIds.filter((id) => personIds.has(id)).map((personId) => ({ personId, shift })),
  );
  const days = groupBy(mine, (one) => dayKey(one.personId, one.shift.day));
  return new Map(
    [...days].map(([day, rows]) => {
      const own = eachDutyOnce(
        rows.map((row) => row.shift),
        rows[0]?.personId ?? '',
        ({ shiftId }) => shiftId,
      );
      const written = rows.flatMap(({ personId, shift }) =>
        (entriesOf.get(shift.shiftId) ?? []).filter((entry) => entry.personId === personId),
      );
      const complete = own.filter(
        ({ shiftId, endedAt, returned }) => endedAt !== null && !returned && entriesOf.has(shiftId),
      );
      return [
        day,
        {
          unitPath: unitOf(own),
          shifts: own.length,
          nights: own.filter((shift) => shift.night).length,
          ended: own.filter(({ endedAt }) => endedAt !== null).length,
          complete: complete.length,
          entries: written.length,
          enforcement: written.filter((entry) => entry.enforcement).length,
        },
      ];
    }),
  );
}

export interface TallyRecord {
  personId: string;
  unitPath: string;
  day: string;
  checked: number;
  passed: number;
}

export function spotParts(tallies: readonly TallyRecord[]): PartsByDay<SpotPart> {
  const days = groupBy(tallies, (one) => dayKey(one.personId, one.day));
  const sum = (rows: readonly TallyRecord[], field: 'checked' | 'passed') =>
    rows.reduce((total, row) => total + row[field], 0);
  return new Map(
    [...days].map(([day, rows]) => [
      day,
      { unitPath: unitOf(rows), checked: sum(rows, 'checked'), passed: sum(rows, 'passed') },
    ]),
  );
}

export const NO_PARTS: Parts = { selfCheck: null, quiz: null, study: null, duty: null, spot: null };

/** What a day's parts come to; null where nothing is left of it. */
export function dayOfParts(parts: Parts): { unitPath: string; parts: Parts; ready: number } | null {
  const present = partNames.map((name) => parts[name]).filter((part) => part !== null);
  const [first] = present;
  if (!first) return null;
  const { selfCheck, duty } = parts;
  return {
    // A person's own records know their unit best; a partner's shift or a check comes last.
    unitPath: first.unitPath,
    parts,
    ready: Math.min(selfCheck?.readiness ?? 0, duty?.shifts ?? 0),
  };
}

/** Puts newly derived parts of some jobs in the place of the old ones. */
export function replaceParts(
  old: Parts,
  names: readonly PartName[],
  derived: Partial<Parts>,
): Parts {
  const next = { ...old };
  for (const name of names) Object.assign(next, { [name]: derived[name] ?? null });
  return next;
}
