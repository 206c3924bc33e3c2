import { Controller, Inject } from '@midwayjs/core';
import { spotCheckContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { CheckChanges } from './changes.service';
import { DisputeService } from './dispute.service';
import { DrawService } from './draw.service';
import { FindingService } from './finding.service';
import { SpotCheckService } from './spot-check.service';

type Input<K extends keyof typeof spotCheckContract> = HandlerInput<(typeof spotCheckContract)[K]>;

@Controller('/')
export class SpotCheckController {
  @Inject()
  service: SpotCheckService;

  @Inject()
  changes: CheckChanges;

  @Inject()
  disputes: DisputeService;

  @Inject()
  draws: DrawService;

  @Inject()
  findings: FindingService;

  @Handles(spotCheckContract.makeDraw)
  async makeDraw(input: Input<'makeDraw'>, call: Call) {
    return this.draws.make(input, call);
  }

  @Handles(spotCheckContract.listDraws)
  async listDraws(input: Input<'listDraws'>, call: Call) {
    return this.draws.list(input, call);
  }

  @Handles(spotCheckContract.findDraw)
  async findDraw({ params }: Input<'findDraw'>, call: Call) {
    return this.draws.find(params.drawId, call);
  }

  @Handles(spotCheckContract.cancelDraw)
  async cancelDraw(input: Input<'cancelDraw'>, call: Call) {
    return this.draws.cancel(input, call);
  }

  @Handles(spotCheckContract.listInspectors)
  async listInspectors(_input: Input<'listInspectors'>, call: Call) {
    return { inspectors: await this.draws.inspectors(call) };
  }

  @Handles(spotCheckContract.createCheck)
  async createCheck(input: Input<'createCheck'>, call: Call) {
    return this.service.create(input, call);
  }

  @Handles(spotCheckContract.listChecks)
  async listChecks(input: Input<'listChecks'>, call: Call) {
    return this.service.list(input, call);
  }

  @Handles(spotCheckContract.findCheck)
  async findCheck({ params }: Input<'findCheck'>, call: Call) {
    return this.service.find(params.checkId, call);
  }

  @Handles(spotCheckContract.assignCheck)
  async assignCheck(input: Input<'assignCheck'>, call: Call) {
    return this.service.present(await this.changes.assign(input, call), call);
  }

  @Handles(spotCheckContract.startCheck)
  async startCheck(input: Input<'startCheck'>, call: Call) {
    return this.service.start(input, call);
  }

  @Handles(spotCheckContract.appendResults)
  async appendResults(input: Input<'appendResults'>, call: Call) {
    return this.service.appendResults(input, call);
  }

  @Handles(spotCheckContract.appendSignoff)
  async appendSignoff(input: Input<'appendSignoff'>, call: Call) {
    return this.service.appendSignoff(input, call);
  }

  @Handles(spotCheckContract.removePerson)
  async removePerson(input: Input<'removePerson'>, call: Call) {
    return this.service.present(await this.changes.removePerson(input, call), call);
  }

  @Handles(spotCheckContract.callOffCheck)
  async callOffCheck(input: Input<'callOffCheck'>, call: Call) {
    return this.service.present(await this.changes.callOff(input, call), call);
  }

  @Handles(spotCheckContract.sealCheck)
  async sealCheck(input: Input<'sealCheck'>, call: Call) {
    return this.service.seal(input, call);
  }

  @Handles(spotCheckContract.acknowledge)
  async acknowledge(input: Input<'acknowledge'>, call: Call) {
    return this.service.acknowledge(input, call);
  }

  @Handles(spotCheckContract.settleDispute)
  async settleDispute(input: Input<'settleDispute'>, call: Call) {
    return this.service.present(await this.disputes.settle(input, call), call);
  }

  @Handles(spotCheckContract.listFindings)
  async listFindings({ query }: Input<'listFindings'>, call: Call) {
    return this.findings.listPage(query, call);
  }
}
