import { Controller, Inject } from '@midwayjs/core';
import { dutyLogContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { EnforcementService } from './enforcement.service';
import { HandoverService } from './handover.service';
import { MatterService } from './matter.service';
import { OpeningService } from './opening.service';
import { ReadingService } from './reading.service';
import { ShiftChangeService } from './shift-change.service';
import { ShiftService } from './shift.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

@Controller('/')
export class DutyLogController {
  @Inject()
  changes: ShiftChangeService;

  @Inject()
  enforcement: EnforcementService;

  @Inject()
  handovers: HandoverService;

  @Inject()
  matters: MatterService;

  @Inject()
  openings: OpeningService;

  @Inject()
  readings: ReadingService;

  @Inject()
  shifts: ShiftService;

  @Handles(dutyLogContract.openShift)
  async openShift({ body }: Input<'openShift'>, call: Call) {
    return this.openings.open(body, call);
  }

  @Handles(dutyLogContract.changeShift)
  async changeShift(input: Input<'changeShift'>, call: Call) {
    return this.changes.change(input, call);
  }

  @Handles(dutyLogContract.listAbsences)
  async listAbsences(_input: Input<'listAbsences'>, call: Call) {
    return this.openings.listAbsences(call);
  }

  @Handles(dutyLogContract.listOfficers)
  async listOfficers({ query }: Input<'listOfficers'>, call: Call) {
    return this.enforcement.listOfficers(query.q, call);
  }

  @Handles(dutyLogContract.currentShift)
  async currentShift(_input: Input<'currentShift'>, call: Call) {
    return this.shifts.currentShift(call);
  }

  @Handles(dutyLogContract.listShifts)
  async listShifts({ query }: Input<'listShifts'>, call: Call) {
    return this.shifts.listShifts(query, call);
  }

  @Handles(dutyLogContract.findShift)
  async findShift({ params }: Input<'findShift'>, call: Call) {
    return this.shifts.findShift(params.shiftId, call);
  }

  @Handles(dutyLogContract.requestHandover)
  async requestHandover(input: Input<'requestHandover'>, call: Call) {
    return this.handovers.request(input, call);
  }

  @Handles(dutyLogContract.confirmHandover)
  async confirmHandover(input: Input<'confirmHandover'>, call: Call) {
    return this.handovers.confirm(input, call);
  }

  @Handles(dutyLogContract.closeShift)
  async closeShift(input: Input<'closeShift'>, call: Call) {
    return this.handovers.close(input, call);
  }

  @Handles(dutyLogContract.listHandovers)
  async listHandovers(_input: Input<'listHandovers'>, call: Call) {
    return this.handovers.listWaiting(call);
  }

  @Handles(dutyLogContract.listMatters)
  async listMatters(_input: Input<'listMatters'>, call: Call) {
    return this.matters.list(call);
  }

  @Handles(dutyLogContract.settleLeft)
  async settleLeft(input: Input<'settleLeft'>, call: Call) {
    return this.matters.settle(input, call);
  }

  @Handles(dutyLogContract.readDay)
  async readDay({ query }: Input<'readDay'>, call: Call) {
    return this.readings.readDay(query, call);
  }

  @Handles(dutyLogContract.returnLog)
  async returnLog(input: Input<'returnLog'>, call: Call) {
    return this.readings.returnLog(input, call);
  }

  @Handles(dutyLogContract.approveLog)
  async approveLog(input: Input<'approveLog'>, call: Call) {
    return this.readings.approveLog(input, call);
  }

  @Handles(dutyLogContract.resubmitLog)
  async resubmitLog(input: Input<'resubmitLog'>, call: Call) {
    return this.readings.resubmit(input, call);
  }
}
