import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Job } from '../../platform/jobs';
import type { AttemptDocument } from './attempt.collection';
import { UNREAD, type AttemptEvent, type StartEvent } from './attempt.events';
import { AttemptRepository, type AttemptRow } from './attempt.repository';
import { foldAttempt, isFinal, SETTLE_MS } from './attempt.rules';
import { Backlog } from './backlog';
import { ExamCache } from './exam-cache.service';
import type { SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { endOf, timesOf } from './exam.rules';
import { LateScoreService } from './late-score.service';
import { PaperStore } from './paper-store.service';
import { Rush } from './rush';
import { SettlingService } from './settling.service';
import { SittingRepository } from './sitting.repository';
import { snapshotOf } from './snapshot.rules';
import { UnmadeService } from './unmade.service';

/** As many as one question finds. */
const AT_ONCE = 50;
const STARTS_AT_ONCE = 250;
/** So long (ms) starts gather before their documents are made. */
const GATHER_MS = 50;
const ENDING_AT_ONCE = 500;
/** A hand-in that nobody graded by then was left by a process that ended (ms); each is looked for some times. */
const LEFT_TO_MS = 60_000;
const LEFT_FROM_MS = 240_000;

/** A start that has no document by then was left by a process that ended (ms). */
const UNMADE_TO_MS = 15_000;

/** A start with the times that its sitting had then. */
interface Started {
  start: StartEvent;
  times: SittingDocument['times'];
}

/** What happened in one attempt; `over` once nothing can come any more. */
interface Stream {
  events: readonly AttemptEvent[];
  over: boolean;
  /** Before they were read (ms). */
  readFromMs: number;
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
  papers: PaperStore;

  @Inject()
  lateScores: LateScoreService;

  @Inject()
  settling: SettlingService;

  @Inject()
  unmade: UnmadeService;

  private isEnding = false;
  /** How many had started each exam when all of them had a document. */
  private readonly allMade = new Map<string, number>();
  private readonly started = new Backlog<Started>(
    'attempts that were started',
    (starts) => this.makeStarted(starts),
    () => this.gather(),
  );
  private readonly changed = new Backlog<string>(
    'attempts that were handed in',
    async (ids) => void (await this.remake(ids, false, () => this.rushOver())),
    () => this.rushOver(),
  );
  private readonly rush = new Rush();
  private readonly starting = new Rush(Infinity);

  /** They are tidied away once nobody waits for a grade any more. */
  private readonly over = new Backlog<string>(
    'attempts that are over',
    (ids) => this.repository.removeWritten(ids),
    () => this.changed.idle(),
  );

  /** An attempt was started: its document follows soon. Nobody has to read its sitting for that again. */
  noteStart(start: StartEvent, { times }: Pick<SittingDocument, 'times'>): void {
    this.starting.note();
    this.started.add({ start, times });
  }

  /** An attempt was handed in, or changed after it. */
  noteChange(attemptId: string): void {
    this.rush.note();
    this.changed.add(attemptId);
  }

  /** Takes hand-ins in at once: their own person asks what came of them. */
  async takeIn(attemptIds: readonly string[]): Promise<void> {
    await this.remake(attemptIds, false);
  }

  /**
   * What is acknowledged late is in before its sender hears of it: its attempt may be final already, and
   * nobody would look at it again.
   */
  async takeLate(attemptId: string, examId: string): Promise<void> {
    const done = await this.unmade.expect(examId, attemptId);
    await this.remake([attemptId], true);
    await this.followLate(examId, [attemptId]);
    await done();
  }

  /** The exam may have been settled, marked and corrected meanwhile. */
  private async followLate(examId: string, attemptIds: readonly string[]): Promise<void> {
    this.cache.forget(examId);
    await this.lateScores.follow(await this.cache.get(examId), attemptIds);
  }

  /** Sees to what waits before the process ends, rush or not. */
  async finish(): Promise<void> {
    this.isEnding = true;
    await this.idle();
  }

  /** Done when nothing waits, but for what cannot be made so far. */
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
          const again = await this.unmade.retry(at, (ids, over) => this.remakeUnmade(ids, over));
          await this.collect(at);
          for (const exam of await this.exams.listUnsettled(at)) {
            // While nothing more can be made it is looked at no more often than its attempts are.
            const isStuck = !again.has(exam._id) && (await this.unmade.countOf(exam._id)) > 0;
            if (isStuck) continue;
            await this.settling.settle(exam, at, (ids) => this.remakeOthers(ids, true));
          }
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
    await this.remakeOthers(left, false);
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
      // While nobody has handed in, and so mostly, this tells it without a look at each.
      if (count === (await this.repository.countWriting(_id))) {
        this.allMade.set(_id, count);
        continue;
      }
      const unmade = await this.repository.listUnmade(_id);
      // The others' processes are about to see to them.
      const left = unmade.filter((one) => at.getTime() - one.at.getTime() > UNMADE_TO_MS);
      const ids = left.map((one) => one.attemptId);
      await this.remakeOthers(ids, false);
      if (unmade.length === 0) this.allMade.set(_id, count);
    }
  }

  /**
   * Lets starts gather while a whole exam starts: a document by itself costs the database more than one among
   * ten. One by one they are made at once.
   */
  private async gather(): Promise<void> {
    if (!this.isEnding && this.starting.holds) await pause(GATHER_MS, undefined, { ref: false });
  }

  /**
   * Holds grading up while a whole exam hands in: it costs more than taking the hand-ins, and those are
   * waited for. One by one they are graded at once.
   */
  private rushOver(): Promise<void> {
    return this.rush.over(() => !this.isEnding);
  }

  private async makeStarted(starts: readonly Started[]): Promise<void> {
    const byId = new Map(starts.map((one) => [one.start.attemptId, one]));
    const ids = [...byId.keys()];
    for (let from = 0; from < ids.length; from += STARTS_AT_ONCE) {
      await this.unmade.around(ids.slice(from, from + STARTS_AT_ONCE), false, async (some) => {
        const begun = some.flatMap((id) => byId.get(id) ?? []);
        const readFromMs = now();
        const made = begun.map(({ start, times }) =>
          this.make(start, { events: [start], over: false, readFromMs }, times),
        );
        await this.repository.insertStarted(await Promise.all(made));
      });
    }
  }

  /**
   * Folds attempts anew and puts the outcome in place; `over`: their time is, so that those past it are final.
   * Answers those that cannot be made. `turn` comes before each few of them.
   */
  private async remake(
    ids: readonly string[],
    over: boolean,
    turn?: () => Promise<void>,
  ): Promise<string[]> {
    const unmade: string[] = [];
    let next = 0;
    const lane = async () => {
      while (next < ids.length) {
        const some = ids.slice(next, (next += AT_ONCE));
        await turn?.();
        const remake = (few: readonly string[]) => this.remakeSome(few, over);
        unmade.push(...(await this.unmade.around(some, over, remake)));
      }
    };
    // While one is graded here the database reads and writes the others.
    await Promise.all([lane(), lane(), lane()]);
    return unmade;
  }

  /** What could not be made before comes late, too. */
  private async remakeUnmade(ids: readonly string[], over: boolean): Promise<string[]> {
    const unmade = await this.remake(ids, over);
    const made = over ? ids.filter((id) => !unmade.includes(id)) : [];
    const follow = async (some: readonly string[]) => {
      for (const id of some) {
        const seat = await this.repository.findSeat(id);
        if (seat) await this.followLate(seat.examId, [id]);
      }
    };
    return [...unmade, ...(await this.unmade.around(made, over, follow))];
  }

  /** As jobs do it: what could not be made before has its own time to be tried again. */
  private async remakeOthers(ids: readonly string[], over: boolean): Promise<void> {
    await this.remake(await this.unmade.others(ids), over);
  }

  private async remakeSome(ids: readonly string[], over: boolean): Promise<void> {
    const readFromMs = now();
    const streams = await this.repository.listEventsOf(ids);
    const made = await this.makeAll(
      ids.map((id) => ({ events: streams.get(id) ?? [], over, readFromMs })),
    );
    await this.repository.saveAll(made);
    for (const { _id, state } of made) if (state !== 'in_progress') this.over.add(_id);
  }

  /** Each with the times of its own person, who may have another window or more minutes. */
  private async makeAll(streams: readonly Stream[]): Promise<AttemptDocument[]> {
    const begun = streams.map((stream) => ({ start: startOf(stream.events), stream }));
    const times = await this.sittings.timesOf(begun.map(({ start }) => start.sittingId));
    return Promise.all(
      begun.map(({ start, stream }) =>
        this.make(start, stream, times.get(start.sittingId) ?? null),
      ),
    );
  }

  private async make(
    start: StartEvent,
    { events, over, readFromMs }: Stream,
    own: SittingDocument['times'],
  ): Promise<AttemptDocument> {
    const exam = await this.cache.get(start.startOf);
    const times = timesOf(exam, own);
    const endsAtMs = endOf(times, start.at.getTime());
    checkRead(events);
    const folded = foldAttempt(events);
    const { submit, devices, turn } = folded;
    const standing = {
      endsAtMs,
      graceMs: times.graceMs,
      devices,
      turn,
      submit: submit && { seq: submit.seq, atMs: submit.at.getTime() },
    };
    const final = over && isFinal(standing, readFromMs);
    const paper = await this.papers.ofExam(exam);
    const { sittingId, no } = start;
    const drawn = this.papers.drawn(paper, { secret: exam.secret, sittingId, no });
    return snapshotOf({
      start,
      events,
      folded,
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
        await this.remakeOthers(ids, true);
        after = rows.length < ENDING_AT_ONCE ? undefined : rows.at(-1);
      } while (after);
    }
  }
}

/**
 * What nobody can read may be somebody's answer, and to whichever question: it is no blank one, and what was
 * answered later may not stand in its place.
 */
function checkRead(events: readonly AttemptEvent[]): void {
  const unread = events.find((one) => one.type === 'answer' && one.code === UNREAD);
  if (unread) throw new AppError('INTERNAL', { internal: `event ${unread.seq} cannot be read` });
}

function startOf(events: readonly AttemptEvent[]): StartEvent {
  const start = events.find((one): one is StartEvent => one.type === 'start');
  if (!start) throw new AppError('INTERNAL', { internal: 'no start among the events' });
  return start;
}
