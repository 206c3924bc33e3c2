import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter, WithId } from 'mongodb';
import { isDuplicateKey } from '../../platform/errors';
import { asItStands } from '../../platform/as-it-stands';
import { afterCursor, allOf, appendOnce, MongoService } from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import type { PieceTitle } from '../standard';
import {
  PIECE_ROW,
  pieceCollection,
  progressReportCollection,
  progressStateCollection,
  type PieceDocument,
  type PieceRow,
  type ProgressReportDocument,
  type ProgressStateDocument,
} from './study.collection';

@Provide()
@DiScope(ScopeEnum.Singleton)
export class StudyRepository {
  @Inject()
  mongo: MongoService;

  private get pieces() {
    return this.mongo.collection(pieceCollection);
  }

  private get reports() {
    return this.mongo.collection(progressReportCollection);
  }

  private get states() {
    return this.mongo.collection(progressStateCollection);
  }

  /** What ships, in the order of slugs; no texts. */
  async listTitles(): Promise<PieceTitle[]> {
    const rows = await this.pieces
      .find({}, { projection: { title: 1, topic: 1, sample: 1 } })
      .sort({ _id: 1 })
      .toArray();
    return rows.map(({ _id, title, topic, sample }) => ({
      ...{ slug: _id, title, topic, sample },
      own: false,
      replaces: null,
    }));
  }

  /** Shipped pieces in the order of slugs, without those named; one more than the limit, no texts. */
  async listPieces(
    query: { kind?: string; topic?: string; q?: string; cursor?: string; limit: number },
    without: readonly string[] = [],
  ): Promise<PieceRow[]> {
    const parts: Record<string, unknown>[] = [afterCursor(query.cursor, [['_id', 1]])];
    if (query.kind) parts.push({ kind: query.kind });
    if (query.topic) parts.push({ topic: query.topic });
    if (query.q) parts.push({ title: { $regex: asItStands(query.q) } });
    if (without.length > 0) parts.push({ _id: { $nin: [...without] } });
    return this.pieces
      .find<PieceRow>(allOf<PieceDocument>(...parts), { projection: PIECE_ROW })
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .toArray();
  }

  async findPiece(slug: string): Promise<PieceDocument | null> {
    return this.pieces.findOne({ _id: slug });
  }

  /** Puts a shipped piece in place, unless the same or a later version is there. */
  async savePiece(piece: PieceDocument): Promise<void> {
    const found = await this.pieces.findOne({ _id: piece._id }, { projection: { version: 1 } });
    if (found && found.version >= piece.version) return;
    await this.pieces.replaceOne({ _id: piece._id }, piece, { upsert: true });
  }

  async appendReport(
    report: ProgressReportDocument,
  ): Promise<{ record: WithId<ProgressReportDocument>; repeated: boolean }> {
    return appendOnce(this.reports, report);
  }

  async countOf(personId: string): Promise<number> {
    return this.reports.countDocuments({ actorId: personId });
  }

  async listReports(
    personId: string,
    slug: string,
    pieceVersion: number,
  ): Promise<ProgressReportDocument[]> {
    return this.reports.find({ actorId: personId, slug, pieceVersion }).toArray();
  }

  async findState(_id: string): Promise<ProgressStateDocument | null> {
    return this.states.findOne({ _id });
  }

  /** Puts a state in place; one of an older version or of fewer reports never replaces a later one. */
  async saveState(state: ProgressStateDocument & { folded: number }): Promise<void> {
    const { _id, pieceVersion, folded } = state;
    const earlier: Filter<ProgressStateDocument> = {
      _id,
      $or: [
        { pieceVersion: { $lt: pieceVersion } },
        { pieceVersion, folded: { $not: { $gt: folded } } },
      ],
    };
    try {
      await this.states.replaceOne(earlier, state, { upsert: true });
    } catch (error) {
      // A later fold is there already: the upsert of the earlier one collides with it.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** States of one person within reach, for the pieces named. */
  async listStates(
    scope: Scope,
    personId: string,
    slugs: readonly string[],
  ): Promise<ProgressStateDocument[]> {
    const reach = scopeFilter<ProgressStateDocument>(scope, {
      person: 'personId',
      unit: 'unitPath',
    });
    return this.states
      .find(allOf<ProgressStateDocument>({ personId, slug: { $in: [...slugs] } }, reach))
      .toArray();
  }
}
