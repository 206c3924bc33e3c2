import { Controller, Inject } from '@midwayjs/core';
import { examResultContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { AppealService } from './appeal.service';
import { ResultExportService } from './result.export.service';
import { FlagService } from './result.flags.service';
import { OwnResultService } from './result.own.service';
import { ResultService } from './result.service';
import { StatisticsService } from './statistics.service';
import { WatchService } from './watch.service';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

@Controller('/')
export class ExamResultController {
  @Inject()
  own: OwnResultService;

  @Inject()
  appeals: AppealService;

  @Inject()
  results: ResultService;

  @Inject()
  watch: WatchService;

  @Inject()
  exports: ResultExportService;

  @Inject()
  statistics: StatisticsService;

  @Inject()
  flags: FlagService;

  @Handles(examResultContract.findMine)
  async findMine(input: Input<'findMine'>, call: Call) {
    return this.own.findMine(input, call);
  }

  @Handles(examResultContract.appealQuestion)
  async appealQuestion(input: Input<'appealQuestion'>, call: Call) {
    return this.appeals.appealQuestion(input, call);
  }

  @Handles(examResultContract.listWatched)
  async listWatched(input: Input<'listWatched'>, call: Call) {
    return this.watch.listWatched(input, call);
  }

  @Handles(examResultContract.findResults)
  async findResults(input: Input<'findResults'>, call: Call) {
    return this.results.findResults(input, call);
  }

  @Handles(examResultContract.listPeople)
  async listPeople(input: Input<'listPeople'>, call: Call) {
    return this.results.listPeople(input, call);
  }

  @Handles(examResultContract.exportResults)
  async exportResults(input: Input<'exportResults'>, call: Call) {
    return this.exports.exportResults(input, call);
  }

  @Handles(examResultContract.exportPrint)
  async exportPrint(input: Input<'exportPrint'>, call: Call) {
    return this.exports.exportPrint(input, call);
  }

  @Handles(examResultContract.findStatistics)
  async findStatistics(input: Input<'findStatistics'>, call: Call) {
    return this.statistics.findStatistics(input, call);
  }

  @Handles(examResultContract.listFlags)
  async listFlags(input: Input<'listFlags'>, call: Call) {
    return this.flags.listFlags(input, call);
  }

  @Handles(examResultContract.judgeFlag)
  async judgeFlag(input: Input<'judgeFlag'>, call: Call) {
    return this.flags.judgeFlag(input, call);
  }
}
