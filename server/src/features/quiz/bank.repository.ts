import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { AnyBulkWriteOperation, UpdateFilter, WithId } from 'mongodb';
import { asItStands } from '../../platform/as-it-stands';
import { afterCursor, allOf, insertNew, MongoService, stepOnce } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import { questionCollection, type QuestionDocument, type QuestionEvent } from './quiz.collection';
import { readQuestion } from './quiz.stored';

export interface BankQuery {
  topics?: ReadonlySet<string>;
  kind?: string;
  /** Spellings of one version of a law. */
  laws?: readonly { name: string; version: string }[];
  state?: string;
  verified?: string;
  doubted?: 'true';
  q?: string;
  cursor?: string;
  limit: number;
}

/** Documents of one batch: a large bank is read without holding the event loop for long. */
const READ_AT_ONCE = 100;

/** The bank as practice needs it: everything but the history. */
export type BankRow = Omit<QuestionDocument, 'events'>;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class BankRepository {
  @Inject()
  mongo: MongoService;

  private get questions() {
    return this.mongo.collection(questionCollection);
  }

  /** A bureau's whole bank or what of it changed since, for the service's own choosing and grading. */
  async listBank(bureau: string, since?: Date): Promise<BankRow[]> {
    const changed = since ? { changedAt: { $gte: since } } : {};
    const rows = await this.questions
      .find({ bureau, ...changed }, { projection: { events: 0 }, batchSize: READ_AT_ONCE })
      .toArray();
    return rows.map((row) => readQuestion<BankRow>(row));
  }

  /** Questions of these codes, as they are now. */
  async listByCodes(bureau: string, codes: readonly string[]): Promise<BankRow[]> {
    const rows = await this.questions
      .find({ bureau, code: { $in: [...codes] } }, { projection: { events: 0 } })
      .toArray();
    return rows.map((row) => readQuestion<BankRow>(row));
  }

  /** Puts questions in place; one that is there already stays as it is. */
  async insertMissing(questions: QuestionDocument[]): Promise<void> {
    await insertNew(this.questions, questions);
  }

  /** New versions of questions, each only onto the revision that was read; answers how many went in. */
  async saveVersions(
    changes: { found: BankRow; set: Partial<QuestionDocument>; event: QuestionEvent }[],
  ): Promise<number> {
    if (changes.length === 0) return 0;
    const writes: AnyBulkWriteOperation<QuestionDocument>[] = changes.map(
      ({ found, set, event }) => ({
        updateOne: {
          filter: { _id: found._id, version: found.version },
          update: { $set: set, $push: { events: event }, $inc: { version: 1 } },
        },
      }),
    );
    return (await this.questions.bulkWrite(writes, { ordered: false })).matchedCount;
  }

  async listQuestions(scope: Scope, query: BankQuery): Promise<BankRow[]> {
    const parts: Record<string, unknown>[] = [
      scopeFilter<QuestionDocument>(scope, { unit: 'bureau' }),
      // Keepers reach whole bureaus: named one by one, the index gives the rows in order, and no bank of
      // ten thousand is sorted for a page of twenty.
      { bureau: { $in: [...(scope.unitPaths ?? [])] } },
      afterCursor(query.cursor, [['code', 1]]),
    ];
    if (query.topics) parts.push({ 'content.topic': { $in: [...query.topics] } });
    if (query.kind) {
      parts.push({ $or: [{ 'content.body.kind': query.kind }, { 'content.type': query.kind }] });
    }
    if (query.laws) {
      const cited = query.laws.map(({ name, version }) => ({
        'content.law.name': name,
        'content.law.version': version,
      }));
      parts.push(cited.length > 0 ? { $or: cited } : { _id: { $in: [] } });
    }
    if (query.state) parts.push({ state: query.state });
    if (query.doubted) parts.push({ doubt: { $ne: null } });
    if (query.verified) parts.push({ 'verified.state': query.verified });
    if (query.q) {
      const words = { $regex: asItStands(query.q) };
      parts.push({ $or: [{ 'content.stem': words }, { code: words }] });
    }
    const rows = await this.questions
      .find(allOf<QuestionDocument>(...parts), { projection: { events: 0, past: 0 } })
      .sort({ code: 1 })
      .limit(query.limit + 1)
      .toArray();
    return rows.map((row) => readQuestion<BankRow>({ ...row, past: [] }));
  }

  async findQuestion(scope: Scope, code: string): Promise<WithId<QuestionDocument> | null> {
    const reach = scopeFilter<QuestionDocument>(scope, { unit: 'bureau' });
    const found = await this.questions.findOne(allOf<QuestionDocument>({ code }, reach));
    return found && readQuestion<WithId<QuestionDocument>>(found);
  }

  async saveStep(
    found: WithId<QuestionDocument>,
    event: QuestionEvent,
    change: UpdateFilter<QuestionDocument>,
  ): Promise<WithId<QuestionDocument>> {
    const { record } = await stepOnce(this.questions, found, event, change);
    return readQuestion<WithId<QuestionDocument>>(record);
  }
}
