import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Job } from '../../platform/jobs';
import { AttemptGate } from './attempt.gate';
import { AttemptService } from './attempt.service';
import { MyExamService } from './my-exam.service';
import { OutdatedService } from './outdated.service';
import { SnapshotService } from './snapshot.service';
import { ExamTaskService } from './task.service';
import { WithheldService } from './withheld.service';

/** What exams do at boot. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ExamStart {
  @Inject()
  withheld: WithheldService;

  @Inject()
  mine: MyExamService;

  @Inject()
  snapshots: SnapshotService;

  @Inject()
  tasks: ExamTaskService;

  @Inject()
  outdated: OutdatedService;

  @Inject()
  gate: AttemptGate;

  /** Made here, at boot: all routes judge by one gate. */
  @Inject()
  attempts: AttemptService;

  start(): Job[] {
    this.withheld.start();
    this.mine.start();
    this.gate.onOvertaken = (attemptId) => this.snapshots.noteChange(attemptId);
    return [...this.snapshots.jobs(), this.tasks.job(), this.outdated.job()];
  }
}
