import { Controller, Inject } from '@midwayjs/core';
import { quizContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { BankService } from './bank.service';
import { QuestionImportService } from './import.service';

@Controller('/')
export class QuestionBankController {
  @Inject()
  service: BankService;

  @Inject()
  imports: QuestionImportService;

  @Handles(quizContract.listQuestions)
  async listQuestions({ query }: HandlerInput<typeof quizContract.listQuestions>, call: Call) {
    return this.service.listQuestions(query, call);
  }

  @Handles(quizContract.findQuestion)
  async findQuestion({ params }: HandlerInput<typeof quizContract.findQuestion>, call: Call) {
    return this.service.findQuestion(params.code, call);
  }

  @Handles(quizContract.changeState)
  async changeState(input: HandlerInput<typeof quizContract.changeState>, call: Call) {
    return this.service.changeState(input, call);
  }

  @Handles(quizContract.verifyQuestion)
  async verifyQuestion(input: HandlerInput<typeof quizContract.verifyQuestion>, call: Call) {
    return this.service.verifyQuestion(input, call);
  }

  @Handles(quizContract.questionTemplate)
  async questionTemplate(_input: unknown, _call: Call) {
    return this.imports.template();
  }

  @Handles(quizContract.importQuestions)
  async importQuestions(input: HandlerInput<typeof quizContract.importQuestions>, call: Call) {
    return this.imports.importQuestions(input, call);
  }
}
