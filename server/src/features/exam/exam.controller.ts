import { Controller, Inject } from '@midwayjs/core';
import { examContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { AdditionService } from './addition.service';
import { AttendanceExportService } from './attendance.export.service';
import { AudienceService } from './audience.service';
import { ExamService } from './exam.service';
import { MakeUpService } from './make-up.service';
import { SittingService } from './sitting.service';
import { UnsettledService } from './unsettled.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

@Controller('/')
export class ExamController {
  @Inject()
  service: ExamService;

  @Inject()
  audience: AudienceService;

  @Inject()
  sittings: SittingService;

  @Inject()
  makeUps: MakeUpService;

  @Inject()
  additions: AdditionService;

  @Inject()
  exports: AttendanceExportService;

  @Inject()
  unsettled: UnsettledService;

  @Handles(examContract.listExams)
  async listExams(input: Input<'listExams'>, call: Call) {
    return this.service.listExams(input, call);
  }

  @Handles(examContract.countAudience)
  async countAudience(input: Input<'countAudience'>, call: Call) {
    return this.audience.count(input, call);
  }

  @Handles(examContract.findExam)
  async findExam(input: Input<'findExam'>, call: Call) {
    return this.service.findExam(input, call);
  }

  @Handles(examContract.createExam)
  async createExam(input: Input<'createExam'>, call: Call) {
    return this.service.createExam(input, call);
  }

  @Handles(examContract.changeExam)
  async changeExam(input: Input<'changeExam'>, call: Call) {
    return this.service.changeExam(input, call);
  }

  @Handles(examContract.publishExam)
  async publishExam(input: Input<'publishExam'>, call: Call) {
    return this.service.publishExam(input, call);
  }

  @Handles(examContract.cancelExam)
  async cancelExam(input: Input<'cancelExam'>, call: Call) {
    return this.service.cancelExam(input, call);
  }

  @Handles(examContract.releaseExam)
  async releaseExam(input: Input<'releaseExam'>, call: Call) {
    return this.service.releaseExam(input, call);
  }

  @Handles(examContract.settleUnmade)
  async settleUnmade(input: Input<'settleUnmade'>, call: Call) {
    return this.unsettled.settleUnmade(input, call);
  }

  @Handles(examContract.addPeople)
  async addPeople(input: Input<'addPeople'>, call: Call) {
    return this.additions.addPeople(input, call);
  }

  @Handles(examContract.makeUp)
  async makeUp(input: Input<'makeUp'>, call: Call) {
    return this.makeUps.makeUp(input, call);
  }

  @Handles(examContract.findProgress)
  async findProgress(input: Input<'findProgress'>, call: Call) {
    return this.sittings.findProgress(input, call);
  }

  @Handles(examContract.listAttendance)
  async listAttendance(input: Input<'listAttendance'>, call: Call) {
    return this.sittings.listAttendance(input, call);
  }

  @Handles(examContract.exportAttendance)
  async exportAttendance(input: Input<'exportAttendance'>, call: Call) {
    return this.exports.exportAttendance(input, call);
  }

  @Handles(examContract.changeSitting)
  async changeSitting(input: Input<'changeSitting'>, call: Call) {
    return this.sittings.changeSitting(input, call);
  }
}
