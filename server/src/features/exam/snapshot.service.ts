import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now, nowDate } from '../../platform/clock';
import type { Job } from '../../platform/jobs';
import { personKey } from '../../platform/mongo';
import type { AttemptDocument } from './attempt.collection';
import type { AttemptEvent, StartEvent } from './attempt.events';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { foldAttempt, lastMoment } from './attempt.rules';
import { Backlog } from './backlog';
import { seedOf } from './envelope.rules';
import { ExamCache } from './exam-cache.service';
import { ExcuseService } from './excuse.service';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { endOf, standing, timesOf, wasReached } from './exam.rules';
import { KeeperNews } from './keeper.news';
import { MarkingQueue } from './marking.queue';
import { MarkingRepository } from './marking.repository';
import { PaperStore } from './paper-store.service';
import { lastArrivalMs } from './result.rules';
import { SittingRepository } from './sitting.repository';
import { snapshotOf } from './snapshot.rules';

/** An event may be admitted at the last moment and be durable only after the journal's last try (ms). */
export const SETTLE_MS = 60_000;
const AT_ONCE = 64;
const STARTS_AT_ONCE = 256;
const ENDING_AT_ONCE = 500;
const SITTINGS_AT_ONCE = 1_000;
/** More new hand-ins between two looks (ms) than this, and a whole exam is ending. */
const RUSH = 50;
const RUSH_LOOK_MS = 100;
/** So long at most (ms) grading waits for it to be over. */
const RUSH_HOLD_MS = 12_000;
/** A hand-in that nobody graded by then was left by a process that ended (ms); each is looked for some times. */
const LEFT_TO_MS = 60_000;
const LEFT_FROM_MS = 240_000;

/** A start that has no document by then was left by a process that ended (ms). */
const UNMADE_TO_MS = 15_000;

/** What happened in one attempt; `over` once nothing can come any more. */
interface Stream {
  events: readonly AttemptEvent[];
  over: boolean;
}

