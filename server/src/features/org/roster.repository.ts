import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import { AppError, isDuplicateKey } from '../../platform/errors';
import { allOf, MongoService, findInChunks } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { personCollection, unitCollection, type PersonDocument } from './org.collection';
import { PeopleCache } from './people.cache';

/** What an import does to one person. */
export interface RosterWrite {
  person: PersonDocument;
  isNew: boolean;
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

  /** Saves a change of a person within reach; null elsewhere. */
  async savePerson(
    scope: Scope,
    personId: string,
    change: Partial<PersonDocument>,
    endSessions: boolean,
  ): Promise<PersonDocument | null> {
    const reach = scopeFilter<PersonDocument>(scope, { unit: 'unitPath' });
    const saved = await this.persons.findOneAndUpdate(
      allOf<PersonDocument>({ _id: personId }, reach),
      { $set: change, $inc: { authVersion: endSessions ? 1 : 0 } },
      { returnDocument: 'after' },
    );
    this.people.forget();
    return saved;
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

  /** A whole roster's numbers are met by one pass over all holders, a few by the index. */
  async listByPhones(phones: readonly string[]): Promise<PersonDocument[]> {
    if (phones.length === 0) return [];
    if (phones.length <= 50) return this.persons.find({ phone: { $in: [...phones] } }).toArray();
    const wanted = new Set<string | null>(phones);
    const holders = await this.persons.find({ phone: { $ne: null } }).toArray();
    return holders.filter((person) => wanted.has(person.phone));
  }

  /**
   * Writes an import, people found by staff number. Numbers that change hands are let go first, or
   * two people who swap theirs would meet the unique index.
   */
  async saveAll(writes: readonly RosterWrite[], freedPhones: readonly string[]): Promise<void> {
    if (writes.length === 0) return;
    if (freedPhones.length > 0) {
      await this.persons.updateMany(
        { phone: { $in: [...freedPhones] } },
        { $set: { phone: null } },
      );
    }
    try {
      await this.persons.bulkWrite(writes.map(operationOf), { ordered: false });
    } catch (error) {
      // Somebody imported the same new people meanwhile: loading the sheet again finds them.
      if (isDuplicateKey(error)) throw new AppError('VERSION_CONFLICT');
      throw error;
    } finally {
      this.people.forget();
    }
  }

  async saveLiaison(unitPath: string, from: string | null, to: string | null): Promise<void> {
    const units = this.mongo.collection(unitCollection);
    await units.updateOne({ _id: unitPath, liaisonId: from }, { $set: { liaisonId: to } });
  }
}

function operationOf({ person, isNew, endSessions }: RosterWrite) {
  const { staffNumber, name, kind, post, unitPath, phone, enforcementId, grants } = person;
  const said = { name, kind, post, unitPath, phone, enforcementId, grants };
  const operation: AnyBulkWriteOperation<PersonDocument> = isNew
    ? { insertOne: { document: person } }
    : {
        updateOne: {
          filter: { staffNumber },
          update: {
            $set: { ...said, updatedAt: person.updatedAt },
            $inc: { authVersion: endSessions ? 1 : 0 },
          },
        },
      };
  return operation;
}
