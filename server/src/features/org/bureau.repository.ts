import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { MongoService } from '../../platform/mongo';
import {
  personCollection,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';

/** Writes of the `bureau` command, which acts for the operator and under nobody's scope. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class BureauRepository {
  @Inject()
  mongo: MongoService;

  /** Puts a unit in place; its liaison, if it has one, stays. */
  async saveUnit(unit: UnitDocument): Promise<void> {
    const { _id, name, kind, townCode, townName, liaisonId, schemaVersion } = unit;
    await this.mongo.collection(unitCollection).updateOne(
      { _id },
      {
        $set: { name, kind, townCode, townName },
        $setOnInsert: { liaisonId, schemaVersion },
      },
      { upsert: true },
    );
  }

  async insertPerson(person: PersonDocument): Promise<void> {
    await this.mongo.collection(personCollection).insertOne(person);
  }
}