/**
 * Attempts as documents, made from the journal: at the start, at the hand-in and until the grace is over.
 * A job takes in what nobody handed in, and settles each exam.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class SnapshotService {
  @Inject()
  repository: AttemptRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  cache: ExamCache;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  excuses: ExcuseService;

  @Inject()
  papers: PaperStore;

  @Inject()
  queue: MarkingQueue;

  @Inject()
  markings: MarkingRepository;

  @Inject()
  keepers: KeeperNews;

  private isEnding = false;
  /** How many had started each exam when all of them had a document. */
  private readonly allMade = new Map<string, number>();
  private readonly started = new Backlog<StartEvent>('attempts that were started', (starts) =>
    this.makeStarted(starts),
  );
  private readonly changed = new Backlog<string>(
    'attempts that were handed in',
    (ids) => this.remake(ids, false),
    (waiting) => this.rushOver(waiting),
  );

  /** They are tidied away once nobody waits for a grade any more. */
  private readonly over = new Backlog<string>(
    'attempts that are over',
    (ids) => this.repository.removeWritten(ids),
    () => this.changed.idle(),
  );

  /** An attempt was started: its document follows soon. */
  noteStart(event: StartEvent): void {
    this.started.add(event);
  }

  /** An attempt was handed in, or changed after it. */
  noteChange(attemptId: string): void {
    this.changed.add(attemptId);
  }

  /** Takes hand-ins in at once: their own person asks what came of them. */
  async takeIn(attemptIds: readonly string[]): Promise<void> {
    await this.remake(attemptIds, false);
  }

  /** Sees to what waits before the process ends, rush or not. */
  async finish(): Promise<void> {
    this.isEnding = true;
    await this.idle();
  }

  /** Done when nothing waits. */
  async idle(): Promise<void> {
    await this.started.idle();
    await this.changed.idle();
    await this.over.idle();
  }

  jobs(): Job[] {
    const leaseMs = 5 * 60_000;
    return [
      {
        name: 'exam-collect',
        everyMs: 10_000,
        leaseMs,
        run: async ({ at }) => {
          await this.idle();
          await this.collect(at);
          for (const exam of await this.exams.listUnsettled(at)) await this.settle(exam, at);
        },
      },
      { name: 'exam-left', everyMs: 60_000, leaseMs, run: ({ at }) => this.remakeLeft(at) },
      { name: 'exam-unmade', everyMs: 15_000, leaseMs, run: ({ at }) => this.makeUnmade(at) },
    ];
  }

  /** Hand-ins that a process took and did not live to grade. */
  private async remakeLeft(at: Date): Promise<void> {
    const since = (ms: number) => new Date(at.getTime() - ms);
    const left = await this.repository.listLeft(since(LEFT_FROM_MS), since(LEFT_TO_MS));
    await this.remake(left, false);
  }

  /**
   * Starts that a process took and did not live to make a document of: until there is one the console shows
   * nobody, and their person is offered nothing to go on with. Who began is compared only where more did than
   * when all had a document, and so at first after each restart.
   */
  private async makeUnmade(at: Date): Promise<void> {
    const exams = await this.exams.listUnsettled(at);
    const running = new Set(exams.map(({ _id }) => _id));
    for (const id of this.allMade.keys()) if (!running.has(id)) this.allMade.delete(id);
    for (const { _id } of exams) {
      const count = await this.repository.countStarts(_id);
      if (count === (this.allMade.get(_id) ?? 0)) continue;
      const unmade = await this.repository.listUnmade(_id);
      // The others' processes are about to see to them.
      const left = unmade.filter((one) => at.getTime() - one.at.getTime() > UNMADE_TO_MS);
      await this.remake(
        left.map((one) => one.attemptId),
        false,
      );
      if (unmade.length === 0) this.allMade.set(_id, count);
    }
  }

  /**
   * Holds grading up while a whole exam hands in: it costs as much as taking the hand-ins, and those are
   * waited for. One by one they are graded at once.
   */
  private async rushOver(waiting: () => number): Promise<void> {
    for (let held = 0; held < RUSH_HOLD_MS && waiting() > AT_ONCE; held += RUSH_LOOK_MS) {
      if (this.isEnding) return;
      const before = waiting();
      await pause(RUSH_LOOK_MS, undefined, { ref: false });
      if (waiting() - before < RUSH) return;
    }
  }

  private async makeStarted(starts: readonly StartEvent[]): Promise<void> {
    for (let from = 0; from < starts.length; from += STARTS_AT_ONCE) {
      const some = starts.slice(from, from + STARTS_AT_ONCE);
      const made = await this.makeAll(some.map((start) => ({ events: [start], over: false })));
      await this.repository.insertStarted(made.flatMap((one) => one ?? []));
    }
  }

  /** Folds attempts anew and puts the outcome in place; `over`: their time is, so that those past it are final. */
  private async remake(ids: readonly string[], over: boolean): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < ids.length) {
        const some = ids.slice(next, (next += AT_ONCE));
        const streams = await this.repository.listEventsOf(some);
        const made = await this.makeAll(
          some.map((id) => ({ events: streams.get(id) ?? [], over })),
        );
        const snapshots = made.flatMap((one) => one ?? []);
        await this.repository.saveAll(snapshots);
        for (const { _id, state } of snapshots) if (state !== 'in_progress') this.over.add(_id);
      }
    };
    // While one is graded here the database reads and writes the others.
    await Promise.all([lane(), lane(), lane()]);
  }

  /** Each with the times of its own person, who may have another window or more minutes. */
  private async makeAll(streams: readonly Stream[]): Promise<(AttemptDocument | null)[]> {
    const starts = streams.map(({ events }) => startOf(events));
    const keys = starts.flatMap((one) => (one ? personKey(one.startOf, one.personId) : []));
    const rows = keys.length > 0 ? await this.sittings.listByKeys(keys) : [];
    const times = new Map(rows.map((row) => [row._id, row.times]));
    return Promise.all(
      streams.map((one, i) => {
        const start = starts[i];
        return start ? this.make(start, one, times.get(start.sittingId) ?? null) : null;
      }),
    );
  }

  private async make(
    start: StartEvent,
    { events, over }: Stream,
    own: SittingDocument['times'],
  ): Promise<AttemptDocument> {
    const exam = await this.cache.get(start.startOf);
    const times = timesOf(exam, own);
    const endsAtMs = endOf(times, start.at.getTime());
    const { submit, devices, turn } = foldAttempt(events);
    const standing = {
      endsAtMs,
      graceMs: times.graceMs,
      devices,
      turn,
      submit: submit && { seq: submit.seq, atMs: submit.at.getTime() },
    };
    const final = over && now() > lastMoment(standing) + SETTLE_MS;
    const paper = await this.papers.ofExam(exam);
    const drawn = this.papers.drawn(paper, seedOf(exam.secret, start.sittingId, start.no));
    return snapshotOf({
      start,
      events,
      paper,
      drawn,
      endsAt: new Date(endsAtMs),
      final,
      at: nowDate(),
    });
  }

  /** Takes in whatever is over: a paper that nobody handed in, too. */
  private async collect(at: Date): Promise<void> {
    const before = new Date(at.getTime() - SETTLE_MS);
    for (const which of ['writing', 'handed_in'] as const) {
      // Those in their grace stay where they are, so each page begins behind the one before.
      let after: AttemptRow | undefined;
      do {
        const asked = { after, limit: ENDING_AT_ONCE };
        const rows = await this.repository.listEnding(which, before, asked);
        const ids = rows.map((row) => row._id);
        await this.remake(ids, true);
        after = rows.length < ENDING_AT_ONCE ? undefined : rows.at(-1);
      } while (after);
    }
  }

  /** After the last window: attempts whose document was lost on the way, then those who never started. */
  private async settle(exam: ExamDocument, at: Date): Promise<void> {
    if (at.getTime() <= lastArrivalMs(exam) + SETTLE_MS) return;
    const reach = { unitPaths: [exam.unitPath] };
    const starts = await this.repository.listStarts(exam._id);
    const list = () => this.repository.listOfExam(reach, exam);
    const rows = await list();
    const final = new Set(rows.filter((row) => row.final).map((row) => row._id));
    const open = starts.map((one) => one.attemptId).filter((id) => !final.has(id));
    await this.remake(open, true);
    const startedBy = new Set(starts.map((one) => one.personId));
    const missing: SittingDocument[] = [];
    const begun: SittingDocument[] = [];
    for await (const some of this.sittings.pagesOfExam(exam, SITTINGS_AT_ONCE)) {
      const called = some.filter((one) => one.deferred === null);
      missing.push(...called.filter((one) => !startedBy.has(one.personId)));
      begun.push(...called.filter((one) => startedBy.has(one.personId)));
    }
    if (exam.draft.kind === 'surprise') {
      const attempts = open.length > 0 ? await list() : rows;
      await this.setAside(exam, begun, attempts, at);
    }
    const excused = exam.held
      ? new Map(missing.map(({ _id }) => [_id, 'other' as const]))
      : await this.excuses.reasons(exam, missing);
    await this.sittings.saveExcused(excused, at);
    const missed = missing.filter((one) => !excused.has(one._id));
    const unreached = (one: SittingDocument) =>
      exam.draft.kind === 'surprise' && !wasReached(one, timesOf(exam, one.times));
    const ids = (list: SittingDocument[]) => list.map((one) => one._id);
    await this.sittings.saveMissed(ids(missed.filter(unreached)), 'unreached');
    await this.sittings.saveMissed(ids(missed.filter((one) => !unreached(one))), 'absent');
    await this.tellToMark(exam);
    await this.exams.saveSettled(exam, at);
  }

  /** Before it is settled: a process that dies in between tells it again. */
  private async tellToMark(exam: ExamDocument): Promise<void> {
    await this.queue.fill(exam);
    const reach = { unitPaths: [exam.unitPath] };
    const waiting = await this.markings.countOpenByExam(reach, [exam._id]);
    if (waiting.get(exam._id)) await this.keepers.toMark(exam, exam.lastCloseAt.toISOString());
  }

  /** Whoever was called away in the middle of a surprise exam is asked another time, never failed. */
  private async setAside(
    exam: ExamDocument,
    sittings: readonly SittingDocument[],
    attempts: readonly AttemptRow[],
    at: Date,
  ): Promise<void> {
    // Whoever was given a window of their own chose when to come in it.
    const sudden = sittings.filter(({ times }) => !times?.closesAt);
    const bySitting = attemptsBySitting(attempts);
    const judgedUntil = exam.judgedUntil?.getTime() ?? 0;
    const unfinished = sudden.flatMap((sitting) => {
      const own = standing(sitting, bySitting.get(sitting._id) ?? []);
      const last = own.reduce<AttemptRow | null>((a, b) => (a && a.no > b.no ? a : b), null);
      // Whoever handed anything in had done; and each paper is judged once, whatever a keeper made of it.
      const isDone = own.some((one) => one.state === 'submitted');
      if (!last || isDone || last.state !== 'collected') return [];
      return last.endsAt.getTime() > judgedUntil ? [{ sitting, last }] : [];
    });
    const reasons = await this.excuses.calledAway(unfinished.map((one) => one.last));
    const gone = unfinished.flatMap(({ sitting, last: { _id, no } }) => {
      const deferred = reasons.get(_id);
      return deferred ? [{ sitting, no, deferred }] : [];
    });
    await this.sittings.saveCalledAway(gone, at);
  }
}

function attemptsBySitting(attempts: readonly AttemptRow[]): Map<string, AttemptRow[]> {
  const bySitting = new Map<string, AttemptRow[]>();
  for (const one of attempts) {
    bySitting.set(one.sittingId, [...(bySitting.get(one.sittingId) ?? []), one]);
  }
  return bySitting;
}

function startOf(events: readonly AttemptEvent[]): StartEvent | undefined {
  return events.find((one): one is StartEvent => one.type === 'start');
}
