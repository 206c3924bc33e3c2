import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Exam, examContract, HandlerInput } from '@qiangji/shared-types';
import { isWithin } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { OrgService } from '../org';
import { examWithin, ownWindow, refuseRecused } from './exam.access';
import type { ExamDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { timesOf } from './exam.rules';
import { ExamService } from './exam.service';
import { OutdatedService } from './outdated.service';
import { SittingRepository } from './sitting.repository';
import { stepOf, wasTaken } from './steps';
import { ExamTaskService } from './task.service';
import { WithheldService } from './withheld.service';

type Input = HandlerInput<typeof examContract.addPeople>;

/** People who come in by name after the draw: a newcomer, or somebody whom the rule did not mean. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AdditionService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  service: ExamService;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  org: OrgService;

  @Inject()
  outdated: OutdatedService;

  @Inject()
  withheld: WithheldService;

  async addPeople({ params, body }: Input, call: Call): Promise<Exam> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const step = stepOf('added', body, call);
    if (wasTaken(exam, step, body.version)) {
      await this.tasks.carryOut(exam, body.opId);
      return this.service.present(exam);
    }
    if (exam.state !== 'published') throw new AppError('STATE_CONFLICT');
    const window = body.window && ownWindow(body.window, 'body.window');
    if (window) await this.outdated.refuseUntil(exam, window.closesAt);
    else refuseLate(exam);
    const personIds = await this.newOnes(exam, body.personIds);
    await this.withheld.refuseReaders(exam, personIds);
    const at = nowDate();
    const lastCloseAt = window?.closesAt ?? exam.closesAt;
    const saved = await this.exams.saveStep(exam, step, {
      $set: { changedAt: at, settledAt: null },
      $max: { lastCloseAt },
      // Whoever looks at all windows just now looks again.
      $inc: { added: personIds.length, windows: 1 },
      $push: { tasks: { what: 'added', opId: body.opId, step, personIds, window } },
    });
    await this.tasks.carryOut(saved, body.opId);
    return this.service.present(saved);
  }

  /** Those who do not sit yet; throws `NOT_FOUND` where one of them is no active person of the bureau. */
  private async newOnes(exam: ExamDocument, named: readonly string[]): Promise<string[]> {
    const ids = [...new Set(named)];
    const people = await this.org.personsById(ids);
    const theirs = ids.every((id) => {
      const person = people.get(id);
      return person?.active && isWithin(person.unitPath, exam.unitPath);
    });
    if (!theirs) throw new AppError('NOT_FOUND');
    refuseRecused(people.values());
    const sitting = await this.sittings.listSitting(exam._id, ids);
    const fresh = ids.filter((id) => !sitting.has(id));
    if (fresh.length > 0) return fresh;
    throw new AppError('STATE_CONFLICT', { message: '挑的人都已经在名单里' });
  }
}

/** Throws where the others may not start any more. */
function refuseLate(exam: ExamDocument): void {
  if (timesOf(exam, null).startByMs >= now()) return;
  const message = '已经过了开考的时候，给他们另定时间';
  throw new AppError('STATE_CONFLICT', { message });
}
