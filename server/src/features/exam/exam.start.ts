import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Job } from '../../platform/jobs';
import { MyExamService } from './my-exam.service';
import { SnapshotService } from './snapshot.service';
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

  start(): Job {
    this.withheld.start();
    this.mine.start();
    return this.snapshots.job();
  }
}
