import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import type { Filter, UpdateFilter, WithId } from 'mongodb';
import { asItStands } from '../../platform/as-it-stands';
import {
  afterCursor,
  allOf,
  insertNew,
  MongoService,
  onlyFields,
  stepOnce,
} from '../../platform/mongo';
import { scopeFilter, type Scope } from '../../platform/policy';
import type { PieceTitle } from '../standard';
import {
  ownPieceCollection,
  PIECE_ROW,
  type OwnPieceDocument,
  type PastContent,
  type PieceEvent,
  type PieceRow,
} from './study.collection';

/** A piece without what was before it. */
export type OwnPieceRow = Omit<OwnPieceDocument, 'past' | 'events'>;

interface Asked {
  kind?: string;
  cursor?: string;
  limit: number;
}

const CONTENT_ROW = Object.fromEntries(
  Object.keys(PIECE_ROW).map((name) => [`content.${name}`, 1]),
);
/** Its texts are most of what was before. */
const OF_PAST = ['version', 'edition', 'title', 'until', 'changedBy', 'unread'] as const;
export type PastRow = Pick<PastContent, (typeof OF_PAST)[number]>;

const WITHOUT_PAST = { projection: { past: 0, events: 0 } };

/** The pieces that bureaus write themselves. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OwnPieceRepository {
  @Inject()
  mongo: MongoService;

  private get pieces() {
    return this.mongo.collection(ownPieceCollection);
  }

  /** In use in a bureau, in the order of slugs; one more than the limit, no texts. */
  async listPublished(
    bureau: string,
    { kind, topic, cursor, limit }: Asked & { topic?: string },
  ): Promise<PieceRow[]> {
    const filter = {
      ...{ bureau, state: 'published' },
      ...(kind ? { 'content.kind': kind } : {}),
      ...(topic ? { 'content.topic': topic } : {}),
      ...afterCursor(cursor, [['_id', 1]]),
    };
    const rows = await this.pieces
      .find(filter as Filter<OwnPieceDocument>, { projection: CONTENT_ROW })
      .sort({ _id: 1 })
      .limit(limit + 1)
      .toArray();
    return rows.map(({ _id, content }) => ({ _id, ...content, sample: false }));
  }

  /** What a bureau's own pieces in use are called, in the order of slugs; no texts. */
  async listTitles(bureau: string): Promise<PieceTitle[]> {
    const named = { 'content.title': 1, 'content.topic': 1, 'content.replaces': 1 };
    const rows = await this.pieces
      .find({ bureau, state: 'published' }, { projection: named })
      .sort({ _id: 1 })
      .toArray();
    return rows.map(({ _id, content: { title, topic, replaces } }) => ({
      ...{ slug: _id, title, topic, replaces },
      own: true,
      sample: false,
    }));
  }

  /** What stands for a sample in a bureau now, by the sample's slug. */
  async listReplacing(bureau: string): Promise<Map<string, PieceTitle>> {
    const titles = await this.listTitles(bureau);
    return new Map(titles.flatMap((one) => (one.replaces ? [[one.replaces, one]] : [])));
  }

  /** A piece in use. */
  async findPublished(bureau: string, slug: string): Promise<OwnPieceRow | null> {
    return this.pieces.findOne({ _id: slug, bureau, state: 'published' }, WITHOUT_PAST);
  }

  /** A piece that people have seen at some time. */
  async findSeen(bureau: string, slug: string): Promise<OwnPieceRow | null> {
    return this.pieces.findOne({ _id: slug, bureau, publishedAt: { $ne: null } }, WITHOUT_PAST);
  }

  /** The picture of these bytes that a piece in use shows, by the id under which it was sent. */
  async findPicture(bureau: string, sha256: string): Promise<string | null> {
    const shown = await this.pieces.findOne(
      { 'content.images.sha256': sha256, bureau, state: 'published' },
      { projection: { 'content.images': 1 } },
    );
    return shown?.content.images?.find((one) => one.sha256 === sha256)?.name ?? null;
  }

  /** What people saw of it before: up to some megabytes of texts, which are not read with it. */
  async listPast(slug: string): Promise<PastContent[]> {
    const found = await this.pieces.findOne({ _id: slug }, { projection: { past: 1 } });
    return found?.past ?? [];
  }

  async countPublished(bureau: string): Promise<number> {
    return this.pieces.countDocuments({ bureau, state: 'published' });
  }

  /** Within reach of a keeper, latest first; one more than the limit. */
  async listKept(
    scope: Scope,
    { kind, state, q, cursor, limit }: Asked & { state?: string; q?: string },
  ): Promise<OwnPieceDocument[]> {
    const parts: Record<string, unknown>[] = [
      scopeFilter<OwnPieceDocument>(scope, { unit: 'bureau' }),
      afterCursor(cursor, [['_id', -1]]),
    ];
    if (kind) parts.push({ 'content.kind': kind });
    if (state) parts.push({ state });
    if (q) parts.push({ 'content.title': { $regex: asItStands(q) } });
    return this.pieces
      .find(allOf<OwnPieceDocument>(...parts), { projection: { past: 0, 'content.body': 0 } })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  }

  async findKept(scope: Scope, slug: string): Promise<WithId<OwnPieceDocument> | null> {
    const reach = scopeFilter<OwnPieceDocument>(scope, { unit: 'bureau' });
    return this.pieces.findOne(allOf<OwnPieceDocument>({ _id: slug }, reach));
  }

  /** What a list says of what people saw before, the oldest first; null where the piece is out of reach. */
  async listPastRows(scope: Scope, slug: string): Promise<PastRow[] | null> {
    const reach = scopeFilter<OwnPieceDocument>(scope, { unit: 'bureau' });
    const found = await this.pieces.findOne(allOf<OwnPieceDocument>({ _id: slug }, reach), {
      projection: onlyFields(OF_PAST.map((field) => `past.${field}`)),
    });
    return found && (found.past ?? []);
  }

  /** Puts a new piece in place; one that is there already stays as it is. */
  async insertPiece(piece: OwnPieceDocument): Promise<void> {
    await insertNew(this.pieces, [piece]);
  }

  async saveStep(
    found: WithId<OwnPieceDocument>,
    event: PieceEvent,
    change: UpdateFilter<OwnPieceDocument>,
  ): Promise<WithId<OwnPieceDocument>> {
    return (await stepOnce(this.pieces, found, event, change)).record;
  }
}
