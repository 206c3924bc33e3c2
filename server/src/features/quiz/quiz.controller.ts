import { Controller, Inject } from '@midwayjs/core';
import { quizContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { PracticeService } from './practice.service';
import { QuizService } from './quiz.service';

@Controller('/')
export class QuizController {
  @Inject()
  service: QuizService;

  @Inject()
  practice: PracticeService;

  @Handles(quizContract.findPractice)
  async findPractice({ params }: HandlerInput<typeof quizContract.findPractice>, call: Call) {
    return this.practice.findPractice(params.day, call);
  }

  @Handles(quizContract.appendAnswers)
  async appendAnswers(input: HandlerInput<typeof quizContract.appendAnswers>, call: Call) {
    return this.service.appendAnswers(input, call);
  }

  @Handles(quizContract.listWrong)
  async listWrong({ query }: HandlerInput<typeof quizContract.listWrong>, call: Call) {
    return this.service.listWrong(query, call);
  }

  @Handles(quizContract.listMastery)
  async listMastery({ query }: HandlerInput<typeof quizContract.listMastery>, call: Call) {
    return this.service.listMastery(query, call);
  }

  @Handles(quizContract.drawTopic)
  async drawTopic(input: HandlerInput<typeof quizContract.drawTopic>, call: Call) {
    return this.practice.drawTopic(input, call);
  }

  @Handles(quizContract.drawMockPaper)
  async drawMockPaper({ query }: HandlerInput<typeof quizContract.drawMockPaper>, call: Call) {
    return this.practice.drawMockPaper(query.seed, call);
  }
}
