import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type DeferReason } from '@qiangji/shared-types';
import { busyWithin, calledWithin } from '../../platform/availability';
import { AwayService } from '../leave';
import { OrgService } from '../org';
import { keepsBank } from '../quiz';
import type { AttemptRow } from './attempt.repository';
import type { ExamDocument, SittingDocument } from './exam.collection';
import { timesOf } from './exam.rules';

/** Between which moments somebody could have come. */
interface Window {
  opensAt: Date;
  closesAt: Date;
}

/** A paper and between which moments it was written. */
type Written = Pick<AttemptRow, '_id' | 'personId' | 'startedAt' | 'endsAt'>;

/**
 * Who could not sit: every day of their window lay in a leave, or they were on a shift or in an incident
 * while a surprise exam could be started, or they keep the bank by now. Deferred, never missed.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ExcuseService {
  @Inject()
  leaves: AwayService;

  @Inject()
  org: OrgService;

  /** Why those of these who never started are excused, by sitting; whoever is not named is not. */
  async reasons(
    exam: ExamDocument,
    sittings: readonly SittingDocument[],
  ): Promise<Map<string, DeferReason>> {
    const windowOf = ({ times }: SittingDocument) => startWindow(exam, times);
    const away = await this.away(sittings, windowOf);
    const reasons = new Map<string, DeferReason>(away.map(({ _id }) => [_id, 'leave']));
    for (const { _id } of await this.recused(sittings)) reasons.set(_id, 'recused');
    if (exam.draft.kind !== 'surprise') return reasons;
    // Whoever was given a window of their own chose when to come in it.
    const sudden = sittings.filter(({ times }) => !times?.closesAt);
    const { opensAt, closesAt } = startWindow(exam, null);
    const busy = await busyWithin(
      sudden.map((one) => one.personId),
      opensAt,
      closesAt,
    );
    for (const { _id, personId } of sudden) {
      const reason = busy.get(personId);
      if (reason && !reasons.has(_id)) reasons.set(_id, reason);
    }
    return reasons;
  }

  /**
   * Of papers that were taken in unfinished, whose people were called to an incident or a shift while they
   * wrote, by attempt. Whoever handed in had done.
   */
  async calledAway(attempts: readonly Written[]): Promise<Map<string, DeferReason>> {
    const reasons = new Map<string, DeferReason>();
    if (attempts.length === 0) return reasons;
    const from = new Date(Math.min(...attempts.map((one) => one.startedAt.getTime())));
    const to = new Date(Math.max(...attempts.map((one) => one.endsAt.getTime())));
    const people = attempts.map((one) => one.personId);
    const called = await calledWithin(people, from, to);
    // Few: of each the very time of their own paper.
    for (const { _id, personId, startedAt, endsAt } of attempts) {
      if (!called.has(personId)) continue;
      const reason = (await calledWithin([personId], startedAt, endsAt)).get(personId);
      if (reason) reasons.set(_id, reason);
    }
    return reasons;
  }

  /** Those of these sittings whose people keep the bank by now. */
  async recused<S extends Pick<SittingDocument, 'personId'>>(sittings: readonly S[]): Promise<S[]> {
    const people = await this.org.personsById(sittings.map((one) => one.personId));
    return sittings.filter(({ personId }) => keepsBank(people.get(personId) ?? { grants: [] }));
  }

  /** Those of these sittings who were on leave; most of an exam share one window, so they are asked for by its days. */
  async away<S extends Pick<SittingDocument, 'personId'>>(
    sittings: readonly S[],
    windowOf: (sitting: S) => Window,
  ): Promise<S[]> {
    const byDays = new Map<string, S[]>();
    for (const one of sittings) {
      const { opensAt, closesAt } = windowOf(one);
      const days = `${dayOf(opensAt.getTime())} ${dayOf(closesAt.getTime())}`;
      byDays.set(days, [...(byDays.get(days) ?? []), one]);
    }
    const found: S[] = [];
    for (const [days, rows] of byDays) {
      const [from = '', to = ''] = days.split(' ');
      const ids = rows.map((one) => one.personId);
      const gone = await this.leaves.throughout(ids, from, to);
      found.push(...rows.filter((one) => gone.has(one.personId)));
    }
    return found;
  }
}

/** Between which moments somebody could have started. */
function startWindow(exam: ExamDocument, own: SittingDocument['times']): Window {
  const { opensAtMs, startByMs } = timesOf(exam, own);
  return { opensAt: new Date(opensAtMs), closesAt: new Date(startByMs) };
}
