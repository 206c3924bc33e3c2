import { Controller, Inject } from '@midwayjs/core';
import { selfCheckContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { CorrectionService } from './correction.service';
import { SelfCheckService } from './self-check.service';

@Controller('/')
export class SelfCheckController {
  @Inject()
  checks: SelfCheckService;

  @Inject()
  corrections: CorrectionService;

  @Handles(selfCheckContract.submit)
  async submit({ body }: HandlerInput<typeof selfCheckContract.submit>, call: Call) {
    return this.checks.submit(body, call);
  }

  @Handles(selfCheckContract.listChecks)
  async listChecks({ query }: HandlerInput<typeof selfCheckContract.listChecks>, call: Call) {
    return this.checks.listChecks(query, call);
  }

  @Handles(selfCheckContract.findCheck)
  async findCheck({ params }: HandlerInput<typeof selfCheckContract.findCheck>, call: Call) {
    return this.checks.findCheck(params.checkId, call);
  }

  @Handles(selfCheckContract.listCorrections)
  async listCorrections(
    { query }: HandlerInput<typeof selfCheckContract.listCorrections>,
    call: Call,
  ) {
    return this.corrections.list(query, call);
  }

  @Handles(selfCheckContract.findCorrection)
  async findCorrection(
    { params }: HandlerInput<typeof selfCheckContract.findCorrection>,
    call: Call,
  ) {
    return this.corrections.find(params.correctionId, call);
  }

  @Handles(selfCheckContract.closeCorrection)
  async closeCorrection(input: HandlerInput<typeof selfCheckContract.closeCorrection>, call: Call) {
    return this.corrections.close(input, call);
  }
}
