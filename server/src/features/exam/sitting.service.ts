import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  AttendanceRow,
  examContract,
  ExamProgress,
  HandlerInput,
  MakeUpDone,
  Page,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { decodeCursor, encodeCursor, findEvent } from '../../platform/mongo';
import { OrgService } from '../org';
import { examWithin, ownWindow, refuseRecused } from './exam.access';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { foldAttempt, type FoldedAttempt } from './attempt.rules';
import { AudienceService } from './audience.service';
import { ExamCache } from './exam-cache.service';
import { ExcuseService } from './excuse.service';
import type { ExamDocument, ExamWindow, SittingDocument } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { ExamRepository } from './exam.repository';
import { endsAtOf, sittingStateOf, timesOf } from './exam.rules';
import { ExamService } from './exam.service';
import { changedWords } from './exam.words';
import { OutdatedService } from './outdated.service';
import { PaperStore } from './paper-store.service';
import { bandsOf, countStates, curveOf, savedOf } from './progress.rules';
import { SittingRepository } from './sitting.repository';
import { SnapshotService } from './snapshot.service';
import { stepOf, wasTaken } from './steps';
import { ExamTaskService } from './task.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Most sittings that are looked at together. */
const ALL = 100_000;
/** Those who write now are looked at one by one: so many of them, by chance, stand for all. */
const LOOKED_AT = 1_000;

type AttemptStanding = Pick<AttemptRow, 'submittedAt' | 'savedAt' | 'leaves' | 'devices'> & {
  answered: number;
};

