import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import { allOf, MongoService, findInChunks } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  personCollection,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';
import { PeopleCache } from './people.cache';

/** What an import does to one person. */
export interface RosterWrite {
  person: PersonDocument;
  /** As the person was when the sheet was judged; null for somebody new. */
  before: PersonDocument | null;
  endSessions: boolean;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class RosterRepository {
  @Inject()
  mongo: MongoService;

  @Inject()
  people: PeopleCache;

  private get persons() {
    return this.mongo.collection(personCollection);
  }

  /** Saves a change of a person within reach, as they stood at `seenAt`; null elsewhere. */
  async savePerson(
    scope: Scope,
    personId: string,
    change: Partial<PersonDocument>,
    { endSessions = false, seenAt }: { endSessions?: boolean; seenAt?: Date } = {},
  ): Promise<PersonDocument | null> {
    const reach = scopeFilter<PersonDocument>(scope, { unit: 'unitPath' });
    const seen = seenAt ? { updatedAt: seenAt } : {};
    const saved = await this.persons.findOneAndUpdate(
      allOf<PersonDocument>({ _id: personId, ...seen }, reach),
      {
        $set: change,
        $inc: { authVersion: endSessions ? 1 : 0 },
      },
      { returnDocument: 'after' },
    );
    this.people.forget();
    return saved;
  }

  /** Somebody within reach as they stand in the database; null elsewhere. */
  async findPerson(scope: Scope, personId: string): Promise<PersonDocument | null> {
    const reach = scopeFilter<PersonDocument>(scope, { unit: 'unitPath' });
    return this.persons.findOne(allOf<PersonDocument>({ _id: personId }, reach));
  }

  async findByOpenid(openid: string): Promise<PersonDocument | null> {
    return this.persons.findOne({ openid });
  }

  async findByPhone(phone: string): Promise<PersonDocument | null> {
    return this.persons.findOne({ phone });
  }

  /** Binds whoever matches; null where nobody does (any more). */
  async saveOpenid(
    filter: Filter<PersonDocument>,
    openid: string,
    at: Date,
    endSessions: boolean,
  ): Promise<PersonDocument | 'openid_taken' | null> {
    try {
      const bound = await this.persons.findOneAndUpdate(
        filter,
        {
          $set: { openid, bindingCode: null, updatedAt: at },
          $inc: { authVersion: endSessions ? 1 : 0 },
        },
        { returnDocument: 'after' },
      );
      this.people.forget();
      return bound;
    } catch (error) {
      if (isDuplicateKey(error)) return 'openid_taken';
      throw error;
    }
  }

  async listByStaffNumbers(numbers: readonly string[]): Promise<PersonDocument[]> {
    return findInChunks(numbers, (chunk) =>
      this.persons.find({ staffNumber: { $in: chunk } }).toArray(),
    );
  }

  async listByPhones(phones: readonly string[]): Promise<PersonDocument[]> {
    return this.holdersOf(phones, 'phone', (person) => person.phone);
  }

  /** Whoever is in service with one of these enforcement IDs. */
  async listByEnforcementIds(numbers: readonly string[]): Promise<PersonDocument[]> {
    const numberOf = ({ enforcementId }: PersonDocument) => enforcementId?.number ?? null;
    const holders = await this.holdersOf(numbers, 'enforcementId.number', numberOf);
    return holders.filter(({ active }) => active);
  }

  /** A whole roster's numbers are met by one pass over all holders, a few are asked for. */
  private async holdersOf(
    numbers: readonly string[],
    field: 'phone' | 'enforcementId.number',
    numberOf: (person: PersonDocument) => string | null,
  ): Promise<PersonDocument[]> {
    if (numbers.length === 0) return [];
    if (numbers.length <= 50)
      return this.persons.find({ [field]: { $in: [...numbers] } }).toArray();
    const wanted = new Set<string | null>(numbers);
    const holders = await this.persons.find({ [field]: { $ne: null } }).toArray();
    return holders.filter((person) => wanted.has(numberOf(person)));
  }

  /**
   * Lets go the numbers that an import takes from people, or two who swap theirs would meet the unique
   * index. A number that has changed hands meanwhile stays.
   */
  async savePhonesFreed(writes: readonly RosterWrite[]): Promise<void> {
    const leaving = writes.filter(
      ({ person, before }) => before?.phone && before.phone !== person.phone,
    );
    if (leaving.length === 0) return;
    await this.persons.bulkWrite(
      leaving.map(({ before }) => ({
        updateOne: { filter: asJudged(before!), update: { $set: { phone: null } } },
      })),
      { ordered: false },
    );
    this.people.forget();
  }

  /**
   * Writes the people of an import, each as a whole. False where not all could be: somebody was changed,
   * added or given a number since the sheet was judged. The others are written then.
   */
  async savePeople(writes: readonly RosterWrite[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      const done = await this.persons.bulkWrite(writes.map(operationOf), { ordered: false });
      return done.insertedCount + done.matchedCount === writes.length;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    } finally {
      this.people.forget();
    }
  }

  async listUnitsWithLiaison(): Promise<UnitDocument[]> {
    return this.mongo
      .collection(unitCollection)
      .find({ liaisonId: { $ne: null } })
      .toArray();
  }

  async saveLiaison(unitPath: string, from: string | null, to: string | null): Promise<void> {
    const units = this.mongo.collection(unitCollection);
    await units.updateOne({ _id: unitPath, liaisonId: from }, { $set: { liaisonId: to } });
  }
}

/** The person, unless somebody has changed them since. */
const asJudged = ({ _id, updatedAt }: PersonDocument) => ({ _id, updatedAt });

function operationOf({ person, before, endSessions }: RosterWrite) {
  const { name, kind, post, unitPath, phone, enforcementId, grants, updatedAt } = person;
  const said = { name, kind, post, unitPath, phone, enforcementId, grants, updatedAt };
  const operation: AnyBulkWriteOperation<PersonDocument> = !before
    ? { insertOne: { document: person } }
    : {
        updateOne: {
          filter: asJudged(before),
          update: { $set: said, $inc: { authVersion: endSessions ? 1 : 0 } },
        },
      };
  return operation;
}
