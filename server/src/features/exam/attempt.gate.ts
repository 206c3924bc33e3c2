import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { deviceTurn, type ErrorCode } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { LONGEST_MS } from '../../platform/journal';
import { log } from '../../platform/log';
import { TURNS } from './attempt.collection';
import { AttemptRepository, type AttemptRow, type Mark } from './attempt.repository';
import type { AttemptEvent, StartEvent } from './attempt.events';
import { LiveAttempts } from './attempt.live';
import { foldAttempt, judgeEvent, type Standing } from './attempt.rules';
import { ExamCache } from './exam-cache.service';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { endOf, isSetAside, timesOf } from './exam.rules';
import { PaperStore, type FrozenPaper } from './paper-store.service';
import type { Drawn } from './paper.rules';
import { SittingRepository } from './sitting.repository';

/** An attempt as the gate keeps it in memory: all that judging an event needs. */
export interface LiveAttempt extends Standing {
  attemptId: string;
  examId: string;
  sittingId: string;
  personId: string;
  unitPath: string;
  no: number;
  startedAtMs: number;
  /** What is written in it does not count: its person was called away. */
  isAside: boolean;
  devices: Map<number, string>;
  /** When this process last acknowledged an event of it (ms); 0 before. */
  keptAtMs: number;
  /** Its end as text, once it was told. */
  endsAt: { ms: number; text: string } | null;
  paper: FrozenPaper;
  /** The person's questions. */
  drawn: readonly Drawn[];
}

/** Attempts in memory; the oldest are read again when they are asked for. */
const MAX_LIVE = 100_000;
/** How often each process looks for what others did (ms), and how far back it looks again. */
const LOOK_MS = 1_500;
const LOOK_BACK_MS = 3_000;
const LOOK_FAR_MS = 15_000;
/** Clocks of processes on several machines are no further apart (ms). */
const APART_MS = 500;
/** A mark may become durable long after the moment it bears: so far back (ms) it is looked now and then. */
export const FAR_BACK_MS = LONGEST_MS + LOOK_FAR_MS + LOOK_BACK_MS;

