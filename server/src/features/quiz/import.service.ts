import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import {
  MAX_IMPORT_BYTES,
  type HandlerInput,
  type QuestionImport,
  type quizContract,
} from '@qiangji/shared-types';
import { bureauOf, hasRole } from '../../platform/actor';
import { GridFsStore } from '../../platform/blob-store';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { readUpload } from '../../platform/http/upload';
import type { Call, FileAnswer } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { madeFiles } from '../../platform/made-files';
import { XLSX_TYPE } from '../../platform/xlsx';
import { OrgService } from '../org';
import { writeQuestionTemplate } from './formats';
import { formatOf } from './formats/read';
import type { ImportDocument } from './import.collection';
import { ImportRepository } from './import.repository';
import { ImportRunner, reportKey } from './import.runner';

type Input<K extends keyof typeof quizContract> = HandlerInput<(typeof quizContract)[K]>;

/** A read that gave no sign of life for so long belongs to a process that is gone (ms). */
const DEAD_AFTER_MS = 60_000;

const EMPTY = { good: 0, bad: 0, fresh: 0, changed: 0, unchanged: 0, twins: 0 };

/** Files of questions: handed in, looked through, and only then kept. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuestionImportService {
  @Inject()
  repository: ImportRepository;

  @Inject()
  runner: ImportRunner;

  @Inject()
  blobs: GridFsStore;

  @Inject()
  org: OrgService;

  async template(): Promise<FileAnswer> {
    const body = await madeFiles.of(['question template'], writeQuestionTemplate);
    return { contentType: XLSX_TYPE, body, fileName: '题目导入模板.xlsx' };
  }

  /** Takes the file and begins to read it; nothing is kept in the bank. */
  async importQuestions({ query }: Input<'importQuestions'>, call: Call): Promise<QuestionImport> {
    const bytes = await readUpload(call.request, MAX_IMPORT_BYTES, 'BODY_TOO_LARGE');
    const { personId, unitPath } = call.actor;
    const _id = makeId();
    const document: ImportDocument = {
      _id,
      bureau: bureauOf(unitPath),
      actorId: personId,
      who: (await this.org.personsById([personId])).get(personId)?.name ?? '',
      fileName: query.fileName,
      format: formatOf(bytes, query.fileName),
      state: 'reading',
      progress: 0,
      total: null,
      refusal: null,
      columns: [],
      counts: EMPTY,
      preview: [],
      problems: [],
      twins: [],
      notes: [],
      encoding: null,
      kept: null,
      mapping: null,
      defaults: { topic: query.topic, difficulty: query.difficulty },
      keep: null,
      createdAt: nowDate(),
      aliveAt: nowDate(),
      schemaVersion: 1,
    };
    await this.blobs.put(`quiz-import/${_id}`, bytes, 'application/octet-stream');
    await this.repository.insertImport(document);
    this.runner.start(document);
    return presentImport(document);
  }

  async findImport(id: string, call: Call): Promise<QuestionImport> {
    const found = await this.importOf(id, call);
    const runs = found.state === 'reading' || found.state === 'keeping';
    const isDead = Math.abs(now() - found.aliveAt.getTime()) > DEAD_AFTER_MS;
    if (runs && isDead && !this.runner.isRunning(id)) {
      // Reading again is harmless, and so is keeping: what is there already stays as it is.
      if (await this.repository.saveTakeover(id, found.aliveAt, nowDate())) {
        this.runner.start(found);
      }
    }
    return presentImport(found);
  }

  /** Everything that is bad in a file, as a table. */
  async report(id: string, call: Call): Promise<FileAnswer> {
    const { counts, problems } = await this.importOf(id, call);
    // Read anew by other columns it may be clean by now.
    const isClean = problems.length === 0 && counts.twins === 0;
    const body = isClean ? null : await this.blobs.get(reportKey(id));
    if (!body) throw new AppError('NOT_FOUND');
    return { contentType: XLSX_TYPE, body, fileName: '导入前要看的.xlsx' };
  }

  async mapImport({ params, body }: Input<'mapImport'>, call: Call): Promise<QuestionImport> {
    const found = await this.importOf(params.id, call);
    const { mapping, topic, difficulty } = body;
    const change = {
      ...{ state: 'reading' as const, progress: 0, total: null, aliveAt: nowDate() },
      defaults: { topic, difficulty },
      mapping: found.format === 'xlsx' ? mapping : null,
    };
    return this.begin(params.id, ['mapping', 'ready', 'refused'], change);
  }

  /** Throws `IMPORT_INVALID` where some are bad and the good ones alone were not asked for. */
  async keepImport({ params, body }: Input<'keepImport'>, call: Call): Promise<QuestionImport> {
    const found = await this.importOf(params.id, call);
    if (found.state === 'ready' && found.counts.bad > 0 && !body.goodOnly) {
      const details = found.problems.map(({ place, reason, message }) => {
        return { path: place, reason, message };
      });
      throw new AppError('IMPORT_INVALID', { details });
    }
    const mayConfirm = hasRole(call.actor, 'legal_officer');
    const keep = { state: body.state, leaveOut: leftOutOf(found, body), mayConfirm };
    const change = { state: 'keeping' as const, progress: 0, aliveAt: nowDate(), keep };
    return this.begin(params.id, ['ready'], change);
  }

  private async begin(
    id: string,
    from: readonly ImportDocument['state'][],
    change: Partial<ImportDocument>,
  ): Promise<QuestionImport> {
    const saved = await this.repository.saveImport(id, from, change);
    if (!saved) throw new AppError('STATE_CONFLICT');
    this.runner.start(saved);
    return presentImport(saved);
  }

  private async importOf(id: string, call: Call): Promise<ImportDocument> {
    const found = await this.repository.findImport(call.scope, id);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }
}

/** Numbers of what is not taken in; throws where it is not known which are twins. */
function leftOutOf(
  { twinNumbers }: ImportDocument,
  { leaveOut, twins, keepTwins }: Input<'keepImport'>['body'],
): number[] {
  if (twins === 'keep') return leaveOut;
  if (!twinNumbers) {
    throw new AppError('STATE_CONFLICT', { message: '这个文件是以前读的，请重新选一次文件' });
  }
  const kept = new Set(keepTwins);
  return [...leaveOut, ...twinNumbers.filter((number) => !kept.has(number))];
}

export function presentImport(document: ImportDocument): QuestionImport {
  const { _id, fileName, format, state, progress, total, refusal, columns, counts } = document;
  const { preview, problems, twins, notes, encoding = null, kept } = document;
  const how = { id: _id, fileName, format, state, progress, total, refusal, columns, counts };
  // It is asked for again and again while it is kept: what nobody looks at any more stays here.
  const seen = { preview, problems, twins: state === 'ready' ? twins : [] };
  return { ...how, ...seen, notes, encoding, kept };
}
