import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { clockOf, dayOf, type examResultContract, type HandlerInput } from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import type { Call, FileAnswer } from '../../platform/http';
import { madeFiles } from '../../platform/made-files';
import { SharedReads } from '../../platform/mongo';
import { PDF_TYPE, writePdf } from '../../platform/pdf';
import { writeTables, XLSX_TYPE } from '../../platform/xlsx';
import { OrgService } from '../org';
import type { ExamDocument } from './exam.collection';
import { ResultService, type Outcome } from './result.service';
import { byUnit, resultSheets, type SheetPerson } from './result.sheet';
import { countUnit, countUnits } from './result.units';

type Input = Pick<HandlerInput<(typeof examResultContract)['exportResults']>, 'params'>;

/** More people than this fill a hundred pages that nobody prints: then only the units are. */
const MOST_PRINTED = 2_000;

/** Results and attendance as a workbook or to print. Whoever takes it out is noted with everybody in it. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class ResultExportService {
  @Inject()
  results: ResultService;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

  async exportResults({ params }: Input, call: Call): Promise<FileAnswer> {
    const { exam, sheets } = await this.takenOut(params.examId, call);
    const fileName = `${exam.draft.title}成绩.xlsx`;
    const body = await madeFiles.of(['tables', sheets], () => writeTables(sheets));
    return { contentType: XLSX_TYPE, body, fileName };
  }

  async exportPrint({ params }: Input, call: Call): Promise<FileAnswer> {
    const { exam, sheets, people } = await this.takenOut(params.examId, call);
    const all = people <= MOST_PRINTED;
    const made = `${dayOf(now())} ${clockOf(now())}`;
    const line = `合格线 ${passWords(exam)}，制表 ${made}${all ? '' : '，人数多，名单见表格'}`;
    const tables = all ? sheets : sheets.slice(0, 1);
    const paper = { title: `${exam.draft.title} 成绩`, line, tables };
    const body = await madeFiles.of(['pdf', paper], () => writePdf(paper));
    return { contentType: PDF_TYPE, body, fileName: `${exam.draft.title}成绩.pdf` };
  }

  private takenOut(examId: string, call: Call) {
    const key = JSON.stringify([call.actor.personId, call.scope, examId]);
    return this.shared.read(key, () => this.takeOut(examId, call));
  }

  private async takeOut(examId: string, call: Call) {
    const exam = await this.results.closedExam(examId, call);
    const [outcomes, units] = await Promise.all([
      this.results.outcomesOf(exam, call),
      this.org.unitsByPath(),
    ]);
    const nameOf = (path: string) => units.get(path)?.name ?? path;
    const hasRule = exam.draft.passBp !== null;
    const all = { unitPath: exam.unitPath, unitName: '合计' };
    const sheets = resultSheets(
      await this.peopleOf(byUnit(outcomes), nameOf),
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
    return { exam, sheets, people: outcomes.length };
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
      reachedAt: sitting.reachedAt,
      startedAt: attempt?.startedAt ?? null,
      submittedAt: attempt?.submittedAt ?? null,
      score,
    }));
  }
}

function passWords({ draft: { passBp } }: ExamDocument): string {
  return passBp === null ? '没有设' : `${passBp / 100}%`;
}
