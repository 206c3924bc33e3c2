import { setTimeout as pause } from 'node:timers/promises';
import { Destroy, Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { addDays, dayOf, dayStart, weekStart } from '@qiangji/shared-types';
import { onRecordChanged, type RecordChanged } from '../../platform/events';
import type { Job } from '../../platform/jobs';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { storedAlike, writesBetween, type DayRange, type DerivedWrite } from '../../platform/mongo';
import { foldMemory, QuizSettingsService } from '../quiz';
import { ReviewDayRepository } from './day.repository';
import {
  dayKey,
  dayOfParts,
  dutyParts,
  NO_PARTS,
  quizParts,
  replaceParts,
  selfCheckParts,
  spotParts,
  studyParts,
  type PartsByDay,
} from './parts.rules';
import { RecordRepository } from './record.repository';
import {
  partNames,
  type PartName,
  type Parts,
  type ReviewDayDocument,
  type ReviewWeekDocument,
} from './review.collection';
import { weeksOf } from './span.rules';
import { ReviewWeekRepository } from './week.repository';

/** Features that tell of changes, and the part of a day that follows from them. */
const PART_OF: Record<string, PartName> = {
  study: 'study',
  quiz: 'quiz',
  'self-check': 'selfCheck',
  'duty-log': 'duty',
  'spot-check': 'spot',
};

/** Rows are derived for so many people at once. */
const CHUNK = 20;

/** The reconciling job looks so many days back. */
export const RECONCILE_DAYS = 35;

const MAX_ATTEMPTS = 6;

/** It rests so many times as long as it worked: those who are on duty at night wait for nothing. */
const REST = 3;

/** What is done between two chunks, after one that took so long (ms). */
type Rest = (tookMs: number) => Promise<unknown>;
const atOnce: Rest = () => Promise.resolve();

async function inChunks(
  personIds: readonly string[],
  rest: Rest,
  work: (chunk: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let index = 0; index < personIds.length; index += CHUNK) {
    const began = performance.now();
    await work(personIds.slice(index, index + CHUNK));
    await rest(performance.now() - began);
  }
}

/** Half past three in the morning in Shanghai, when the fewest look at anything (ms after midnight). */
const NIGHT_MS = 3.5 * 3_600_000;

/** The next night's hour after a moment. */
export function nextNight(at: Date): Date {
  const today = dayOf(at.getTime());
  const tonight = dayStart(today) + NIGHT_MS;
  return new Date(at.getTime() < tonight ? tonight : dayStart(addDays(today, 1)) + NIGHT_MS);
}

/**
 * Keeps `review_days`, and `review_weeks` which are folded from them, true to the records: a change
 * derives its person's days anew, a job mends what was missed, and a rebuild gives the same figures,
 * since all three run the same derivation.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ReviewDayService {
  @Inject()
  records: RecordRepository;

  @Inject()
  repository: ReviewDayRepository;

  @Inject()
  weeks: ReviewWeekRepository;

  @Inject()
  practice: QuizSettingsService;

  private readonly waiting = new Map<string, { personId: string; part: PartName } & DayRange>();
  private working: Promise<void> | undefined;
  private stopListening: (() => void) | undefined;

  start(): void {
    this.stopListening ??= onRecordChanged((change) => {
      this.note(change);
      return Promise.resolve();
    });
  }

  @Destroy()
  async stop(): Promise<void> {
    this.stopListening?.();
    this.stopListening = undefined;
    this.waiting.clear();
    await this.working;
  }

  /**
   * Notes what has to be derived. It happens beside the request that changed the record: nobody waits
   * for a rollup, and many changes of one person become one derivation.
   */
  private note({ feature, personId, day }: RecordChanged): void {
    const part = PART_OF[feature];
    if (!part) return;
    const key = `${part}:${personId}`;
    this.waiting.set(key, { personId, part, ...spread(part, day, this.waiting.get(key)) });
    this.working ??= this.work();
  }

  private async work(): Promise<void> {
    // Lets the burst that woke us gather.
    await Promise.resolve();
    for (let [next] = this.waiting; next; [next] = this.waiting) {
      const [key, { personId, part, from, to }] = next;
      this.waiting.delete(key);
      try {
        await this.derive([part], [personId], { from, to });
      } catch (error) {
        log().warn({ part, reason: reasonOf(error) }, 'a rollup waits for the reconciling job');
      }
    }
    this.working = undefined;
  }

  /** Resolves when everything noted so far is derived. */
  async settled(): Promise<void> {
    await this.working;
  }

  /** Derives all days of a range from the records, for everybody, chunk by chunk. */
  async rebuild(from: string, to: string, rest: Rest = atOnce): Promise<void> {
    const personIds = await this.records.listPersonIds();
    await inChunks(personIds, rest, (chunk) => this.derive(partNames, chunk, { from, to }));
  }

  /** What a migration asked for, once, on from where the last night stopped or was beaten. */
  private async rebuildDutiesDue(rest: Rest): Promise<void> {
    const after = await this.repository.findDutiesDue();
    if (after === null) return;
    const left = (await this.records.listPersonIds()).filter((personId) => personId > after);
    let whole = true;
    await inChunks(left, rest, async (chunk) => {
      whole = (await this.derive(['duty'], chunk, {})) && whole;
      if (whole) await this.repository.saveDutiesDue(chunk.at(-1) ?? '');
    });
    if (whole) await this.repository.removeDutiesDue();
  }

  job(): Job {
    return {
      name: 'review.reconcile',
      leaseMs: 2 * 3_600_000,
      dueAfter: nextNight,
      run: async ({ at, signal }) => {
        const today = dayOf(at.getTime());
        const rest: Rest = (tookMs) => pause(tookMs * REST, undefined, { signal });
        await this.rebuild(addDays(today, -RECONCILE_DAYS), today, rest);
        await this.rebuildDutiesDue(rest);
      },
    };
  }

  /** Derives the named parts of days, then the weeks that these days are of; answers whether all was saved. */
  private async derive(
    names: readonly PartName[],
    personIds: readonly string[],
    range: DayRange,
  ): Promise<boolean> {
    const daysSaved = await untilSaved(personIds, async () => {
      const rows = await this.repository.listUnscoped(personIds, range);
      const derived = await this.derivedParts(names, personIds, range);
      return this.repository.save(dayWrites(names, rows, derived));
    });
    const { from, to } = range;
    const mondays = { from: from && weekStart(from), to: to && weekStart(to) };
    const weeksSaved = await untilSaved(personIds, async () => {
      const weeks = await this.weeks.listUnscoped(personIds, mondays);
      const days = { from: mondays.from, to: mondays.to && addDays(mondays.to, 6) };
      const derived = weeksOf(await this.repository.listUnscoped(personIds, days));
      return this.weeks.save(writesBetween<ReviewWeekDocument>(weeks, derived, sameButVersion));
    });
    return daysSaved && weeksSaved;
  }

  private async derivedParts(
    names: readonly PartName[],
    personIds: readonly string[],
    range: DayRange,
  ): Promise<Map<string, Partial<Parts>>> {
    const byDay = new Map<string, Partial<Parts>>();
    for (const name of names) {
      const parts: PartsByDay<Parts[PartName]> = await this.partsOf(name, personIds, range);
      for (const [key, part] of parts) byDay.set(key, { ...byDay.get(key), [name]: part });
    }
    return byDay;
  }

  private async partsOf(name: PartName, personIds: readonly string[], range: DayRange) {
    const { records } = this;
    switch (name) {
      case 'study': {
        const [reports, learnt] = await Promise.all([
          records.listReports(personIds, range),
          records.listLearnt(personIds, range),
        ]);
        return studyParts(reports, learnt);
      }
      case 'quiz': {
        const [answers, rules] = await Promise.all([
          records.listAnswers(personIds, range.to ?? null),
          this.practice.history(),
        ]);
        return quizParts(
          answers,
          range.from ?? '',
          (own) => foldMemory(own, rules)?.masteredUntil ?? null,
        );
      }
      case 'selfCheck': {
        const [checks, corrections] = await Promise.all([
          records.listChecks(personIds, range),
          records.listCorrections(personIds, range),
        ]);
        return selfCheckParts(checks, corrections);
      }
      case 'duty': {
        const shifts = await records.listShifts(personIds, range);
        const entries = await records.listEntries(shifts.map((shift) => shift.shiftId));
        return dutyParts(shifts, entries, new Set(personIds));
      }
      case 'spot':
        return spotParts(await records.listTallies(personIds, range));
    }
  }
}

