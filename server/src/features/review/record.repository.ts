import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf } from '@qiangji/shared-types';
import type { Document, Filter } from 'mongodb';
import {
  allOf,
  daysWithin,
  findInChunks,
  instantsWithin,
  MongoService,
  onlyFields,
  type CollectionDefinition,
  type DayRange,
} from '../../platform/mongo';
import { entryCollection, shiftCollection } from '../duty-log';
import { personCollection } from '../org';
import { answerCollection } from '../quiz';
import { correctionCollection, selfCheckCollection } from '../self-check';
import { tallyCollection } from '../spot-check';
import { progressReportCollection, progressStateCollection } from '../study';
import {
  learntOn,
  type AnswerRecord,
  type CheckRecord,
  type CorrectionRecord,
  type EntryRecord,
  type ReadRecord,
  type ShiftRecord,
  type TallyRecord,
} from './parts.rules';

/**
 * Reads the records of the jobs below, for deriving rollups: for the service's own sums, so nobody's
 * scope applies. Only the fields that count are asked for.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RecordRepository {
  @Inject()
  mongo: MongoService;

  private async list<T extends Document>(
    collection: CollectionDefinition<T>,
    filter: Document,
    fields: readonly (keyof T & string)[],
  ): Promise<T[]> {
    const projection = onlyFields(fields);
    const rows = await this.mongo
      .collection(collection)
      .find(filter as Filter<T>, { projection })
      .toArray();
    return rows as unknown as T[];
  }

  async listPersonIds(): Promise<string[]> {
    const rows = await this.list(personCollection, {}, ['_id']);
    return rows.map((row) => row._id).sort();
  }

  async listReports(personIds: readonly string[], range: DayRange): Promise<ReadRecord[]> {
    const filter = { actorId: { $in: personIds }, ...instantsWithin('occurredAt', range) };
    const fields = ['actorId', 'unitPath', 'slug', 'occurredAt'] as const;
    const rows = await this.list(progressReportCollection, filter, fields);
    return rows.map(({ actorId, unitPath, slug, occurredAt }) => ({
      personId: actorId,
      unitPath,
      slug,
      at: occurredAt,
    }));
  }

  async listLearnt(personIds: readonly string[], range: DayRange): Promise<ReadRecord[]> {
    const now = allOf({ doneAt: { $ne: null } }, instantsWithin('doneAt', range));
    // A version before may have been learnt in these days, whatever became of the one after.
    const filter = {
      personId: { $in: personIds },
      $or: [now, { learntBefore: { $exists: true } }],
    };
    const fields = ['personId', 'unitPath', 'slug', 'doneAt', 'learntBefore'] as const;
    const rows = await this.list(progressStateCollection, filter, fields);
    return rows.flatMap(({ personId, unitPath, slug, ...state }) =>
      learntOn(state, range).map((at) => ({ personId, unitPath, slug, at })),
    );
  }

  /** Every answer up to a day: mastery grows from the first one. */
  async listAnswers(personIds: readonly string[], to: string | null): Promise<AnswerRecord[]> {
    const range = { from: null, to };
    const filter = { actorId: { $in: personIds }, ...instantsWithin('occurredAt', range) };
    const rows = await this.list(answerCollection, filter, [
      'actorId',
      'unitPath',
      'questionCode',
      'topic',
      'opId',
      'right',
      'occurredAt',
    ]);
    return rows.map(({ actorId, unitPath, questionCode, topic, opId, right, occurredAt }) => ({
      personId: actorId,
      unitPath,
      questionCode,
      topic,
      opId,
      right,
      occurredAt,
      chosen: [],
    }));
  }

  async listChecks(personIds: readonly string[], range: DayRange): Promise<CheckRecord[]> {
    const filter = { actorId: { $in: personIds }, ...daysWithin('day', range) };
    const fields = ['actorId', 'unitPath', 'day', 'kind'] as const;
    const rows = await this.list(selfCheckCollection, filter, fields);
    return rows.map(({ actorId, unitPath, day, kind }) => ({
      personId: actorId,
      unitPath,
      day,
      kind,
    }));
  }

  async listCorrections(
    personIds: readonly string[],
    range: DayRange,
  ): Promise<CorrectionRecord[]> {
    const filter = { actorId: { $in: personIds }, ...daysWithin('foundOn', range) };
    const fields = ['actorId', 'unitPath', 'foundOn', 'state'] as const;
    const rows = await this.list(correctionCollection, filter, fields);
    return rows.map(({ actorId, unitPath, foundOn, state }) => ({
      personId: actorId,
      unitPath,
      day: foundOn,
      done: state === 'done',
    }));
  }

  async listShifts(personIds: readonly string[], range: DayRange): Promise<ShiftRecord[]> {
    const filter = { memberIds: { $in: personIds }, ...daysWithin('day', range) };
    const rows = await this.list(shiftCollection, filter, [
      '_id',
      'actorId',
      'memberIds',
      'unitPath',
      'day',
      'templateCode',
      'plannedEndAt',
      'occurredAt',
      'endedAt',
      'log',
    ]);
    return rows.map(({ _id, plannedEndAt, log, ...shift }) => ({
      ...shift,
      shiftId: _id,
      night: dayOf(plannedEndAt.getTime()) > shift.day,
      returned: log === 'returned',
    }));
  }

  async listEntries(shiftIds: readonly string[]): Promise<EntryRecord[]> {
    const fields = ['shiftId', 'actorId', 'enforcement'] as const;
    const rows = await findInChunks(shiftIds, (chunk) =>
      this.list(entryCollection, { shiftId: { $in: chunk } }, fields),
    );
    return rows.map(({ shiftId, actorId, enforcement }) => ({
      shiftId,
      personId: actorId,
      enforcement,
    }));
  }

  /** Undisputed tallies only: a disputed score stays out of every sum. */
  async listTallies(personIds: readonly string[], range: DayRange): Promise<TallyRecord[]> {
    const filter = { personId: { $in: personIds }, disputed: false, ...daysWithin('day', range) };
    const fields = ['personId', 'squadronPath', 'day', 'applicable', 'passed'] as const;
    const rows = await this.list(tallyCollection, filter, fields);
    return rows.flatMap(({ personId, squadronPath, day, applicable, passed }) =>
      personId === null
        ? []
        : [{ personId, unitPath: squadronPath, day, checked: applicable, passed }],
    );
  }
}