/**
 * The attempts that this process judges events of, without a query for each: loaded once, kept up to
 * date by its own writes at once and by those of other processes within two seconds. What another
 * process admitted meanwhile counts all the same: the fold takes in whatever was acknowledged.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AttemptGate {
  /** Names this process's own marks. */
  readonly processTag = randomBytes(4).toString('hex');

  @Inject()
  repository: AttemptRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  exams: ExamCache;

  @Inject()
  papers: PaperStore;

  /** Told of an attempt whose hand-in another process took and graded while answers to it came here. */
  onOvertaken: (attemptId: string) => void = () => undefined;

  private readonly live = new LiveAttempts<LiveAttempt>(MAX_LIVE);
  private readonly loading = new Map<string, Promise<LiveAttempt | null>>();
  private lookedAt = 0;
  private lookedFarAt = 0;
  private looking = false;

  /** The attempt; null where there is none. */
  get(attemptId: string): LiveAttempt | Promise<LiveAttempt | null> {
    this.lookAround();
    return this.live.get(attemptId) ?? this.load(attemptId);
  }

  /** The same attempt as it is known now: it may have been read again meanwhile. */
  latest(one: LiveAttempt): LiveAttempt {
    return this.live.get(one.attemptId) ?? one;
  }

  /** Reads an attempt from its events. */
  load(attemptId: string): Promise<LiveAttempt | null> {
    let loading = this.loading.get(attemptId);
    if (!loading) {
      loading = this.read(attemptId).finally(() => this.loading.delete(attemptId));
      this.loading.set(attemptId, loading);
    }
    return loading;
  }

  /** Takes in an attempt whose events are known, and its sitting where that was just read. */
  async take(
    events: readonly AttemptEvent[],
    known?: SittingDocument,
  ): Promise<LiveAttempt | null> {
    const start = events.find((one): one is StartEvent => one.type === 'start');
    if (!start) return null;
    const exam = await this.exams.get(start.startOf);
    const sitting = known ?? (await this.sittings.findUnscoped(start.personId, start.startOf));
    const paper = await this.papers.ofExam(exam);
    const times = timesOf(exam, sitting?.times ?? null);
    const { devices, turn, submit } = foldAttempt(events);
    const startedAtMs = start.at.getTime();
    // More time that somebody was given after it was taken in is for another attempt.
    const isFinal = sitting?.times != null && (await this.repository.isFinal(start.attemptId));
    const one: LiveAttempt = {
      attemptId: start.attemptId,
      examId: start.startOf,
      sittingId: start.sittingId,
      personId: start.personId,
      unitPath: start.unitPath,
      no: start.no,
      startedAtMs,
      isAside: sitting !== null && isSetAside(sitting, start.no),
      endsAtMs: isFinal ? startedAtMs : endOf(times, startedAtMs),
      graceMs: times.graceMs,
      devices,
      turn,
      submit: submit && { seq: submit.seq, atMs: submit.at.getTime() },
      keptAtMs: 0,
      endsAt: null,
      paper,
      drawn: this.papers.drawn(paper, {
        secret: exam.secret,
        sittingId: start.sittingId,
        no: start.no,
      }),
    };
    joinKnown(one, this.live.get(one.attemptId));
    this.live.set(one);
    return one;
  }

  /**
   * Why an event is not taken now; null where it is. Looks again where another process may know more, and
   * answers at once where nothing is to be looked up.
   */
  judge(one: LiveAttempt, seq: number): ErrorCode | null | Promise<ErrorCode | null> {
    const exam = this.exams.get(one.examId);
    return exam instanceof Promise
      ? exam.then((known) => this.judgeIn(known, one, seq))
      : this.judgeIn(exam, one, seq);
  }

  private judgeIn({ state }: ExamDocument, one: LiveAttempt, seq: number) {
    if (state !== 'published') return 'EXAM_OVER';
    const verdict = judgeEvent(one, seq, now());
    return verdict === 'stale' ? this.judgeAgain(one, seq) : verdict;
  }

  private async judgeAgain(one: LiveAttempt, seq: number): Promise<ErrorCode | null> {
    const again = await this.load(one.attemptId);
    const second = again && judgeEvent(again, seq, now());
    return second === 'stale' ? 'EXAM_OTHER_DEVICE' : second;
  }

  /** Takes in a hand-in or a device, from wherever it came. */
  note(event: AttemptEvent | Mark): void {
    const one = this.live.get(event.attemptId);
    if (!one) return;
    if (event.type === 'take') {
      const turn = deviceTurn(event.seq);
      one.devices.set(turn, event.deviceId);
      one.turn = Math.max(one.turn, turn);
    }
    if (event.type === 'submit') {
      one.submit = earlier(one.submit, { seq: event.seq, atMs: event.at.getTime() });
    }
  }

  /** When an attempt was handed in, as far as this process has heard; its document follows later. */
  handedInAt(attemptId: string): Date | null {
    const submit = this.live.get(attemptId)?.submit;
    return submit ? new Date(submit.atMs) : null;
  }

  /** Its own person knows at once that they handed it in, also while a whole exam waits to be graded. */
  asHandedIn(one: AttemptRow): AttemptRow {
    const submittedAt = one.state === 'in_progress' ? this.handedInAt(one._id) : null;
    return submittedAt ? { ...one, state: 'submitted', submittedAt } : one;
  }

  /** Takes in other times of one person, and which of their papers count. */
  async noteSitting(sitting: SittingDocument): Promise<void> {
    const own = this.live.ofSitting(sitting._id);
    // Of most that are changed nobody writes here.
    if (own.length === 0) return;
    const exam = await this.exams.get(sitting.examId);
    const times = timesOf(exam, sitting.times);
    for (const one of own) {
      one.isAside = isSetAside(sitting, one.no);
      if (await this.repository.isFinal(one.attemptId)) continue;
      one.endsAtMs = endOf(times, one.startedAtMs);
    }
  }

  private lookAround(): void {
    const at = now();
    if (this.looking || Math.abs(at - this.lookedAt) < LOOK_MS) return;
    const far = Math.abs(at - this.lookedFarAt) >= LOOK_FAR_MS;
    const since = new Date((this.lookedAt || at) - (far ? FAR_BACK_MS : LOOK_BACK_MS));
    this.looking = true;
    this.look(since)
      .then(() => {
        this.lookedAt = at;
        if (far) this.lookedFarAt = at;
      })
      .catch((error: unknown) => log().warn({ reason: reasonOf(error) }, 'exam gate looks again'))
      .finally(() => (this.looking = false));
  }

  private async look(since: Date): Promise<void> {
    const marks = await this.repository.listMarks(since, this.processTag);
    for (const mark of marks) {
      this.note(mark);
      if (mark.type === 'submit') this.lookBehind(mark);
    }
    for (const sitting of await this.sittings.listChanged(since)) await this.noteSitting(sitting);
  }

  /** It was graded by what was durable then: an answer that was acknowledged here since is not in it. */
  private lookBehind({ attemptId, at }: Mark): void {
    const one = this.live.get(attemptId);
    if (!one || one.keptAtMs < at.getTime() - APART_MS) return;
    one.keptAtMs = 0;
    this.onOvertaken(attemptId);
  }

  private async read(attemptId: string): Promise<LiveAttempt | null> {
    return this.take(await this.repository.listEvents(attemptId, TURNS));
  }
}

/** What was noted of an attempt while it was read again is not in what was read. */
function joinKnown(one: LiveAttempt, known: LiveAttempt | undefined): void {
  if (!known) return;
  for (const [turn, device] of known.devices) one.devices.set(turn, device);
  one.turn = Math.max(one.turn, known.turn);
  one.keptAtMs = known.keptAtMs;
  if (known.submit) one.submit = earlier(one.submit, known.submit);
}

type HandIn = NonNullable<LiveAttempt['submit']>;

function earlier(before: HandIn | null, { seq, atMs }: HandIn): HandIn {
  if (!before) return { seq, atMs };
  return { seq: Math.min(before.seq, seq), atMs: Math.min(before.atMs, atMs) };
}
