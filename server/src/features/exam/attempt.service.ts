import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  answerProblem,
  SEQ_BLOCK,
  type Attempt,
  type AttemptStarted,
  type ErrorCode,
  type EventKept,
  type examContract,
  type HandlerInput,
} from '@qiangji/shared-types';
import { isoOf, now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { keepsBank } from '../quiz';
import type { AttemptEvent, StartEvent } from './attempt.events';
import { AttemptGate, type LiveAttempt } from './attempt.gate';
import { presentAttempt } from './attempt.presenter';
import { AttemptRepository } from './attempt.repository';
import { foldAttempt, isLate, sameEvent } from './attempt.rules';
import { attemptIdOf, paperKeyOf, sealSheet, seedOf } from './envelope.rules';
import { ExamCache } from './exam-cache.service';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { endOf, isSetAside, judgeStart, lastNo, timesOf } from './exam.rules';
import { isWrittenLate, keptWritten } from './late.rules';
import { PaperStore, sheetOf } from './paper-store.service';
import { SittingRepository } from './sitting.repository';
import { SnapshotService } from './snapshot.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Devices that take over at one moment draw lots by trying again. */
const TAKE_TRIES = 5;

/** Writing an exam: all of it journal events, acknowledged once durable. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AttemptService {
  @Inject()
  repository: AttemptRepository;

  @Inject()
  gate: AttemptGate;

  @Inject()
  exams: ExamCache;

  @Inject()
  papers: PaperStore;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  snapshots: SnapshotService;

  /** Starts, or goes on with what this person started on whatever device; a repeat answers the same. */
  async startAttempt({ params, body }: Input<'startAttempt'>, call: Call): Promise<AttemptStarted> {
    const { personId } = call.actor;
    const [sitting, known] = await Promise.all([
      this.sittings.find(call.scope, personId, params.examId),
      this.exams.get(params.examId),
    ]);
    if (!sitting) throw new AppError('NOT_FOUND');
    const exam = await this.asItIs(known, sitting);
    if (exam.state === 'draft') throw new AppError('NOT_FOUND');
    if (body.no > lastNo(exam, sitting)) throw new AppError('NO_ATTEMPT_LEFT');
    const attemptId = attemptIdOf(exam.secret, sitting._id, body.no);
    // A post that was given since the draw recuses too, yet takes no attempt out of anybody's hands.
    const refusal = keepsBank(call.actor)
      ? 'EXAM_RECUSED'
      : judgeStart(exam, sitting, timesOf(exam, sitting.times), now());
    if (!refusal && body.no > 1) await this.checkBefore(exam, sitting, body.no);
    const start = refusal
      ? await this.startedBefore(attemptId, refusal)
      : await this.appendStart(sitting, {
          type: 'start',
          attemptId,
          seq: 0,
          at: nowDate(),
          deviceAt: new Date(body.deviceAt),
          startOf: exam._id,
          sittingId: sitting._id,
          personId,
          unitPath: call.actor.unitPath,
          no: body.no,
          deviceId: body.deviceId,
          opId: body.opId,
        });
    const events = start.repeated ? await this.goOn(attemptId, exam, sitting, body) : [start.event];
    if (start.repeated) this.noteAgain(events, exam, sitting);
    return this.presentStarted(exam, sitting, events, body);
  }

  private async appendStart(sitting: SittingDocument, event: Omit<StartEvent, '_id'>) {
    const appended = await this.repository.append(event);
    const start = appended.event as StartEvent;
    if (!appended.repeated) {
      await this.gate.take([start], sitting);
      this.snapshots.noteStart(start, sitting);
    }
    return { event: start, repeated: appended.repeated };
  }

  /**
   * The process that took the start may have ended before it made the document. One that is over has had its
   * own, or is seen to by the jobs: none of it may come back among those that are being written.
   */
  private noteAgain(
    events: readonly AttemptEvent[],
    exam: ExamDocument,
    sitting: SittingDocument,
  ): void {
    const start = events.find((one) => one.type === 'start');
    if (!start || events.some((one) => one.type === 'submit')) return;
    const endsAtMs = endOf(timesOf(exam, sitting.times), start.at.getTime());
    if (now() <= endsAtMs) this.snapshots.noteStart(start, sitting);
  }

  private async startedBefore(attemptId: string, refusal: ErrorCode) {
    const event = await this.repository.findEvent(attemptId, 0);
    if (!event) throw new AppError(refusal);
    return { event, repeated: true };
  }

  /** Until an exam opens its secret may change: whoever begins before it does so by the one that holds now. */
  private asItIs(known: ExamDocument, { times }: SittingDocument) {
    if (!times?.opensAt || times.opensAt >= known.opensAt) return known;
    this.exams.forget(known._id);
    return this.exams.get(known._id);
  }

  /** A further attempt begins when the one before was handed in or is over. */
  private async checkBefore(exam: ExamDocument, sitting: SittingDocument, no: number) {
    // One that was set aside may still run: it does not count, and is in nobody's way.
    if (isSetAside(sitting, no - 1)) return;
    const before = await this.gate.get(attemptIdOf(exam.secret, sitting._id, no - 1));
    if (before?.submit || (before && now() > before.endsAtMs)) return;
    throw new AppError('STATE_CONFLICT', { message: '前一次还没交卷' });
  }

  /** Another device, or the same one after a restart, begins a block of numbers of its own. */
  private async goOn(
    attemptId: string,
    exam: ExamDocument,
    sitting: SittingDocument,
    { opId, deviceId, deviceAt }: Input<'startAttempt'>['body'],
  ): Promise<AttemptEvent[]> {
    for (let tried = 0; tried < TAKE_TRIES; tried += 1) {
      const events = await this.repository.listEvents(attemptId);
      const { turn, devices, submit } = foldAttempt(events);
      const opened = events.find((one) => 'opId' in one && one.opId === opId);
      const start = events.find((one) => one.type === 'start');
      // The phone sends its start again: it has not heard the answer.
      if (opened && Math.floor(opened.seq / SEQ_BLOCK) === turn) return events;
      if (exam.state !== 'published') throw new AppError('EXAM_OVER');
      if (submit) throw new AppError('EXAM_HANDED_IN');
      const endsAtMs = endOf(timesOf(exam, sitting.times), start?.at.getTime() ?? 0);
      if (now() > endsAtMs) throw new AppError('EXAM_OVER');
      if (opened) throw new AppError('EXAM_OTHER_DEVICE', { internal: devices.get(turn) });
      try {
        const { event } = await this.repository.append({
          type: 'take',
          attemptId,
          seq: (turn + 1) * SEQ_BLOCK,
          at: nowDate(),
          deviceAt: new Date(deviceAt),
          deviceId,
          opId,
          mark: nowDate(),
          by: this.gate.processTag,
        });
        // What arrived while the device took over is shown to it too.
        const all = await this.repository.listEvents(attemptId);
        await this.gate.take(all);
        this.gate.note(event);
        return all;
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'EXAM_SEQ_TAKEN')) throw error;
      }
    }
    throw new AppError('EXAM_OTHER_DEVICE');
  }

  private async presentStarted(
    exam: ExamDocument,
    sitting: SittingDocument,
    events: readonly AttemptEvent[],
    { no, withPaper }: Input<'startAttempt'>['body'],
  ): Promise<AttemptStarted> {
    const paperKey = paperKeyOf(exam.secret, sitting._id, no);
    const attempt: Attempt = presentAttempt(events, exam, sitting);
    if (!withPaper) return { attempt, paperKey, envelope: null };
    const paper = await this.papers.ofExam(exam);
    const whose = { secret: exam.secret, sittingId: sitting._id, no };
    const seed = seedOf(exam.secret, sitting._id, no);
    const sheet = sheetOf(paper, seed, this.papers.drawn(paper, whose));
    return { attempt, paperKey, envelope: sealSheet(sheet, whose) };
  }

  appendAnswer({ params, body }: Input<'appendAnswer'>, call: Call): Promise<EventKept> {
    const { clockOffsetMs } = call;
    const happened = (one: LiveAttempt): AttemptEvent => {
      const { attemptId, paper, drawn } = one;
      const part = paper.parts.get(body.questionCode);
      const question = paper.questions.get(body.questionCode);
      // All draws share a paper's parts.
      if (!part || !question || !drawn.includes(part)) throw new AppError('NOT_ON_PAPER');
      const problem = answerProblem(question.body, body.answer);
      if (problem) throw new AppError('ANSWER_IMPOSSIBLE', { internal: problem });
      const { seq, questionCode: code, answer } = body;
      const deviceAt = new Date(body.deviceAt);
      const at = nowDate();
      const event = { type: 'answer' as const, attemptId, seq, at, deviceAt, code, answer };
      if (!isAfter(one, at)) return event;
      return { ...event, ...keptWritten(body, clockOffsetMs, at) };
    };
    const wroteTooLate = (endsAtMs: number, atMs: number) =>
      isWrittenLate(body, { clockOffsetMs, endsAtMs, atMs });
    return this.keep(params.attemptId, body.seq, call, happened, wroteTooLate);
  }

  appendLeave({ params, body }: Input<'appendLeave'>, call: Call): Promise<EventKept> {
    return this.keep(params.attemptId, body.seq, call, ({ attemptId }) => {
      const { seq, awayMs } = body;
      const deviceAt = new Date(body.deviceAt);
      return { type: 'leave', attemptId, seq, at: nowDate(), deviceAt, awayMs };
    });
  }

  submitAttempt({ params, body }: Input<'submitAttempt'>, call: Call): Promise<EventKept> {
    return this.keep(params.attemptId, body.seq, call, ({ attemptId }) => {
      const at = nowDate();
      const deviceAt = new Date(body.deviceAt);
      const by = this.gate.processTag;
      return { type: 'submit', attemptId, seq: body.seq, at, deviceAt, mark: at, by };
    });
  }

  /**
   * Appends what happened in an attempt of one's own, if the gate lets it in; what is kept already is
   * acknowledged at any time. One function, which waits for the journal only wherever it can: each further
   * promise counts when ten thousand answers come in a second.
   */
  private async keep(
    attemptId: string,
    seq: number,
    call: Call,
    happened: (one: LiveAttempt) => AttemptEvent,
    wroteTooLate: (endsAtMs: number, atMs: number) => boolean = () => false,
  ): Promise<EventKept> {
    const live = this.gate.get(attemptId);
    let one = ownAttempt(live instanceof Promise ? await live : live, call);
    const judged = this.gate.judge(one, seq);
    let refusal = judged instanceof Promise ? await judged : judged;
    if (judged instanceof Promise) one = this.gate.latest(one);
    // Stamped when it is let in: until when others look for it counts from there.
    let event = happened(one);
    const isTooLate = () => {
      const atMs = event.at.getTime();
      return atMs > one.endsAtMs && wroteTooLate(one.endsAtMs, atMs);
    };
    if (refusal === 'EXAM_OVER' || (!refusal && isTooLate())) {
      // Another process may have given more time, or heard of a hand-in.
      one = (await this.gate.load(attemptId)) ?? one;
      refusal = await this.gate.judge(one, seq);
      event = happened(one);
      if (!refusal && isTooLate()) refusal = 'ANSWER_TOO_LATE';
    }
    if (refusal) {
      const kept = await this.repository.findEvent(attemptId, seq);
      if (!kept || !sameEvent(kept, event)) throw new AppError(refusal);
      if (isLate(one, now())) await this.snapshots.takeLate(attemptId, one.examId);
      return presentKept(kept, one);
    }
    const { event: kept } = await this.repository.append(event);
    if (kept.type === 'submit') this.gate.note(kept);
    // It may have been read anew while this was written, and what was heard since is in the later one only.
    one = this.gate.latest(one);
    const keptAtMs = now();
    one.keptAtMs = keptAtMs;
    if (isLate(one, keptAtMs)) await this.snapshots.takeLate(attemptId, one.examId);
    else if (one.submit) this.snapshots.noteChange(attemptId);
    return presentKept(kept, one);
  }
}

/** Whether what arrives then can only count if it was written before. */
function isAfter({ endsAtMs, submit }: LiveAttempt, at: Date): boolean {
  return submit !== null || at.getTime() > endsAtMs;
}

/** Somebody else's attempt is none. */
function ownAttempt(one: LiveAttempt | null, call: Call): LiveAttempt {
  if (!one || one.personId !== call.scope.personId) throw new AppError('NOT_FOUND');
  return one;
}

function presentKept({ seq, at }: AttemptEvent, one: LiveAttempt): EventKept {
  const kept = { seq, receivedAt: isoOf(at.getTime()), endsAt: endsAtOf(one) };
  return one.isAside ? { ...kept, setAside: true } : kept;
}

/** Told with each answer, and the same nearly each time. */
function endsAtOf(one: LiveAttempt): string {
  const { endsAtMs } = one;
  if (one.endsAt?.ms !== endsAtMs) one.endsAt = { ms: endsAtMs, text: isoOf(endsAtMs) };
  return one.endsAt.text;
}
