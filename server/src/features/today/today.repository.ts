import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayStart } from '@qiangji/shared-types';
import type { Document } from 'mongodb';
import { allOf, MongoService, onlyFields, type CollectionDefinition } from '../../platform/mongo';
import { scopeFilter, type Scope, type ScopeFields } from '../../platform/policy';
import { entryCollection, shiftCollection } from '../duty-log';
import { feedbackCollection, type FeedbackDocument } from '../feedback';
import { answerCollection, practiceCollection } from '../quiz';
import { correctionCollection, selfCheckCollection } from '../self-check';
import { checkCollection } from '../spot-check';
import { progressStateCollection } from '../study';

/** More than this of one kind would be no list of things to do. */
const LIMIT = 40;

const OWN: ScopeFields = { person: 'actorId' };

/** What of a person's records has something to do in it: a few small queries over their indexes. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class TodayRepository {
  @Inject()
  mongo: MongoService;

  private async list<T extends Document, K extends keyof T & string>(
    collection: CollectionDefinition<T>,
    { scope, fields: reach }: { scope: Scope; fields: ScopeFields },
    filter: Document,
    fields: readonly K[],
    limit = LIMIT,
  ): Promise<Pick<T, K>[]> {
    const within = scopeFilter<T>(scope, reach);
    const rows = await this.mongo
      .collection(collection)
      .find(allOf<T>(filter, within), {
        projection: onlyFields(fields),
      })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray();
    return rows as unknown as Pick<T, K>[];
  }

  /** Shifts that I was on since a day. */
  async listShifts(scope: Scope, since: string) {
    const reach = { scope, fields: { person: 'memberIds' } };
    const filter = { memberIds: scope.personId, day: { $gte: since } };
    return this.list(shiftCollection, reach, filter, [
      '_id',
      'memberIds',
      'day',
      'templateCode',
      'catalogueVersion',
      'plannedEndAt',
      'sections',
      'recorders',
      'state',
      'endedAt',
      'log',
      'actorId',
    ]);
  }

  /** Who is on duty in a unit now: members of open shifts since a day. */
  async listOnDuty(scope: Scope, since: string) {
    const reach = { scope, fields: { unit: 'unitPath' } };
    const filter = { day: { $gte: since }, state: 'on_duty' };
    return this.list(shiftCollection, reach, filter, ['memberIds'], 500);
  }

  /** Acts of enforcement that I handled since a day. */
  async listEnforcement(scope: Scope, unitPath: string, since: string) {
    const me = scope.personId;
    const filter = {
      unitPath,
      day: { $gte: since },
      enforcement: true,
      state: 'recorded',
      $or: [{ actorId: me, takenOverBy: null }, { takenOverBy: me }],
    };
    const reach = { scope, fields: { person: ['actorId', 'takenOverBy'] } };
    return this.list(entryCollection, reach, filter, [
      '_id',
      'day',
      'at',
      'section',
      'handlingCode',
    ]);
  }

  async listSelfChecks(scope: Scope, since: string) {
    const filter = { actorId: scope.personId, day: { $gte: since } };
    const fields = ['_id', 'kind', 'entryId', 'handlingCode', 'day', 'occurredAt'] as const;
    return this.list(selfCheckCollection, { scope, fields: OWN }, filter, fields);
  }

  /** Mine that are open, and those put right since today began. */
  async listCorrections(scope: Scope, today: string) {
    const since = new Date(dayStart(today));
    const filter = {
      actorId: scope.personId,
      $or: [{ state: 'open' }, { doneAt: { $gte: since } }],
    };
    const fields = ['_id', 'itemName', 'look', 'dueOn', 'state', 'doneAt'] as const;
    return this.list(correctionCollection, { scope, fields: OWN }, filter, fields);
  }

  async findPractice(scope: Scope, day: string) {
    const filter = { actorId: scope.personId, day };
    const fields = ['questions', 'needs'] as const;
    const [found] = await this.list(practiceCollection, { scope, fields: OWN }, filter, fields, 1);
    return found ?? null;
  }

  async listAnswers(scope: Scope, today: string) {
    const filter = { actorId: scope.personId, occurredAt: { $gte: new Date(dayStart(today)) } };
    const fields = ['questionCode', 'occurredAt'] as const;
    return this.list(answerCollection, { scope, fields: OWN }, filter, fields, 200);
  }

  async listReading(scope: Scope) {
    const reach = { scope, fields: { person: 'personId' } };
    const fields = ['slug', 'positionBp', 'doneAt'] as const;
    return this.list(progressStateCollection, reach, { personId: scope.personId }, fields, 500);
  }

  /** Sealed checks of me since an instant. */
  async listResults(scope: Scope, since: Date) {
    const reach = { scope, fields: { person: 'persons.personId' } };
    const filter = {
      'persons.personId': scope.personId,
      sealed: true,
      sealedAt: { $gte: since },
    };
    const fields = ['_id', 'day', 'acknowledgements', 'settlements', 'faults'] as const;
    return this.list(checkCollection, reach, filter, fields);
  }

  /** Checks that I make and that are neither sealed nor called off. */
  async listOpenChecks(scope: Scope) {
    const reach = { scope, fields: { person: 'inspectorIds' } };
    const filter = {
      inspectorIds: scope.personId,
      sealed: false,
      state: { $ne: 'called_off' },
    };
    return this.list(checkCollection, reach, filter, [
      '_id',
      'day',
      'plannedOn',
      'state',
      'squadronPath',
    ]);
  }

  async countFeedback(scope: Scope): Promise<number> {
    const reach = scopeFilter<FeedbackDocument>(scope, { unit: 'unitPath' });
    const open = allOf<FeedbackDocument>({ state: 'open' }, reach);
    return this.mongo.collection(feedbackCollection).countDocuments(open);
  }
}
