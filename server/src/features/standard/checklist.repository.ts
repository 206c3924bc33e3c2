import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { dutyCatalogue, type DutyCatalogue } from '@qiangji/shared-types';
import { isDuplicateKey } from '../../platform/errors';
import { MongoService } from '../../platform/mongo';
import {
  checklistCollection,
  dutyCatalogueCollection,
  type ChecklistDocument,
  type DutyCatalogueDocument,
} from './checklist.collection';

/** Checklists are the same for the whole house: no scope applies to them. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ChecklistRepository {
  @Inject()
  mongo: MongoService;

  private get checklists() {
    return this.mongo.collection(checklistCollection);
  }

  private get catalogues() {
    return this.mongo.collection(dutyCatalogueCollection);
  }

  /** Publishes a version; what is published already stays as it is, and is answered. */
  async insertChecklist(list: ChecklistDocument): Promise<ChecklistDocument> {
    try {
      await this.checklists.insertOne(list);
      return list;
    } catch (error) {
      const found = isDuplicateKey(error)
        ? await this.findChecklist(list.code, list.version)
        : null;
      if (!found) throw error;
      return found;
    }
  }

  async findChecklist(code: string, version: number): Promise<ChecklistDocument | null> {
    return this.checklists.findOne({ _id: `${code}@${version}` });
  }

  async listChecklists(): Promise<ChecklistDocument[]> {
    return this.checklists.find({}).sort({ code: 1, version: -1 }).toArray();
  }

  async insertCatalogue(catalogue: DutyCatalogueDocument): Promise<DutyCatalogueDocument> {
    try {
      await this.catalogues.insertOne(catalogue);
      return catalogue;
    } catch (error) {
      const found = isDuplicateKey(error)
        ? await this.catalogues.findOne({ _id: catalogue._id })
        : null;
      if (!found) throw error;
      return found;
    }
  }

  /** Read by today's schema: versions that were published before it lack what has a default. */
  async listCatalogues(): Promise<DutyCatalogue[]> {
    const found = await this.catalogues.find({}).sort({ version: -1 }).toArray();
    return found.map((one) => dutyCatalogue.parse(one));
  }
}