/** Who sits and where each stands; other times, deferrals and make-ups. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class SittingService {
  @Inject()
  repository: SittingRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  examService: ExamService;

  @Inject()
  outdated: OutdatedService;

  @Inject()
  cache: ExamCache;

  @Inject()
  gate: AttemptGate;

  @Inject()
  snapshots: SnapshotService;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  papers: PaperStore;

  @Inject()
  audience: AudienceService;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  excuses: ExcuseService;

  @Inject()
  org: OrgService;

  async listAttendance({ params, query }: Input<'listAttendance'>, call: Call) {
    const exam = await this.examOf(params.examId, call);
    const { unitPath, limit, q } = query;
    const after = query.cursor === undefined ? undefined : String(decodeCursor(query.cursor, 1)[0]);
    const named = q ? await this.org.idsBeginning(call.scope, q, unitPath) : undefined;
    const all = await this.repository.listOfExam(call.scope, exam._id, {
      unitPath,
      after,
      limit: query.state || named ? ALL : limit + 1,
    });
    const called = named ? all.filter((one) => named.has(one.personId)) : all;
    // A state is known by the attempts: where it is asked for, those of everybody are needed.
    const attempts = latestOf(
      await (query.state
        ? this.attempts.listOfExam(call.scope, exam._id)
        : this.attempts.listOfPeople(call.scope, exam._id, personsOf(called.slice(0, limit)))),
    );
    const rows = query.state
      ? called.filter((one) => this.stateOf(exam, one, attempts) === query.state)
      : called;
    const items = await this.rowsOf(exam, rows.slice(0, limit), attempts);
    const last = rows[limit - 1];
    const nextCursor = rows.length > limit && last ? encodeCursor([last._id]) : null;
    return { items, nextCursor } satisfies Page<AttendanceRow>;
  }

  async findProgress({ params }: Input<'findProgress'>, call: Call): Promise<ExamProgress> {
    const exam = await this.examOf(params.examId, call);
    const rows = await this.attempts.listOfExam(call.scope, exam._id);
    const latest = latestOf(rows);
    const sittings = await this.repository.listOfExam(call.scope, exam._id, { limit: ALL });
    const writing = [...latest.values()].filter((one) => one.state === 'in_progress');
    // Their ids are hashes: the first by id are some by chance, and the same ones at the next look.
    const some = writing.sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, LOOKED_AT);
    const folded = await this.foldOf(some);
    const paper = await this.papers.ofExam(exam);
    const until = Math.min(now(), exam.lastCloseAt.getTime());
    const saved = some.map((one) => folded.get(one._id)?.savedAt ?? one.startedAt);
    return {
      exam: await this.examService.present(exam),
      counts: countStates(sittings.map((one) => this.stateOf(exam, one, latest))),
      curve: curveOf(rows, exam.opensAt.getTime(), until),
      lookedAt: some.length,
      answered: bandsOf([...folded.values()], paper.questionCount),
      saved: savedOf(saved, now()),
    };
  }

  /** Other times for one person, also while they write; or not this time. */
  async changeSitting(
    { params, body }: Input<'changeSitting'>,
    call: Call,
  ): Promise<AttendanceRow> {
    const exam = await this.examOf(params.examId, call);
    const found = await this.repository.find(call.scope, params.personId, exam._id);
    if (!found) throw new AppError('NOT_FOUND');
    const step = stepOf('changed', body, call);
    const taken = wasTaken(found, step, body.version);
    if (!taken && exam.state !== 'published') throw new AppError('STATE_CONFLICT');
    const { opensAt, closesAt, extraMin } = body.times;
    const times = {
      opensAt: opensAt === null ? null : new Date(opensAt),
      closesAt: closesAt === null ? null : new Date(closesAt),
      extraMin,
    };
    if ((times.closesAt ?? exam.closesAt) <= (times.opensAt ?? exam.opensAt)) {
      throw invalid('body.times.closesAt', 'invalid', '结束要晚于开始');
    }
    const { deferred, note } = body;
    if (!taken && givesTime(exam, found, { times, deferred })) {
      await this.outdated.refuseUntil(exam, times.closesAt ?? exam.lastCloseAt);
    }
    const event = { ...step, times: body.times, deferred, note };
    const $set = { times, deferred, note, missed: null, changedAt: nowDate() };
    const saved = taken ? found : await this.repository.saveStep(found, event, { $set });
    await this.extend(exam, saved);
    if (saysOther(found, saved)) {
      await this.audience.tellSome(exam, [saved], changedWords(exam, saved));
    }
    const attempts = latestOf(
      await this.attempts.listOfPerson(call.scope, saved.personId, [exam._id]),
    );
    for (const { _id, state } of attempts.values()) {
      if (state === 'in_progress') this.snapshots.noteChange(_id);
    }
    const [row] = await this.rowsOf(exam, [saved], attempts);
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }

  /** Another window for those who were deferred or not reached: drawn again, told again. */
  async makeUp({ params, body }: Input<'makeUp'>, call: Call): Promise<MakeUpDone> {
    const exam = await this.examOf(params.examId, call);
    if (exam.state !== 'published') throw new AppError('STATE_CONFLICT');
    const window = ownWindow(body, 'body');
    const named = body.personIds && new Set(body.personIds);
    const attempts = latestOf(await this.attempts.listOfExam(call.scope, exam._id));
    const all = await this.repository.listOfExam(call.scope, exam._id, { limit: ALL });
    const step = stepOf('make_up', body, call);
    const before = all.filter((one) => findEvent(one, step) !== undefined);
    if (before.length === 0) await this.outdated.refuseUntil(exam, window.closesAt);
    await this.refuseStrangers(body.personIds, all);
    refuseRecused((await this.org.personsById(body.personIds ?? [])).values());
    const missing = all.filter((one) => {
      if (findEvent(one, step)) return false;
      if (named) return named.has(one.personId) && !attempts.has(one.personId);
      const state = this.stateOf(exam, one, attempts);
      return state === 'deferred' || state === 'unreached';
    });
    const recused = new Set(await this.excuses.recused(missing));
    const chosen = missing.filter((one) => !recused.has(one));
    // Whoever is named is named by a person who knows; the others must be able to come.
    const still = new Set(named ? [] : await this.excuses.away(chosen, () => window));
    const able = chosen.filter((row) => !still.has(row));
    const people = before.length + able.length;
    if (people === 0) {
      const message = still.size > 0 ? '要补考的人这段时间都在请假' : '没有要补考的人';
      throw new AppError('STATE_CONFLICT', { message });
    }
    // Noted before anybody has the window: whoever has it is told, whatever happens to this process.
    await this.exams.saveTask(exam._id, { what: 'make_up', opId: body.opId, window }, nowDate());
    await this.exams.saveLastClose(exam._id, window.closesAt, nowDate());
    for (const one of able) await this.saveMakeUp(one, step, window);
    // Should a job have told the first of many while the others were saved, all are told now.
    await this.exams.saveTask(exam._id, { what: 'make_up', opId: body.opId, window }, nowDate());
    this.cache.forget(exam._id);
    await this.tasks.carryOut(await this.examOf(exam._id, call), body.opId);
    return { people, stillAway: still.size };
  }

  /** Whoever is named and not on the list would be passed over without a word. */
  private async refuseStrangers(
    named: readonly string[] | null,
    sittings: readonly SittingDocument[],
  ): Promise<void> {
    const sitting = new Set(personsOf(sittings));
    const strangers = (named ?? []).filter((id) => !sitting.has(id));
    if (strangers.length === 0) return;
    const people = await this.org.personsById(strangers);
    const names = strangers.map((id) => people.get(id)?.name ?? '').filter(Boolean);
    const message = `${names.join('、')}不在这场考试的名单里，先加人`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async saveMakeUp(
    found: WithId<SittingDocument>,
    step: ReturnType<typeof stepOf>,
    { opensAt, closesAt }: ExamWindow,
  ): Promise<WithId<SittingDocument>> {
    const extraMin = found.times?.extraMin ?? 0;
    const times = { opensAt, closesAt, extraMin };
    const event = { ...step, times: presentTimes(times), deferred: null, note: found.note };
    const at = nowDate();
    return this.repository.saveStep(found, event, {
      $set: { times, deferred: null, missed: null, reachedAt: null, toldAt: at, changedAt: at },
    });
  }

  private async extend(exam: ExamDocument, sitting: SittingDocument): Promise<void> {
    const { opensAtMs, closesAtMs } = timesOf(exam, sitting.times);
    const isLonger = closesAtMs > exam.lastCloseAt.getTime();
    // Whoever may begin before the others: nothing is left out of the paper any more.
    if (isLonger || opensAtMs < exam.opensAt.getTime()) {
      await this.exams.saveLastClose(exam._id, new Date(closesAtMs), nowDate());
    }
    this.cache.forget(exam._id);
    await this.gate.noteSitting(sitting);
  }

  private stateOf(
    exam: ExamDocument,
    sitting: SittingDocument,
    attempts: ReadonlyMap<string, AttemptRow>,
  ) {
    const own = attempts.get(sitting.personId);
    const surprise = exam.draft.kind === 'surprise';
    return sittingStateOf(sitting, own ? [own] : [], timesOf(exam, sitting.times), surprise, now());
  }

  private async foldOf(attempts: readonly AttemptRow[]): Promise<Map<string, FoldedAttempt>> {
    const streams = await this.attempts.listEventsOf(attempts.map((one) => one._id));
    return new Map([...streams].map(([id, events]) => [id, foldAttempt(events)]));
  }

  /**
   * How far each has come: of what was handed in the attempt says it (what still arrives is taken in at once),
   * of what is being written the events do.
   */
  private async standingOf(attempts: readonly AttemptRow[]): Promise<Map<string, AttemptStanding>> {
    const standing = new Map<string, AttemptStanding>();
    const open: AttemptRow[] = [];
    for (const one of attempts) {
      const { answered } = one;
      if (one.state === 'in_progress' || answered === undefined) open.push(one);
      else standing.set(one._id, { ...one, answered });
    }
    const folded = await this.foldOf(open);
    for (const [id, { submit, answers, savedAt, absences, devices }] of folded) {
      standing.set(id, {
        submittedAt: submit?.at ?? null,
        answered: answers.length,
        savedAt,
        leaves: absences.length,
        devices: new Set(devices.values()).size,
      });
    }
    return standing;
  }

  private async rowsOf(
    exam: ExamDocument,
    sittings: readonly SittingDocument[],
    attempts: ReadonlyMap<string, AttemptRow>,
  ): Promise<AttendanceRow[]> {
    const shown = sittings.flatMap((one) => attempts.get(one.personId) ?? []);
    const [standing, people, units, paper] = await Promise.all([
      this.standingOf(shown),
      this.org.personsById(personsOf(sittings)),
      this.org.unitsByPath(),
      this.papers.ofExam(exam),
    ]);
    return sittings.map((one): AttendanceRow => {
      const attempt = attempts.get(one.personId);
      const now = attempt && standing.get(attempt._id);
      return {
        personId: one.personId,
        name: people.get(one.personId)?.name ?? '',
        unitName: units.get(one.unitPath)?.name ?? '',
        version: one.version,
        // Handed in, and its document on the way.
        state: now?.submittedAt ? 'submitted' : this.stateOf(exam, one, attempts),
        deferred: one.deferred,
        note: one.note,
        times: presentTimes(one.times),
        reachedAt: one.reachedAt?.toISOString() ?? null,
        attempt:
          attempt && now
            ? {
                id: attempt._id,
                no: attempt.no,
                startedAt: attempt.startedAt.toISOString(),
                endsAt: endsAtOf(attempt, timesOf(exam, one.times)).toISOString(),
                submittedAt: now.submittedAt?.toISOString() ?? null,
                answered: now.answered,
                questions: paper.questionCount,
                savedAt: now.savedAt?.toISOString() ?? null,
                leaves: now.leaves,
                devices: now.devices,
              }
            : null,
      };
    });
  }

  /** An exam of the own bureau; the people in it are judged by the scope. */
  private async examOf(examId: string, call: Call): Promise<WithId<ExamDocument>> {
    const bureau = { unitPaths: [bureauOf(call.actor.unitPath)] };
    return examWithin(this.exams, bureau, examId);
  }
}

/** Whether somebody may write after a change who could not have without it. */
function givesTime(
  exam: ExamDocument,
  before: SittingDocument,
  { times, deferred }: Pick<SittingDocument, 'times' | 'deferred'>,
): boolean {
  const { closesAtMs } = timesOf(exam, times);
  if (deferred !== null || closesAtMs <= now()) return false;
  return before.deferred !== null || closesAtMs > timesOf(exam, before.times).closesAtMs;
}

/** Whether a change is the person's business: a note of the keepers is not. */
function saysOther(before: SittingDocument, after: SittingDocument): boolean {
  const said = ({ times, deferred }: SittingDocument) =>
    JSON.stringify([times ?? { opensAt: null, closesAt: null, extraMin: 0 }, deferred]);
  return said(before) !== said(after);
}

function personsOf(sittings: readonly SittingDocument[]): string[] {
  return sittings.map((one) => one.personId);
}

/** The latest attempt of each person. */
function latestOf(attempts: readonly AttemptRow[]): Map<string, AttemptRow> {
  const latest = new Map<string, AttemptRow>();
  for (const one of attempts) {
    const known = latest.get(one.personId);
    if (!known || known.no < one.no) latest.set(one.personId, one);
  }
  return latest;
}
