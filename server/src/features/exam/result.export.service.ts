import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { examResultContract, HandlerInput } from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import type { Call, FileAnswer } from '../../platform/http';
import { writeTables, XLSX_TYPE } from '../../platform/xlsx';
import { OrgService } from '../org';
import { ResultService, type Outcome } from './result.service';
import { resultSheets, type SheetPerson } from './result.sheet';
import { countUnit, countUnits } from './result.units';

type Input = HandlerInput<(typeof examResultContract)['exportResults']>;

/** Results and attendance as a workbook. Whoever takes it out is noted with everybody in it. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ResultExportService {
  @Inject()
  results: ResultService;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  async exportResults({ params }: Input, call: Call): Promise<FileAnswer> {
    const exam = await this.results.closedExam(params.examId, call);
    const [outcomes, units] = await Promise.all([
      this.results.outcomesOf(exam, call),
      this.org.unitsByPath(),
    ]);
    const inOrder = [...outcomes].sort((a, b) => (a.unitPath < b.unitPath ? -1 : Number(a.unitPath > b.unitPath))); // prettier-ignore
    const nameOf = (path: string) => units.get(path)?.name ?? path;
    const hasRule = exam.draft.passBp !== null;
    const all = { unitPath: exam.unitPath, unitName: '合计' };
    const sheets = resultSheets(
      await this.peopleOf(inOrder, nameOf),
      countUnits(outcomes, nameOf, hasRule),
      countUnit(outcomes, all, hasRule),
    );
    await this.accessLog.appendAll(
      outcomes.map(({ sitting }) => ({
        readerId: call.actor.personId,
        subjectId: sitting.personId,
        what: 'exam_result',
        recordId: exam._id,
      })),
    );
    const fileName = `${exam.draft.title}成绩.xlsx`;
    return { contentType: XLSX_TYPE, body: await writeTables(sheets), fileName };
  }

  private async peopleOf(
    outcomes: readonly Outcome[],
    nameOf: (path: string) => string,
  ): Promise<SheetPerson[]> {
    const people = await this.org.personsById(outcomes.map((one) => one.sitting.personId));
    return outcomes.map(({ sitting, unitPath, state, attempt, score }) => ({
      name: people.get(sitting.personId)?.name ?? '',
      unitName: nameOf(unitPath),
      state,
      deferred: sitting.deferred,
      startedAt: attempt?.startedAt ?? null,
      submittedAt: attempt?.submittedAt ?? null,
      score,
    }));
  }
}
