import { deviceTurn, examContract, type QuestionAnswer } from '@qiangji/shared-types';
import { deviceNow, knownNow } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { discard, enqueue, outboxItem, type OutboxItem } from '@/platform/outbox';
import { StorageError } from '@/platform/storage';
import {
  back,
  left,
  withAnswer,
  withCarrier,
  withFlag,
  type HeldAnswer,
  type HeldAttempt,
  type Written,
} from './held.core';
import { dropPaper, holdAttempt } from './held.store';

/**
 * A text is sent when its writer pauses for so long (ms), or for as little as half of it by chance: a room that
 * turns the page together does not send together. It is on the phone at once.
 */
const PAUSE_MS = 600;

/** An attempt in hand: each change is on the phone before it shows, and goes up through the outbox. */
export class Sitting {
  private readonly listeners = new Set<() => void>();
  private readonly underWay = new Map<number, Promise<void>>();
  /** What carries the latest answer of each question that was handed to the outbox. */
  private readonly carriers: Map<string, string>;
  private isHandingIn = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** The phone has no room: what was not kept is on the screen only. */
  full = false;

  constructor(public held: HeldAttempt) {
    const carried = Object.entries(held.answers);
    this.carriers = new Map(carried.flatMap(([code, { opId }]) => (opId ? [[code, opId]] : [])));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): HeldAttempt => this.held;

  change(next: HeldAttempt): void {
    if (next === this.held) return;
    this.held = next;
    try {
      holdAttempt(next);
      this.full = false;
    } catch {
      this.full = true;
    }
    this.listeners.forEach((listener) => listener());
  }

  /** Takes an answer while there is time; what was given before goes up in the grace all the same. */
  answer(code: string, answer: QuestionAnswer): void {
    const at = knownNow();
    if (at !== undefined && at >= this.held.endsAtMs) return;
    this.write(code, answer, { writtenAtMs: at, deviceAtMs: deviceNow() });
  }

  /** Gives the answer that this phone has a number of its own again: it was in time, only nothing carries it. */
  again(code: string): void {
    const one = this.held.answers[code];
    if (one) this.write(code, one.answer, one);
  }

  /** Whether an event has a number from before this phone took the attempt back: it was long under way. */
  isOfBefore({ body }: OutboxItem): boolean {
    const { seq } = body as { seq: number };
    return !this.held.elsewhere && deviceTurn(seq) < deviceTurn(this.held.nextSeq);
  }

  /** An answer that came back for its number's sake only goes up once more under a number of now. */
  giveAgain(opId: string): void {
    this.takeBack([opId]);
    const [code] = Object.entries(this.held.answers).find(([, one]) => one.opId === opId) ?? [];
    if (code === undefined) return;
    this.again(code);
    this.flush();
  }

  private write(code: string, answer: QuestionAnswer, written: Written): void {
    if (this.held.submitOpId !== null) return;
    this.change(withAnswer(this.held, code, answer, written));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.flush(), PAUSE_MS * (1 - randomUnit() / 2));
  }

  /** Hands every answer that nothing carries yet to the outbox, in the order of their numbers. */
  flush(): void {
    clearTimeout(this.pause);
    const open = Object.entries(this.held.answers)
      .filter(([, { opId }]) => opId === null)
      .filter(([, { seq }]) => !this.underWay.has(seq))
      .sort(([, a], [, b]) => a.seq - b.seq);
    for (const [code, given] of open) {
      this.underWay.set(given.seq, this.carry(code, given));
    }
  }

  private async carry(code: string, given: HeldAnswer): Promise<void> {
    const { seq, answer, writtenAtMs, deviceAtMs } = given;
    const { attemptId } = this.held;
    const isDated = writtenAtMs !== undefined;
    const dated = isDated ? { writtenAt: new Date(writtenAtMs).toISOString() } : {};
    try {
      const opId = await enqueue({
        contract: examContract.appendAnswer,
        params: { attemptId },
        body: { seq, questionCode: code, answer, ...dated },
        recordKey: attemptId,
        title: '考试答案',
        // By their numbers the service knows which is the later one, in whatever order they arrive; one by one
        // over a slow link the last of many would come after the grace.
        beside: true,
        // One that may turn out to be written too late takes the place of none that was written in time.
        insteadOf: isDated ? this.carriers.get(code) : undefined,
        // Where the phone does not know the service's clock, this with its own at the sending tells when it was.
        doneAtMs: deviceAtMs,
      });
      this.carriers.set(code, opId);
      this.change(withCarrier(this.held, code, seq, opId));
    } catch {
      this.full = true;
      this.listeners.forEach((listener) => listener());
    } finally {
      this.underWay.delete(seq);
    }
  }

  goTo(at: number): void {
    this.flush();
    this.change({ ...this.held, at });
  }

  flag(code: string): void {
    this.change(withFlag(this.held, code));
  }

  leave(): void {
    if (this.held.submitOpId !== null || this.held.elsewhere) return;
    this.flush();
    this.change(left(this.held, deviceNow()));
  }

  /** How long the screen was away (ms); undefined where it was not. */
  async comeBack(): Promise<number | undefined> {
    const returned = back(this.held, deviceNow());
    if (!returned || this.held.submitOpId !== null) return undefined;
    const { nextSeq: seq, attemptId } = this.held;
    this.change(returned.held);
    await enqueue({
      contract: examContract.appendLeave,
      params: { attemptId },
      body: { seq, awayMs: returned.awayMs },
      recordKey: attemptId,
      title: '离开屏幕的次数',
      beside: true,
    });
    return returned.awayMs;
  }

  /**
   * Everything goes before it: the outbox keeps the order of one record. Where an answer found no room it throws
   * `StorageError`, so that its person makes some first; not so once the time is over (`isOver`).
   */
  async handIn(isOver = false): Promise<void> {
    if (this.held.submitOpId !== null || this.isHandingIn) return;
    this.isHandingIn = true;
    try {
      const { nextSeq: next } = this.held;
      this.flush();
      await Promise.all(this.underWay.values());
      const { attemptId, nextSeq: seq, answers } = this.held;
      const isLeft = Object.values(answers).some((one) => one.opId === null && one.seq < next);
      if (isLeft && !isOver) throw new StorageError('full', attemptId);
      const opId = await enqueue({
        contract: examContract.submitAttempt,
        params: { attemptId },
        body: { seq },
        recordKey: attemptId,
        title: '交卷',
      });
      this.close({ submitOpId: opId, nextSeq: this.held.nextSeq + 1, byClock: isOver });
    } finally {
      this.isHandingIn = false;
    }
  }

  /** The service takes no more of it, for this reason; what came back says so. */
  end(endedBy: string, opId: string): void {
    this.close({ submitOpId: this.held.submitOpId ?? opId, endedBy });
  }

  /** Another phone writes now; a hand-in of this one that came back is none. */
  moveAway(): void {
    this.change({ ...this.held, submitOpId: null, elsewhere: true });
  }

  /** Nothing is left to do: the paper and its key leave the phone. */
  private close(how: Partial<HeldAttempt>): void {
    const { examId, no } = this.held;
    this.change({ ...this.held, ...how, paperKey: '' });
    dropPaper(examId, no);
  }

  /** Takes back what came back refused, so that it does not hold what follows. */
  takeBack(opIds: readonly string[]): void {
    for (const opId of opIds) if (outboxItem(opId)?.state !== 'sending') discard(opId);
  }
}
