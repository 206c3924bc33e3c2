import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { choosePiece } from '@qiangji/shared-types';
import { now } from '../../platform/clock';

export interface TopicPiece {
  slug: string;
  title: string;
}

/** What one chooses a piece by. */
export interface PieceTitle extends TopicPiece {
  topic: string;
  /** Ours, until the bureau has its own. */
  sample: boolean;
  /** Written by the bureau. */
  own: boolean;
  /** The sample that it stands for. */
  replaces: string | null;
}

/** Lists every piece that people of a bureau read, its own ones last and in the order of their making. */
export type PieceCatalogue = (bureau: string) => Promise<PieceTitle[]>;

/** Titles change when somebody writes; those that another process knows for a minute longer harm nobody. */
const TITLES_TTL_MS = 60_000;

/**
 * Which piece teaches a topic. Jobs do not import one another, so study tells at boot what there is,
 * and whoever puts a piece before people asks here: practice and 今日 name the same one.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicPieceService {
  private catalogue: PieceCatalogue = () => Promise.resolve([]);
  private readonly kept = new Map<string, { at: number; titles: Promise<PieceTitle[]> }>();

  use(catalogue: PieceCatalogue): void {
    this.catalogue = catalogue;
    this.forget();
  }

  /** After a piece was put into use or taken down. */
  forget(): void {
    this.kept.clear();
  }

  async titles(bureau: string): Promise<PieceTitle[]> {
    const known = this.kept.get(bureau);
    if (known && now() - known.at <= TITLES_TTL_MS) return known.titles;
    const kept = { at: now(), titles: this.catalogue(bureau) };
    this.kept.set(bureau, kept);
    kept.titles.catch(() => {
      if (this.kept.get(bureau) === kept) this.kept.delete(bureau);
    });
    return kept.titles;
  }

  /**
   * The piece with this slug or what stands for it now; where none is named, one of the topic. Null where
   * there is none.
   */
  async pieceOf(bureau: string, topic: string, slug: string | null): Promise<TopicPiece | null> {
    const all = await this.titles(bureau);
    const named =
      slug === null
        ? undefined
        : (all.find((one) => one.slug === slug) ?? all.find((one) => one.replaces === slug));
    const piece = named ?? choosePiece(all, topic);
    return piece ? { slug: piece.slug, title: piece.title } : null;
  }
}
