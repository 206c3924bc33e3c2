import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { examContract, HandlerInput } from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call, FileAnswer } from '../../platform/http';
import { madeFiles } from '../../platform/made-files';
import { SharedReads } from '../../platform/mongo';
import { writeTables, XLSX_TYPE } from '../../platform/xlsx';
import { OrgService } from '../org';
import { AttemptGate } from './attempt.gate';
import { AttemptRepository } from './attempt.repository';
import { examWithin } from './exam.access';
import { ExamRepository } from './exam.repository';
import { attendanceSheet, byUnit, drawSheet } from './result.sheet';
import { SittingRepository } from './sitting.repository';
import { latestOf, shownAttempt, stateIn } from './sitting.rules';

type Input = Pick<HandlerInput<(typeof examContract)['exportAttendance']>, 'params'>;

/** Most sittings of one workbook. */
const ALL = 100_000;

/**
 * Who sits an exam and where each stands as a workbook, at any time once it was sent out; where some were drawn
 * by lot, also by which draw.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AttendanceExportService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  attempts: AttemptRepository;

  @Inject()
  gate: AttemptGate;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

  /** Whoever takes it out is noted with everybody in it. */
  async exportAttendance({ params }: Input, call: Call): Promise<FileAnswer> {
    const key = JSON.stringify([call.actor.personId, call.scope, params.examId]);
    return this.shared.read(key, () => this.takeOut(params.examId, call));
  }

  private async takeOut(examId: string, { actor, scope }: Call): Promise<FileAnswer> {
    const exam = await examWithin(this.exams, scope, examId);
    if (exam.publishedAt === null) {
      throw new AppError('STATE_CONFLICT', { message: '还没发出，没有到考可导' });
    }
    const [sittings, attempts, units, draw] = await Promise.all([
      this.sittings.listOfExam(scope, exam._id, { limit: ALL }),
      this.attempts.listOfExam(scope, exam),
      this.org.unitsByPath(),
      exam.draft.audience.sample === null ? null : this.exams.findDraw(exam._id),
    ]);
    const ids = [...sittings.map((one) => one.personId), ...(draw?.candidates ?? [])];
    const people = await this.org.personsById(ids);
    const named = (personId: string) => {
      const { name = '', unitPath = '' } = people.get(personId) ?? {};
      return { name, unitName: units.get(unitPath)?.name ?? unitPath };
    };
    const latest = latestOf(attempts.map((one) => this.gate.asHandedIn(one)));
    const at = now();
    const rows = byUnit(sittings).map((sitting) => {
      const attempt = shownAttempt(sitting, latest);
      return {
        name: people.get(sitting.personId)?.name ?? '',
        unitName: units.get(sitting.unitPath)?.name ?? sitting.unitPath,
        state: stateIn(exam, sitting, latest, at),
        deferred: sitting.deferred,
        reachedAt: sitting.reachedAt,
        startedAt: attempt?.startedAt ?? null,
        submittedAt: attempt?.submittedAt ?? null,
      };
    });
    await this.accessLog.appendAll(
      [...new Set(ids)].map((subjectId) => ({
        readerId: actor.personId,
        subjectId,
        what: 'exam_attendance',
        recordId: exam._id,
      })),
    );
    const drawn = draw ? [drawSheet(draw, named)] : [];
    const tables = [attendanceSheet(rows, at), ...drawn];
    const body = await madeFiles.of(['tables', tables], () => writeTables(tables));
    return { contentType: XLSX_TYPE, body, fileName: `${exam.draft.title}到考.xlsx` };
  }
}
