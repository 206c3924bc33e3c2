import { Controller, Inject } from '@midwayjs/core';
import { quizContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { KeeperService } from './keeper.service';

@Controller('/')
export class QuestionBankController {
  @Inject()
  service: KeeperService;

  @Handles(quizContract.listQuestions)
  async listQuestions({ query }: HandlerInput<typeof quizContract.listQuestions>, call: Call) {
    return this.service.listQuestions(query, call);
  }

  @Handles(quizContract.findQuestion)
  async findQuestion({ params }: HandlerInput<typeof quizContract.findQuestion>, call: Call) {
    return this.service.findQuestion(params.code, call);
  }

  @Handles(quizContract.createQuestion)
  async createQuestion(input: HandlerInput<typeof quizContract.createQuestion>, call: Call) {
    return this.service.createQuestion(input, call);
  }

  @Handles(quizContract.changeQuestion)
  async changeQuestion(input: HandlerInput<typeof quizContract.changeQuestion>, call: Call) {
    return this.service.changeQuestion(input, call);
  }

  @Handles(quizContract.changeState)
  async changeState(input: HandlerInput<typeof quizContract.changeState>, call: Call) {
    return this.service.changeState(input, call);
  }

  @Handles(quizContract.verifyQuestion)
  async verifyQuestion(input: HandlerInput<typeof quizContract.verifyQuestion>, call: Call) {
    return this.service.verifyQuestion(input, call);
  }

  @Handles(quizContract.listLaws)
  async listLaws(_input: unknown, call: Call) {
    return this.service.listLaws(call);
  }

  @Handles(quizContract.endLaw)
  async endLaw(input: HandlerInput<typeof quizContract.endLaw>, call: Call) {
    return this.service.endLaw(input, call);
  }
}
