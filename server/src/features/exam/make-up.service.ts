import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { examContract, HandlerInput, MakeUpDone } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { findEvent } from '../../platform/mongo';
import { OrgService } from '../org';
import { AttemptRepository } from './attempt.repository';
import { examWithin, ownWindow, refuseRecused } from './exam.access';
import { ClosingService } from './closing.service';
import type { ExamWindow, SittingDocument } from './exam.collection';
import { presentTimes } from './exam.presenter';
import { ExamRepository } from './exam.repository';
import { standing } from './exam.rules';
import { ExcuseService } from './excuse.service';
import { OutdatedService } from './outdated.service';
import { SittingRepository } from './sitting.repository';
import { latestOf, stateIn } from './sitting.rules';
import { stepOf } from './steps';
import { ExamTaskService } from './task.service';
import { WithheldService } from './withheld.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Most sittings that are looked at together. */
const ALL = 100_000;

/** Whoever was deferred or not reached sits another time. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class MakeUpService {
  @Inject()
  sittings: SittingRepository;

  @Inject()
  exams: ExamRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  outdated: OutdatedService;

  @Inject()
  withheld: WithheldService;

  @Inject()
  excuses: ExcuseService;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  closing: ClosingService;

  @Inject()
  org: OrgService;

  /** Another window for those who were deferred or not reached: drawn again, told again. */
  async makeUp({ params, body }: Input<'makeUp'>, call: Call): Promise<MakeUpDone> {
    const exam = await this.examIn(params.examId, call);
    if (exam.state !== 'published') throw new AppError('STATE_CONFLICT');
    const window = ownWindow(body, 'body');
    const named = body.personIds && new Set(body.personIds);
    const attempts = latestOf(await this.attempts.listOfExam(call.scope, exam));
    const all = await this.sittings.listOfExam(call.scope, exam._id, { limit: ALL });
    const step = stepOf('make_up', body, call);
    const before = all.filter((one) => findEvent(one, step) !== undefined);
    if (before.length === 0) await this.outdated.refuseUntil(exam, window.closesAt);
    await this.refuseStrangers(body.personIds, all);
    refuseRecused((await this.org.personsById(body.personIds ?? [])).values());
    const missing = all.filter((one) => {
      if (findEvent(one, step)) return false;
      const last = attempts.get(one.personId);
      const stands = last !== undefined && standing(one, [last]).length > 0;
      if (named) return named.has(one.personId) && !stands;
      const state = stateIn(exam, one, attempts, now());
      return state === 'deferred' || state === 'unreached';
    });
    const recused = new Set(await this.excuses.recused(missing));
    const called = missing.filter((one) => !recused.has(one));
    // Whoever is named and has what it asks to read is refused by name; of all they are left out.
    const ids = called.map((one) => one.personId);
    if (named) await this.withheld.refuseReaders(exam, ids);
    const readers = await this.withheld.readersOf(exam, ids);
    const chosen = called.filter((one) => !readers.has(one.personId));
    // Whoever is named is named by a person who knows; the others must be able to come.
    const still = new Set(named ? [] : await this.excuses.away(chosen, () => window));
    const able = chosen.filter((row) => !still.has(row));
    const people = before.length + able.length;
    if (people === 0) {
      if (readers.size > 0) await this.withheld.refuseReaders(exam, [...readers]);
      const message = still.size > 0 ? '要补考的人这段时间都在请假' : '没有要补考的人';
      throw new AppError('STATE_CONFLICT', { message });
    }
    // Noted before anybody has the window: whoever has it is told, whatever happens to this process.
    await this.exams.saveTask(exam._id, { what: 'make_up', opId: body.opId, window }, nowDate());
    await this.closing.follow(exam._id);
    for (const one of able) await this.saveMakeUp(one, step, window);
    // Should a job have told the first of many while the others were saved, all are told now.
    await this.exams.saveTask(exam._id, { what: 'make_up', opId: body.opId, window }, nowDate());
    await this.tasks.carryOut(await this.examIn(exam._id, call), body.opId);
    const haveRead = readers.size > 0 ? { haveRead: readers.size } : {};
    return { people, stillAway: still.size, ...haveRead };
  }

  /** Whoever is named and not on the list would be passed over without a word. */
  private async refuseStrangers(
    named: readonly string[] | null,
    sittings: readonly SittingDocument[],
  ): Promise<void> {
    const sitting = new Set(sittings.map((one) => one.personId));
    const strangers = (named ?? []).filter((id) => !sitting.has(id));
    if (strangers.length === 0) return;
    const people = await this.org.personsById(strangers);
    const names = strangers.map((id) => people.get(id)?.name ?? '').filter(Boolean);
    const message = `${names.join('、')}不在这场考试的名单里，先加人`;
    throw new AppError('STATE_CONFLICT', { message });
  }

  private async saveMakeUp(
    found: WithId<SittingDocument>,
    step: ReturnType<typeof stepOf>,
    { opensAt, closesAt }: ExamWindow,
  ): Promise<WithId<SittingDocument>> {
    const extraMin = found.times?.extraMin ?? 0;
    const times = { opensAt, closesAt, extraMin };
    const event = { ...step, times: presentTimes(times), deferred: null, note: found.note };
    const at = nowDate();
    return this.sittings.saveStep(found, event, {
      $set: {
        ...{ times, deferred: null, missed: null, reachedAt: null, toldAt: at, changedAt: at },
        // What was set aside stays so: they sit anew.
        setAsideBefore: null,
      },
    });
  }

  private async examIn(examId: string, call: Call) {
    return examWithin(this.exams, { unitPaths: [bureauOf(call.actor.unitPath)] }, examId);
  }
}
