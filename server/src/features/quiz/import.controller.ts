import { Controller, Inject } from '@midwayjs/core';
import { quizContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { QuestionExportService } from './export.service';
import { QuestionImportService } from './import.service';

@Controller('/')
export class QuestionImportController {
  @Inject()
  imports: QuestionImportService;

  @Inject()
  exports: QuestionExportService;

  @Handles(quizContract.questionTemplate)
  async questionTemplate(_input: unknown, _call: Call) {
    return this.imports.template();
  }

  @Handles(quizContract.importQuestions)
  async importQuestions(input: HandlerInput<typeof quizContract.importQuestions>, call: Call) {
    return this.imports.importQuestions(input, call);
  }

  @Handles(quizContract.findImport)
  async findImport({ params }: HandlerInput<typeof quizContract.findImport>, call: Call) {
    return this.imports.findImport(params.id, call);
  }

  @Handles(quizContract.importReport)
  async importReport({ params }: HandlerInput<typeof quizContract.importReport>, call: Call) {
    return this.imports.report(params.id, call);
  }

  @Handles(quizContract.mapImport)
  async mapImport(input: HandlerInput<typeof quizContract.mapImport>, call: Call) {
    return this.imports.mapImport(input, call);
  }

  @Handles(quizContract.keepImport)
  async keepImport(input: HandlerInput<typeof quizContract.keepImport>, call: Call) {
    return this.imports.keepImport(input, call);
  }

  @Handles(quizContract.findLosses)
  async findLosses(input: HandlerInput<typeof quizContract.findLosses>, call: Call) {
    return this.exports.findLosses(input, call);
  }

  @Handles(quizContract.exportQuestions)
  async exportQuestions(input: HandlerInput<typeof quizContract.exportQuestions>, call: Call) {
    return this.exports.exportQuestions(input, call);
  }
}
