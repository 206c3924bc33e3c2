import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Actor } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { log } from '../../platform/log';
import { keepsBank } from '../quiz';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository } from './attempt.repository';
import { dueOf, type DueExam, type SittingRow } from './due.rules';
import { examPolicies } from './exam.policy';
import { ExamRepository, type NearExam } from './exam.repository';
import { timesOf } from './exam.rules';
import { SittingRepository } from './sitting.repository';

/** Another process's change of an exam is seen after at most this long (ms). */
const TTL_MS = 2_000;

/**
 * The exams that somebody can start, is writing, or can start soon. A whole bureau asks at the same moment:
 * which exams there are is read once for all, so that most days nobody's sittings are asked for at all, and
 * attempts only once an exam has opened.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DueExamService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  gate: AttemptGate;

  private near: { at: number; exams: Promise<NearExam[]> } | undefined;

  /** Those that have opened, and those that open by then (ms). */
  async list(actor: Actor, untilMs: number): Promise<DueExam[]> {
    const near = await this.nearExams();
    if (near.length === 0) return [];
    const { personId } = actor;
    const scope = examPolicies['exam.sit'].scope(actor);
    const ids = near.map((exam) => exam._id);
    const byId = new Map(near.map((exam) => [exam._id, exam]));
    const sat = (await this.sittings.listOfPerson(scope, personId, ids)).flatMap((sitting) => {
      const exam = byId.get(sitting.examId);
      return exam ? [{ exam, sitting, times: timesOf(exam, sitting.times) }] : [];
    });
    const begun = sat.filter(({ times }) => times.opensAtMs <= now()).map(({ exam }) => exam._id);
    const rows = begun.length > 0 ? await this.attempts.listOfPerson(scope, personId, begun) : [];
    const attempts = rows.map((one) => this.gate.asHandedIn(one));
    const facts = { untilMs, nowMs: now(), isRecused: keepsBank(actor) };
    const found = sat.flatMap(({ exam, sitting, times }) => {
      const own = attempts.filter((one) => one.examId === exam._id);
      const due = dueOf(exam, { sitting, times, attempts: own }, facts);
      return due ? [{ due, sitting }] : [];
    });
    await this.noteReached(found);
    return found.map(({ due }) => due);
  }

  /** Whoever is told here of a surprise exam that is open knows of it, whether or not they look closer. */
  private async noteReached(
    found: readonly { due: DueExam; sitting: SittingRow }[],
  ): Promise<void> {
    const told = found.filter(
      ({ due, sitting }) =>
        due.kind === 'surprise' && due.state === 'open' && sitting.reachedAt === null,
    );
    const ids = told.map(({ sitting }) => sitting._id);
    try {
      await this.sittings.saveReached(ids, nowDate());
    } catch (error) {
      // The page is to come all the same: the next look notes it.
      log().warn({ ids, reason: reasonOf(error) }, 'that an exam reached its person was not noted');
    }
  }

  private async nearExams(): Promise<NearExam[]> {
    const { near } = this;
    if (near && Math.abs(now() - near.at) < TTL_MS) return near.exams;
    const fresh = { at: now(), exams: this.exams.listNear() };
    this.near = fresh;
    fresh.exams.catch(() => {
      if (this.near === fresh) this.near = undefined;
    });
    return fresh.exams;
  }
}
