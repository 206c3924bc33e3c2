import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { appendOnce, MongoService } from '../../platform/mongo';
import { lawEndingCollection, type LawEndingDocument } from './law.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class LawRepository {
  @Inject()
  mongo: MongoService;

  private get endings() {
    return this.mongo.collection(lawEndingCollection);
  }

  /** Everything that was said of a bureau's laws, in its order. */
  async listEndings(bureau: string): Promise<LawEndingDocument[]> {
    return this.endings.find({ bureau }).sort({ receivedAt: 1, _id: 1 }).toArray();
  }

  async appendEnding(ending: LawEndingDocument): Promise<void> {
    await appendOnce(this.endings, ending);
  }
}
