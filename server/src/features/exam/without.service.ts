import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { againIfBeaten } from '../../platform/mongo';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository } from './attempt.repository';
import { AudienceService } from './audience.service';
import type { ExamDocument, ExamTask } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { unmadeWords } from './exam.words';
import { SittingRepository } from './sitting.repository';
import { UnmadeService } from './unmade.service';

/** Somebody may give a person other times at that moment. */
const TRIES = 3;

type Without = Extract<ExamTask, { what: 'without' }>;

/**
 * Papers that an exam is settled without: whoever wrote one is deferred, what they wrote is kept and does not count,
 * and they sit another time. It is no fault of theirs.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class WithoutService {
  @Inject()
  attempts: AttemptRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  unmade: UnmadeService;

  @Inject()
  audience: AudienceService;

  @Inject()
  gate: AttemptGate;

  /** Done again it changes nothing. The exam waits for them no longer once everybody is seen to. */
  async carryOut(exam: ExamDocument, { step, attemptIds }: Without): Promise<void> {
    for (const [personId, no] of await this.lastOf(attemptIds)) {
      await againIfBeaten(TRIES, () => this.defer(exam, { personId, no }, step));
    }
    const rows = await this.sittings.listOfOp(exam._id, step.opId);
    await this.audience.tellSome(exam, rows, unmadeWords(exam, step.opId));
    await this.unmade.leaveOut(attemptIds);
  }

  /** The last of these attempts of each person. */
  private async lastOf(attemptIds: readonly string[]): Promise<Map<string, number>> {
    const last = new Map<string, number>();
    for (const id of attemptIds) {
      const seat = await this.attempts.findSeat(id);
      if (seat) last.set(seat.personId, Math.max(seat.no, last.get(seat.personId) ?? 0));
    }
    return last;
  }

  private async defer(
    exam: ExamDocument,
    { personId, no }: { personId: string; no: number },
    step: Without['step'],
  ): Promise<void> {
    const found = await this.sittings.findUnscoped(personId, exam._id);
    // What was set aside before counts for nothing anyway, and whatever came of its person since stands.
    if (!found || no <= (found.setAside ?? 0)) return;
    const { times, note, setAside = 0 } = found;
    const event = { ...step, times: presentTimes(times), deferred: 'unmade' as const, note };
    const aside = { setAside: no, setAsideBefore: setAside };
    const $set = { deferred: 'unmade' as const, ...aside, missed: null, changedAt: nowDate() };
    await this.gate.noteSitting(await this.sittings.saveStep(found, event, { $set }));
  }
}