/**
 * Which days a change touches. A late report may move the day on which a piece was learnt, a closed
 * correction belongs to the day it was found, and an answer changes what was mastered on later days.
 */
function spread(part: PartName, day: string, before: DayRange | undefined): DayRange {
  if (part === 'study' || part === 'selfCheck') return { from: null, to: null };
  const from = before?.from && before.from < day ? before.from : day;
  if (part === 'quiz') return { from, to: null };
  return { from, to: before?.to && before.to > day ? before.to : day };
}

/**
 * What is derived is read before its sources and saved by compare-and-set: whoever read sources that were
 * older than another's derivation begins again. False where others were faster each time.
 */
async function untilSaved(
  personIds: readonly string[],
  attempt: () => Promise<number>,
): Promise<boolean> {
  for (let count = 1; count <= MAX_ATTEMPTS; count++) {
    if ((await attempt()) === 0) return true;
  }
  log().warn({ people: personIds.length }, 'rollups changed faster than they were derived');
  return false;
}

function dayWrites(
  names: readonly PartName[],
  rows: readonly ReviewDayDocument[],
  derived: ReadonlyMap<string, Partial<Parts>>,
): DerivedWrite<ReviewDayDocument>[] {
  const known = new Map(rows.map((row) => [row._id, row]));
  const next = new Map<string, Omit<ReviewDayDocument, 'version'>>();
  for (const id of new Set([...known.keys(), ...derived.keys()])) {
    const day = dayOfParts(
      replaceParts(known.get(id)?.parts ?? NO_PARTS, names, derived.get(id) ?? {}),
    );
    if (!day) continue;
    const [personId, on] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    next.set(id, { _id: dayKey(personId, on), personId, day: on, ...day, schemaVersion: 1 });
  }
  return writesBetween<ReviewDayDocument>(rows, next, sameButVersion);
}

function sameButVersion<T extends { version: number }>(a: T, b: T): boolean {
  return storedAlike({ ...a, version: 0 }, { ...b, version: 0 });
}
