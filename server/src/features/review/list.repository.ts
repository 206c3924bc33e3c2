import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Document } from 'mongodb';
import {
  allOf,
  daysWithin,
  instantsWithin,
  MongoService,
  type CollectionDefinition,
} from '../../platform/mongo';
import { scopeFilter, type Scope, type ScopeFields } from '../../platform/policy';
import { entryCollection, shiftCollection } from '../duty-log';
import { answerCollection, memoryCollection, questionCollection } from '../quiz';
import { correctionCollection, selfCheckCollection } from '../self-check';
import { tallyCollection } from '../spot-check';
import {
  ownPieceCollection,
  pieceCollection,
  progressReportCollection,
  progressStateCollection,
} from '../study';

/** Whose records of which days (Shanghai, both included). */
export interface Asked {
  personId: string;
  /** Of answers and of mastery. */
  topic?: string;
  from: string;
  to: string;
}

const OWNED: ScopeFields = { person: 'actorId', unit: 'unitPath' };

/** What a piece is called, and whether people can open it still. */
export interface PieceName {
  title: string;
  isOpen: boolean;
}

/** All records of one person within reach that are of the days asked for. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RecordListRepository {
  @Inject()
  mongo: MongoService;

  private async list<T extends Document>(
    collection: CollectionDefinition<T>,
    reach: { scope: Scope; fields: ScopeFields } | null,
    filter: Document,
    without: readonly string[] = [],
  ): Promise<T[]> {
    const projection = Object.fromEntries(without.map((field) => [field, 0]));
    const within = reach ? scopeFilter<T>(reach.scope, reach.fields) : {};
    const rows = await this.mongo
      .collection(collection)
      .find(allOf<T>(filter, within), { projection })
      .toArray();
    return rows as T[];
  }

  async listReports(scope: Scope, asked: Asked) {
    const filter = { actorId: asked.personId, ...instantsWithin('occurredAt', asked) };
    const reach = { scope, fields: OWNED };
    return this.list(progressReportCollection, reach, filter, ['answers']);
  }

  async listStates(scope: Scope, personId: string) {
    const reach = { scope, fields: { person: 'personId', unit: 'unitPath' } };
    return this.list(progressStateCollection, reach, { personId });
  }

  /** What pieces are called, by slug, and whether they can be opened still. */
  async listPieces(slugs: readonly string[]): Promise<Map<string, PieceName>> {
    const of = { _id: { $in: slugs } };
    const [shipped, own] = await Promise.all([
      this.list(pieceCollection, null, of, ['body', 'questions']),
      this.list(ownPieceCollection, null, of, ['content.body', 'past', 'events']),
    ]);
    return new Map([
      ...shipped.map(({ _id, title }) => [_id, { title, isOpen: true }] as const),
      ...own.map(
        ({ _id, content: { title }, state }) =>
          [_id, { title, isOpen: state === 'published' }] as const,
      ),
    ]);
  }

  async listAnswers(scope: Scope, asked: Asked) {
    const { personId, topic } = asked;
    const filter = {
      ...(topic === undefined ? {} : { topic }),
      ...{ actorId: personId, ...instantsWithin('occurredAt', asked) },
    };
    return this.list(answerCollection, { scope, fields: OWNED }, filter);
  }

  /** Every answer up to a day: mastery grows from the first one. */
  async listAnswersUntil(scope: Scope, { personId, to }: Asked) {
    const filter = { actorId: personId, ...instantsWithin('occurredAt', { to }) };
    return this.list(answerCollection, { scope, fields: OWNED }, filter, ['answer']);
  }

  /** What a person remembers of a topic's questions. */
  async listMemories(scope: Scope, personId: string, topic: string) {
    const reach = { scope, fields: { person: 'personId', unit: 'unitPath' } };
    return this.list(memoryCollection, reach, { personId, topic }, ['lastAnswer', 'lastChosen']);
  }

  async listQuestions(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.mongo
      .collection(questionCollection)
      .find({ _id: { $in: [...ids] } }, { projection: { code: 1, 'content.stem': 1 } })
      .toArray();
    return new Map(rows.map((row) => [row.code, row.content.stem]));
  }

  async listSelfChecks(scope: Scope, asked: Asked) {
    const filter = { actorId: asked.personId, kind: 'readiness', ...daysWithin('day', asked) };
    const reach = { scope, fields: OWNED };
    return this.list(selfCheckCollection, reach, filter, ['results']);
  }

  /** Those that are open, whenever they were found. */
  async listCorrections(scope: Scope, asked: Asked) {
    const filter = { actorId: asked.personId, state: 'open' };
    const reach = { scope, fields: OWNED };
    return this.list(correctionCollection, reach, filter, ['events']);
  }

  async listShifts(scope: Scope, asked: Asked) {
    const reach = { scope, fields: { person: 'memberIds', unit: 'unitPath' } };
    const filter = { memberIds: asked.personId, ...daysWithin('day', asked) };
    return this.list(shiftCollection, reach, filter, ['events']);
  }

  async countEntries(shiftIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.mongo
      .collection(entryCollection)
      .find({ shiftId: { $in: [...shiftIds] } }, { projection: { shiftId: 1 } })
      .toArray();
    const counts = new Map<string, number>();
    for (const { shiftId } of rows) counts.set(shiftId, (counts.get(shiftId) ?? 0) + 1);
    return counts;
  }

  async listTallies(scope: Scope, asked: Asked) {
    const reach = { scope, fields: { person: 'personId', unit: 'squadronPath' } };
    const filter = { personId: asked.personId, ...daysWithin('day', asked) };
    return this.list(tallyCollection, reach, filter);
  }
}
