import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type {
  AttemptFlag,
  examResultContract,
  FlagJudgement,
  HandlerInput,
  OwnFlag,
  Page,
} from '@qiangji/shared-types';
import { AccessLog } from '../../platform/access-log';
import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { SharedReads, toPage } from '../../platform/mongo';
import type { Scope } from '../../platform/policy';
import { OrgService } from '../org';
import type { AttemptRow } from './attempt.repository';
import { examWithin } from './exam.access';
import { ExamRepository } from './exam.repository';
import type { FlagNoteDocument } from './result.collection';
import { FlagRepository } from './result.flags.repository';
import { ResultRepository } from './result.repository';

type Input<K extends keyof typeof examResultContract> = HandlerInput<
  (typeof examResultContract)[K]
>;

/** What was noticed in attempts, listed for a person to judge; nothing follows from it by itself. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class FlagService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  results: ResultRepository;

  @Inject()
  notes: FlagRepository;

  @Inject()
  org: OrgService;

  @Inject()
  accessLog: AccessLog;

  private readonly shared = new SharedReads();

  async listFlags({ params, query }: Input<'listFlags'>, call: Call): Promise<Page<AttemptFlag>> {
    const { actor, scope } = call;
    const { _id: examId } = await examWithin(this.exams, scope, params.examId);
    const key = JSON.stringify([scope, examId, query]);
    const page = await this.shared.read(key, () => this.flagsOf(examId, scope, query));
    // As with results: each person once, however many of their attempts stand there.
    await this.accessLog.appendAll(
      [...new Set(page.items.map((one) => one.personId))].map((subjectId) => ({
        readerId: actor.personId,
        subjectId,
        what: 'exam_flags',
        recordId: examId,
      })),
    );
    return page;
  }

  private async flagsOf(
    examId: string,
    scope: Scope,
    query: Input<'listFlags'>['query'],
  ): Promise<Page<AttemptFlag>> {
    const rows = await this.results.listFlagged(scope, examId, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const ids = page.items.map((row) => row._id);
    const [notes, people, units] = await Promise.all([
      this.notes.listOf(scope, ids),
      this.org.personsById(page.items.map((row) => row.personId)),
      this.org.unitsByPath(),
    ]);
    const names = await this.namesOf(notes);
    const items = page.items.map((row) => ({
      ...presentFlag(row, notes, names),
      attemptId: row._id,
      personId: row.personId,
      name: people.get(row.personId)?.name ?? '',
      unitName: units.get(row.unitPath)?.name ?? row.unitPath,
    }));
    return { items, nextCursor: page.nextCursor };
  }

  /** What was noticed in attempts that are their reader's own, and what became of it. */
  async ownOf(attempts: readonly Noticed[]): Promise<OwnFlag[]> {
    const flagged = attempts.filter(isNoticed).sort((a, b) => a.no - b.no);
    if (flagged.length === 0) return [];
    const notes = await this.notes.listOwn(flagged.map((one) => one._id));
    const names = await this.namesOf(notes);
    return flagged.map((one) => presentFlag(one, notes, names));
  }

  async judgeFlag({ params, body }: Input<'judgeFlag'>, call: Call): Promise<FlagJudgement> {
    const attempt = await this.results.find(call.scope, params.attemptId);
    if (attempt?.examId !== params.examId) throw new AppError('NOT_FOUND');
    const note = await this.notes.append({
      _id: makeId(),
      actorId: call.actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      examId: params.examId,
      attemptId: attempt._id,
      unitPath: attempt.unitPath,
      outcome: body.outcome,
      note: body.note,
      at: occurred(call, body.deviceAt).occurredAt,
      schemaVersion: 1,
    });
    return presentNote(note, await this.namesOf([note]));
  }

  private async namesOf(notes: readonly FlagNoteDocument[]): Promise<Map<string, string>> {
    const people = await this.org.personsById(notes.map((one) => one.actorId));
    return new Map([...people].map(([id, { name }]) => [id, name]));
  }
}

type Noticed = Pick<AttemptRow, '_id' | 'no' | 'leaves' | 'absences' | 'devices' | 'late'>;

/** As `ResultRepository.listFlagged` finds them. */
const isNoticed = ({ leaves, devices, late = 0 }: Noticed) => leaves > 0 || devices > 1 || late > 0;

/** With the latest word of those who looked at it. */
function presentFlag(
  { _id, no, leaves, absences, devices, late }: Noticed,
  notes: readonly FlagNoteDocument[],
  names: ReadonlyMap<string, string>,
): OwnFlag {
  const note = notes.filter((one) => one.attemptId === _id).at(-1);
  return {
    ...{ no, leaves, devices, late: late ?? 0 },
    absences: (absences ?? []).map(({ at, awayMs }) => ({ at: at.toISOString(), awayMs })),
    judgement: note ? presentNote(note, names) : null,
  };
}

function presentNote(
  { outcome, note, actorId, at }: FlagNoteDocument,
  names: ReadonlyMap<string, string>,
): FlagJudgement {
  return { outcome, note, who: names.get(actorId) ?? '', at: at.toISOString() };
}
