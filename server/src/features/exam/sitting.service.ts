import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  AttendanceRow,
  examContract,
  ExamProgress,
  HandlerInput,
  Page,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { AccessLog } from '../../platform/access-log';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { decodeCursor, encodeCursor, SharedReads } from '../../platform/mongo';
import { OrgService } from '../org';
import { examWithin, refuseFar } from './exam.access';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { foldAttempt, type FoldedAttempt } from './attempt.rules';
import { AudienceService } from './audience.service';
import { ClosingService } from './closing.service';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { ExamRepository } from './exam.repository';
import { endsAtOf, standing, timesOf } from './exam.rules';
import { ExamService } from './exam.service';
import { changedWords } from './exam.words';
import { LateScoreService } from './late-score.service';
import { OutdatedService } from './outdated.service';
import { PaperStore } from './paper-store.service';
import { bandsOf, countStates, curveOf, savedOf } from './progress.rules';
import { SittingRepository } from './sitting.repository';
import { latestOf, setAsideBy, shownAttempt, stateIn } from './sitting.rules';
import { SnapshotService } from './snapshot.service';
import { stepOf, wasTaken } from './steps';
import { UnmadeService } from './unmade.service';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Most sittings that are looked at together. */
const ALL = 100_000;
/** Those who write now are looked at one by one: so many of them, by chance, stand for all. */
const LOOKED_AT = 1_000;

type AttemptStanding = Pick<AttemptRow, 'submittedAt' | 'savedAt' | 'leaves' | 'devices'> & {
  answered: number;
};

