import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { DAY_MS } from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { isDatabaseAway, reasonOf } from '../../platform/errors';
import { makeId } from '../../platform/ids';
import { log } from '../../platform/log';
import { AttemptRepository } from './attempt.repository';
import type { UnmadeDocument } from './unmade.collection';
import { unmadeTotal } from './unmade.metrics';
import { UnmadeRepository } from './unmade.repository';

/** Until it is tried again for the first time (ms); it doubles with each. */
const PAUSE_MS = 10_000;
const MAX_PAUSE_MS = 10 * 60_000;
/** The same of one that its exam was settled without: nobody waits for it. */
const LEFT_OUT_PAUSE_MS = DAY_MS;

/** What is taken in again is done by then (ms), or its process ended. */
const EXPECTED_MS = 60_000;

/** Attempts that cannot be made: they stop no other one, are named in the log and tried again. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class UnmadeService {
  @Inject()
  repository: UnmadeRepository;

  @Inject()
  attempts: AttemptRepository;

  /**
   * Makes some attempts together, and each by itself where that fails; answers those that cannot be made.
   * Throws where the database is away, which is no attempt's fault.
   */
  async around(
    ids: readonly string[],
    over: boolean,
    make: (some: readonly string[]) => Promise<void>,
  ): Promise<string[]> {
    try {
      await make(ids);
      return [];
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      if (ids.length === 1) {
        for (const id of ids) await this.note(id, over, error);
        return [...ids];
      }
    }
    const unmade: string[] = [];
    for (const id of ids) unmade.push(...(await this.around([id], over, make)));
    return unmade;
  }

  /** What is due is tried again; answers the exams of it. */
  async retry(
    at: Date,
    remake: (ids: readonly string[], over: boolean) => Promise<string[]>,
  ): Promise<Set<string | null>> {
    const due = await this.repository.listDue(at);
    for (const over of [false, true]) {
      const some = due.filter((one) => one.over === over);
      const ids = some.map((one) => one._id);
      const unmade = new Set(await remake(ids, over));
      // Whoever came to one meanwhile is still at it: that one goes with the next round.
      await this.repository.removeDone(some.filter(({ _id }) => !unmade.has(_id)));
    }
    return new Set(due.map((one) => one.examId));
  }

  /** Those of some attempts that are not left to `retry`. */
  async others(ids: readonly string[]): Promise<string[]> {
    const known = await this.repository.listOf(ids);
    return ids.filter((id) => !known.has(id));
  }

  /**
   * One is about to be taken in again, and what follows from that: left half done, the job does both. Answers the
   * way to say that it is done; one that could not be made stays, and so does one that somebody else is at.
   */
  async expect(examId: string, attemptId: string): Promise<() => Promise<void>> {
    const by = makeId();
    const dueAt = new Date(now() + EXPECTED_MS);
    await this.repository.saveExpected({ examId, attemptId, by, dueAt });
    return () => this.repository.removeExpected(attemptId, by);
  }

  /** Which attempts of an exam cannot be made so far. */
  async idsOf(examId: string): Promise<string[]> {
    return this.repository.idsOf(examId);
  }

  /** Some are waited for no longer; should somebody mend one, it is made all the same, and kept. */
  async leaveOut(attemptIds: readonly string[]): Promise<void> {
    await this.repository.leaveOut(attemptIds);
  }

  /** How many attempts of an exam are waited for: none of them can be made so far, or is taken in right now. */
  async countOf(examId: string): Promise<number> {
    return this.repository.countOf(examId);
  }

  /** Whoever asks in between does not put it off. */
  private async note(attemptId: string, over: boolean, error: unknown): Promise<void> {
    const at = nowDate();
    const known = await this.repository.find(attemptId);
    // One that is only taken in again may turn out to be one of these.
    if (known && known.tries > 0 && known.dueAt > at) return;
    const unmade: Omit<UnmadeDocument, 'leftOut' | 'atIt'> = {
      _id: attemptId,
      examId: known?.examId ?? (await this.attempts.findSeat(attemptId))?.examId ?? null,
      over: over || known?.over === true,
      tries: (known?.tries ?? 0) + 1,
      dueAt: new Date(at.getTime() + pauseMs(known)),
      schemaVersion: 1,
    };
    await this.repository.save(unmade);
    unmadeTotal.inc();
    const { examId, tries } = unmade;
    log().error({ attemptId, examId, tries, reason: reasonOf(error) }, 'attempt cannot be made');
  }
}

function pauseMs(known: UnmadeDocument | null): number {
  if (known?.leftOut) return LEFT_OUT_PAUSE_MS;
  return Math.min(PAUSE_MS * 2 ** (known?.tries ?? 0), MAX_PAUSE_MS);
}
