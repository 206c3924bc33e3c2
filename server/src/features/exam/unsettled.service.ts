import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Exam, examContract, HandlerInput } from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { OrgService } from '../org';
import { examWithin, refuseWhileWriting } from './exam.access';
import { ExamRepository } from './exam.repository';
import { ExamService } from './exam.service';
import { stepOf, wasTaken } from './steps';
import { ExamTaskService } from './task.service';
import { UnmadeService } from './unmade.service';
import { doneAtMs } from './withheld.rules';

type Input = HandlerInput<typeof examContract.settleUnmade>;

/** An exam that is not settled for the sake of papers that nobody can grade: a keeper may have it settled without. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class UnsettledService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  service: ExamService;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  unmade: UnmadeService;

  @Inject()
  org: OrgService;

  /** The job settles it afterwards. What turns out to be unreadable later is waited for anew. */
  async settleUnmade({ params, body }: Input, call: Call): Promise<Exam> {
    const exam = await examWithin(this.exams, call.scope, params.examId);
    const step = stepOf('settled_without', body, call);
    if (wasTaken(exam, step, body.version)) {
      await this.tasks.carryOut(exam, body.opId);
      return this.service.present(exam);
    }
    if (exam.state !== 'published' || exam.settledAt) throw new AppError('STATE_CONFLICT');
    refuseWhileWriting(exam, '不等批不出来的卷子');
    if (now() <= doneAtMs(exam)) {
      throw new AppError('STATE_CONFLICT', { message: '刚考完，卷子还在收，过一两分钟再看' });
    }
    const attemptIds = await this.unmade.idsOf(exam._id);
    if (attemptIds.length === 0) {
      throw new AppError('STATE_CONFLICT', { message: '没有批不出来的卷子了，刷新再看' });
    }
    const { personId } = call.actor;
    const who = (await this.org.nameOf(personId)) ?? '';
    const event = { ...step, without: { reason: body.reason, who, attemptIds } };
    const saved = await this.exams.saveStep(exam, event, {
      $set: { changedAt: nowDate() },
      $push: { tasks: { what: 'without', opId: body.opId, step, attemptIds } },
    });
    await this.tasks.carryOut(saved, body.opId);
    return this.service.present(saved);
  }
}
