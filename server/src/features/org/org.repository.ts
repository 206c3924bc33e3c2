import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Role } from '@qiangji/shared-types';
import type { Filter } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { asItStands } from '../../platform/as-it-stands';
import { afterCursor, allOf, countBy, guardRead, MongoService } from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import { PeopleCache } from './people.cache';
import {
  personCollection,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';

export interface PersonQuery {
  unitPath?: string;
  activeOnly: boolean;
  /** Beginning of a name or staff number. */
  q?: string;
  cursor?: string;
  limit: number;
}

/** A bureau's people come in one answer: the driver's first batch is 101 rows. */
const ONE_BATCH = 2_000;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class OrgRepository {
  @Inject()
  mongo: MongoService;

  @Inject()
  people: PeopleCache;

  private get persons() {
    return this.mongo.collection(personCollection);
  }

  private get units() {
    return this.mongo.collection(unitCollection);
  }

  async listUnits(scope: Scope): Promise<UnitDocument[]> {
    return this.units
      .find(scopeFilter(scope, { unit: '_id' }))
      .sort({ _id: 1 })
      .toArray();
  }

  async listAllUnits(): Promise<UnitDocument[]> {
    return this.units.find({}).sort({ _id: 1 }).toArray();
  }

  async countHeads(scope: Scope): Promise<Map<string, number>> {
    const reach = scopeFilter<PersonDocument>(scope, { unit: 'unitPath' });
    return countBy(this.persons, 'unitPath', { ...reach, active: true });
  }

  /** People by unit and name, one more than the limit so that the caller can tell the last page. */
  async listPersons(scope: Scope, query: PersonQuery): Promise<PersonDocument[]> {
    const parts: Record<string, unknown>[] = [
      scopeFilter<PersonDocument>(scope, { unit: 'unitPath', person: '_id' }),
      afterCursor(query.cursor, [
        ['name', 1],
        ['_id', 1],
      ]),
    ];
    if (query.unitPath) parts.push(withinUnit('unitPath', query.unitPath));
    if (query.activeOnly) parts.push({ active: true });
    if (query.q) {
      const start = { $regex: `^${asItStands(query.q)}` };
      parts.push({ $or: [{ name: start }, { staffNumber: start }] });
    }
    return this.persons
      .find(allOf<PersonDocument>(...parts))
      .sort({ name: 1, _id: 1 })
      .limit(query.limit + 1)
      .batchSize(ONE_BATCH)
      .toArray();
  }

  /** For the service's own use (sessions, names): nobody's scope applies. */
  async findPersonUnscoped(filter: Filter<PersonDocument>): Promise<PersonDocument | null> {
    return this.persons.findOne(filter);
  }

  async listPersonsByIds(ids: readonly string[]): Promise<PersonDocument[]> {
    if (ids.length === 0) return [];
    return this.persons.find({ _id: { $in: [...ids] } }, guardRead()).toArray();
  }

  /** Who holds a role for one of these units; for the service's own notices. */
  async listGranted(role: Role, unitPaths: readonly string[]): Promise<PersonDocument[]> {
    const grants = { $elemMatch: { role, unitPath: { $in: [...unitPaths] } } };
    return this.persons.find({ grants, active: true }).limit(20).toArray();
  }

  /** Who holds one of these roles, of the people of a unit and below; for the service's own notices. */
  async listHolders(roles: readonly Role[], unitPath: string): Promise<PersonDocument[]> {
    const holders = { 'grants.role': { $in: [...roles] }, active: true };
    return this.persons
      .find(allOf<PersonDocument>(holders, withinUnit('unitPath', unitPath)))
      .sort({ _id: 1 })
      .limit(50)
      .toArray();
  }

  async savePerson(
    personId: string,
    change: Partial<PersonDocument>,
    endSessions: boolean,
  ): Promise<void> {
    await this.persons.updateOne(
      { _id: personId },
      {
        $set: { ...change, updatedAt: nowDate() },
        $inc: { authVersion: endSessions ? 1 : 0 },
      },
    );
    this.people.forget();
  }

  /** People who were changed since, for those who remember something of them. */
  async listChanged(since: Date): Promise<Pick<PersonDocument, '_id' | 'updatedAt'>[]> {
    const changed = { updatedAt: { $gte: since } };
    return this.persons.find(changed, { projection: { updatedAt: 1 }, ...guardRead() }).toArray();
  }
}
