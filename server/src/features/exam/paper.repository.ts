import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { UpdateFilter, WithId } from 'mongodb';
import {
  afterCursor,
  allOf,
  appendOnce,
  insertNew,
  MongoService,
  stepOnce,
  type RecordEvent,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import {
  paperCollection,
  paperQuestionCollection,
  type PaperDocument,
  type PaperQuestionDocument,
} from './paper.collection';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class PaperRepository {
  @Inject()
  mongo: MongoService;

  private get papers() {
    return this.mongo.collection(paperCollection);
  }

  private get questions() {
    return this.mongo.collection(paperQuestionCollection);
  }

  async append(paper: PaperDocument): Promise<WithId<PaperDocument>> {
    return (await appendOnce(this.papers, paper)).record;
  }

  async find(scope: Scope, paperId: string): Promise<WithId<PaperDocument> | null> {
    const reach = scopeFilter<PaperDocument>(scope, { unit: 'unitPath' });
    return this.papers.findOne(allOf<PaperDocument>({ _id: paperId }, reach));
  }

  async list(
    scope: Scope,
    query: { state?: string; cursor?: string; limit: number },
  ): Promise<PaperDocument[]> {
    const parts = [
      scopeFilter<PaperDocument>(scope, { unit: 'unitPath' }),
      query.state ? { state: query.state } : {},
      afterCursor(query.cursor, [['_id', -1]]),
    ];
    return this.papers
      .find(allOf<PaperDocument>(...parts))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  /** Papers of a bureau that are published and not put away. */
  async listPublished(bureau: string): Promise<PaperDocument[]> {
    return this.papers
      .find({ unitPath: bureau, state: 'published' }, { projection: { events: 0 } })
      .toArray();
  }

  async saveStep(
    found: WithId<PaperDocument>,
    event: RecordEvent,
    change: UpdateFilter<PaperDocument>,
  ): Promise<WithId<PaperDocument>> {
    return (await stepOnce(this.papers, found, event, change)).record;
  }

  /** Freezes questions with their paper; one that is there already stays as it is. */
  async insertQuestions(questions: PaperQuestionDocument[]): Promise<void> {
    await insertNew(this.questions, questions);
  }

  /** The questions of a published paper, for drawing and grading by the service itself. */
  async listQuestions(paperId: string): Promise<PaperQuestionDocument[]> {
    return this.questions.find({ paperId }).toArray();
  }
}
