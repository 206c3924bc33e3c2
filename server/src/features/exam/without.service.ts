import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { againIfBeaten } from '../../platform/mongo';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository, type AttemptRow, type Seat } from './attempt.repository';
import { AudienceService } from './audience.service';
import type { ExamDocument, ExamTask } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { standing } from './exam.rules';
import { unmadeWords } from './exam.words';
import { SittingRepository } from './sitting.repository';
import { UnmadeService } from './unmade.service';

/** Somebody may give a person other times at that moment. */
const TRIES = 3;

type Seated = Seat & { attemptId: string };
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
    // What could be graded since the keeper decided counts as any other.
    const unmade = new Set(await this.unmade.idsOf(exam._id));
    const still = await this.seatsOf(attemptIds.filter((id) => unmade.has(id)));
    const reach = { unitPaths: [exam.unitPath] };
    const people = [...new Set(still.map(({ personId }) => personId))];
    const rows = await this.attempts.listOfPeople(reach, exam, people);
    const final = rows.filter((row) => row.final);
    const isMade = new Set(final.map((row) => row._id));
    const left = still.filter(({ attemptId }) => !isMade.has(attemptId));
    for (const [personId, no] of lastOf(left)) {
      const others = final.filter((row) => row.personId === personId);
      await againIfBeaten(TRIES, () => this.defer(exam, { personId, no, others }, step));
    }
    const told = await this.sittings.listOfOp(exam._id, step.opId);
    await this.audience.tellSome(exam, told, unmadeWords(exam, step.opId));
    // Also what could be made and waits for something else: the keeper has had enough of waiting.
    await this.unmade.leaveOut(still.map(({ attemptId }) => attemptId));
  }

  private async seatsOf(attemptIds: readonly string[]): Promise<Seated[]> {
    const seats: Seated[] = [];
    for (const attemptId of attemptIds) {
      const seat = await this.attempts.findSeat(attemptId);
      if (seat) seats.push({ ...seat, attemptId });
    }
    return seats;
  }

  private async defer(
    exam: ExamDocument,
    { personId, no, others }: { personId: string; no: number; others: readonly AttemptRow[] },
    step: Without['step'],
  ): Promise<void> {
    const found = await this.sittings.findUnscoped(personId, exam._id);
    // What was set aside before counts for nothing anyway, and whatever came of its person since stands.
    if (!found || no <= (found.setAside ?? 0)) return;
    // Deferring sets aside all that came before: whoever has another one that counts keeps that.
    if (standing(found, others).length > 0) return;
    const { times, note, setAside = 0 } = found;
    const event = { ...step, times: presentTimes(times), deferred: 'unmade' as const, note };
    const aside = { setAside: no, setAsideBefore: setAside };
    const $set = { deferred: 'unmade' as const, ...aside, missed: null, changedAt: nowDate() };
    await this.gate.noteSitting(await this.sittings.saveStep(found, event, { $set }));
  }
}

/** The last of these attempts of each person. */
function lastOf(seats: readonly Seated[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { personId, no } of seats) last.set(personId, Math.max(no, last.get(personId) ?? 0));
  return last;
}
