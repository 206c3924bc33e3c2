import { Controller, Inject } from '@midwayjs/core';
import { examContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { MyExamService } from './my-exam.service';
import { AttemptService } from './attempt.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

@Controller('/')
export class AttemptController {
  @Inject()
  mine: MyExamService;

  @Inject()
  service: AttemptService;

  @Handles(examContract.listMine)
  async listMine(input: Input<'listMine'>, call: Call) {
    return this.mine.listMine(input, call);
  }

  @Handles(examContract.findMine)
  async findMine(input: Input<'findMine'>, call: Call) {
    return this.mine.findMine(input, call);
  }

  @Handles(examContract.findEnvelope)
  async findEnvelope(input: Input<'findEnvelope'>, call: Call) {
    return this.mine.findEnvelope(input, call);
  }

  @Handles(examContract.findPictures)
  async findPictures(input: Input<'findPictures'>, call: Call) {
    return this.mine.findPictures(input, call);
  }

  @Handles(examContract.listRanking)
  async listRanking(input: Input<'listRanking'>, call: Call) {
    return this.mine.listRanking(input, call);
  }

  @Handles(examContract.startAttempt)
  async startAttempt(input: Input<'startAttempt'>, call: Call) {
    return this.service.startAttempt(input, call);
  }

  @Handles(examContract.appendAnswer)
  appendAnswer(input: Input<'appendAnswer'>, call: Call) {
    return this.service.appendAnswer(input, call);
  }

  @Handles(examContract.appendLeave)
  appendLeave(input: Input<'appendLeave'>, call: Call) {
    return this.service.appendLeave(input, call);
  }

  @Handles(examContract.submitAttempt)
  submitAttempt(input: Input<'submitAttempt'>, call: Call) {
    return this.service.submitAttempt(input, call);
  }
}