/** Who sits and where each stands; other times and deferrals. */
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
  withheld: WithheldService;

  @Inject()
  closing: ClosingService;

  @Inject()
  gate: AttemptGate;

  @Inject()
  snapshots: SnapshotService;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  unmade: UnmadeService;

  @Inject()
  lateScores: LateScoreService;

  @Inject()
  papers: PaperStore;

  @Inject()
  audience: AudienceService;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

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
        ? this.attempts.listOfExam(call.scope, exam)
        : this.attempts.listOfPeople(call.scope, exam, personsOf(called.slice(0, limit)))),
    );
    const rows = query.state
      ? called.filter((one) => stateIn(exam, one, attempts, now()) === query.state)
      : called;
    const items = await this.rowsOf(exam, rows.slice(0, limit), attempts);
    const last = rows[limit - 1];
    const nextCursor = rows.length > limit && last ? encodeCursor([last._id]) : null;
    return { items, nextCursor } satisfies Page<AttendanceRow>;
  }

  async findProgress({ params }: Input<'findProgress'>, call: Call): Promise<ExamProgress> {
    const exam = await this.examOf(params.examId, call);
    // Every console asks every few seconds: those of one reach read together.
    const key = JSON.stringify([call.scope, exam._id, exam.version, exam.changedAt]);
    return this.shared.read(key, () => this.progressOf(exam, call));
  }

  private async progressOf(exam: ExamDocument, call: Call): Promise<ExamProgress> {
    const rows = await this.attempts.listOfExam(call.scope, exam);
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
      counts: countStates(
        sittings.map((one) => ({
          state: stateIn(exam, one, latest, now()),
          reachedAt: one.reachedAt,
        })),
      ),
      unmade: (await this.unmade.idsOf(exam._id)).length,
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
    // One that is as far away from before does not keep a note from being written.
    const isOther = times.closesAt?.getTime() !== found.times?.closesAt?.getTime();
    if (!taken && isOther && times.closesAt) refuseFar(times.closesAt, 'body.times');
    const { deferred, note } = body;
    const own = await this.attempts.listOfPerson(call.scope, found.personId, [exam._id]);
    const last = own.reduce((no, one) => Math.max(no, one.no), 0);
    if (!taken && deferred !== null && found.deferred === null) refuseHandedIn(found, own);
    if (!taken) refuseUnmade(found, deferred, own);
    const aside = setAsideBy(found, deferred, last);
    // Taken back, the paper that was written counts again: no time is asked for.
    const isBack = aside !== null && deferred === null;
    const change = { times, deferred };
    const givesMore = givesTime(exam, found, change, isBack);
    if (!taken && givesMore) {
      refuseCollected(exam, standing({ setAside: aside?.setAside ?? found.setAside }, own));
    }
    if (!taken && (givesMore || opensAgain(exam, found, change))) {
      await this.outdated.refuseUntil(exam, times.closesAt ?? exam.lastCloseAt);
      // Whoever may sit it now is only given longer.
      if (isOut(exam, found)) await this.withheld.refuseReaders(exam, [found.personId]);
    }
    const event = { ...step, times: body.times, deferred, note };
    const $set = { times, deferred, note, ...aside, missed: null, changedAt: nowDate() };
    const saved = taken ? found : await this.repository.saveStep(found, event, { $set });
    if (taken || saysOther(found, saved)) await this.follow(exam, saved);
    // What counts again is marked and corrected as all others were meanwhile.
    if (isBack || (taken && deferred === null)) {
      const ids = own.map(({ _id }) => _id);
      await this.lateScores.follow(exam, ids);
    }
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
    if (!taken) await this.noteOpened(saved, call);
    return row;
  }

  /** Lists of who is there are nobody's record; to decide about one person theirs is looked at. */
  private async noteOpened({ personId: subjectId, examId }: SittingDocument, { actor }: Call) {
    const what = 'exam_sitting';
    await this.accessLog.append({ readerId: actor.personId, subjectId, what, recordId: examId });
  }

  /** Other times of one person: when the exam is over follows from them, and what is left out of it. */
  private async follow(exam: ExamDocument, sitting: SittingDocument): Promise<void> {
    await this.closing.follow(exam._id);
    await this.gate.noteSitting(sitting);
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
    const known = new Map<string, AttemptStanding>();
    const open: AttemptRow[] = [];
    for (const one of attempts) {
      const { answered } = one;
      if (one.state === 'in_progress' || answered === undefined) open.push(one);
      else known.set(one._id, { ...one, answered });
    }
    const folded = await this.foldOf(open);
    for (const [id, { submit, answers, savedAt, absences, devices }] of folded) {
      known.set(id, {
        submittedAt: submit?.at ?? null,
        answered: answers.length,
        savedAt,
        leaves: absences.length,
        devices: new Set(devices.values()).size,
      });
    }
    return known;
  }

  private async rowsOf(
    exam: ExamDocument,
    sittings: readonly SittingDocument[],
    attempts: ReadonlyMap<string, AttemptRow>,
  ): Promise<AttendanceRow[]> {
    const shown = sittings.flatMap((one) => shownAttempt(one, attempts) ?? []);
    const [known, people, units, paper] = await Promise.all([
      this.standingOf(shown),
      this.org.personsById(personsOf(sittings)),
      this.org.unitsByPath(),
      this.papers.ofExam(exam),
    ]);
    return sittings.map((one): AttendanceRow => {
      const attempt = shownAttempt(one, attempts);
      const how = attempt && known.get(attempt._id);
      return {
        personId: one.personId,
        name: people.get(one.personId)?.name ?? '',
        unitName: units.get(one.unitPath)?.name ?? '',
        version: one.version,
        // Handed in, and its document on the way.
        state:
          how?.submittedAt && one.deferred === null
            ? 'submitted'
            : stateIn(exam, one, attempts, now()),
        deferred: one.deferred,
        note: one.note,
        times: presentTimes(one.times),
        reachedAt: one.reachedAt?.toISOString() ?? null,
        attempt:
          attempt && how
            ? {
                id: attempt._id,
                no: attempt.no,
                startedAt: attempt.startedAt.toISOString(),
                endsAt: endsAtOf(attempt, timesOf(exam, one.times)).toISOString(),
                submittedAt: how.submittedAt?.toISOString() ?? null,
                answered: how.answered,
                questions: paper.questionCount,
                savedAt: how.savedAt?.toISOString() ?? null,
                leaves: how.leaves,
                devices: how.devices,
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

/** Whoever handed in had done: a call afterwards takes nothing back. */
function refuseHandedIn(sitting: SittingDocument, attempts: readonly AttemptRow[]): void {
  if (!standing(sitting, attempts).some(({ submittedAt }) => submittedAt !== null)) return;
  throw new AppError('STATE_CONFLICT', { message: '已经交卷，照常算；答到一半被叫走的才能不算' });
}

/**
 * That a paper cannot be graded is no keeper's choice, and it does not count again as long as it is so: its person
 * would be absent from what they sat.
 */
function refuseUnmade(
  before: SittingDocument,
  deferred: SittingDocument['deferred'],
  attempts: readonly AttemptRow[],
): void {
  if (deferred === 'unmade' && before.deferred !== 'unmade') {
    throw invalid('body.deferred', 'invalid', '这个原因只在不等批不出来的卷时由系统记下');
  }
  const isBack = before.deferred === 'unmade' && deferred === null;
  if (!isBack || attempts.some(({ no, final }) => final && no === before.setAside)) return;
  throw new AppError('STATE_CONFLICT', { message: '这份卷子还是批不出来，要再考就定补考时间' });
}

/** A paper that was taken in when its time was over stays so: minutes for it would be answered into nothing. */
function refuseCollected(exam: ExamDocument, attempts: readonly AttemptRow[]): void {
  const last = attempts.reduce((no, one) => Math.max(no, one.no), 0);
  const isCollected = attempts.some(
    (one) => one.no === last && one.final && one.state === 'collected',
  );
  if (!isCollected || attempts.length < exam.draft.attempts.allowed) return;
  throw new AppError('STATE_CONFLICT', { message: '已经收卷，加不了时间；要再考，另安排一场' });
}

/** Whether somebody may write after a change who could not have without it. */
function givesTime(
  exam: ExamDocument,
  before: SittingDocument,
  { times, deferred }: Pick<SittingDocument, 'times' | 'deferred'>,
  isBack: boolean,
): boolean {
  const { closesAtMs } = timesOf(exam, times);
  if (deferred !== null || closesAtMs <= now()) return false;
  return (
    (before.deferred !== null && !isBack) || closesAtMs > timesOf(exam, before.times).closesAtMs
  );
}

/** Whether somebody could not sit an exam as things stand. */
function isOut(exam: ExamDocument, { deferred, times }: SittingDocument): boolean {
  return deferred !== null || timesOf(exam, times).closesAtMs < now();
}

/** Whether a window counts again that held nothing up while its person was deferred: keys may be out by now. */
function opensAgain(
  exam: ExamDocument,
  before: SittingDocument,
  { times, deferred }: Pick<SittingDocument, 'times' | 'deferred'>,
): boolean {
  const { closesAtMs } = timesOf(exam, times);
  const isBack = before.deferred !== null && deferred === null;
  return isBack && closesAtMs > now() && closesAtMs > exam.lastCloseAt.getTime();
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
