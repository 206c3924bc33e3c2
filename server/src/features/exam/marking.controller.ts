import { Controller, Inject } from '@midwayjs/core';
import { examResultContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { AppealService } from './appeal.service';
import { KeyCorrectionService } from './marking.correction';
import { MarkingService } from './marking.service';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

@Controller('/')
export class MarkingController {
  @Inject()
  marking: MarkingService;

  @Inject()
  corrections: KeyCorrectionService;

  @Inject()
  appeals: AppealService;

  @Handles(examResultContract.findMarking)
  async findMarking(input: Input<'findMarking'>, call: Call) {
    return this.marking.findMarking(input, call);
  }

  @Handles(examResultContract.claimMarking)
  async claimMarking(input: Input<'claimMarking'>, call: Call) {
    return this.marking.claimMarking(input, call);
  }

  @Handles(examResultContract.markAnswer)
  async markAnswer(input: Input<'markAnswer'>, call: Call) {
    return this.marking.markAnswer(input, call);
  }

  @Handles(examResultContract.releaseMarking)
  async releaseMarking(input: Input<'releaseMarking'>, call: Call) {
    return this.marking.releaseMarking(input, call);
  }

  @Handles(examResultContract.listCorrections)
  async listCorrections(input: Input<'listCorrections'>, call: Call) {
    return this.corrections.listCorrections(input, call);
  }

  @Handles(examResultContract.findKey)
  async findKey(input: Input<'findKey'>, call: Call) {
    return this.corrections.findKey(input, call);
  }

  @Handles(examResultContract.correctKey)
  async correctKey(input: Input<'correctKey'>, call: Call) {
    return this.corrections.correctKey(input, call);
  }

  @Handles(examResultContract.listAppeals)
  async listAppeals(input: Input<'listAppeals'>, call: Call) {
    return this.appeals.listAppeals(input, call);
  }

  @Handles(examResultContract.decideAppeal)
  async decideAppeal(input: Input<'decideAppeal'>, call: Call) {
    return this.appeals.decideAppeal(input, call);
  }
}
