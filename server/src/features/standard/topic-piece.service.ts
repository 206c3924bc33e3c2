import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
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
}

/** Lists every piece there is, in the order of slugs. */
export type PieceCatalogue = () => Promise<PieceTitle[]>;

/** Titles change with an import; a minute-old one harms nobody. */
const TITLES_TTL_MS = 60_000;

/** The piece that teaches a topic: the bureau's own before a sample of ours. */
export function choosePiece<T extends Omit<PieceTitle, 'slug'>>(
  pieces: readonly T[],
  topic: string,
): T | undefined {
  const ofTopic = pieces.filter((one) => one.topic === topic);
  return ofTopic.find((one) => !one.sample) ?? ofTopic[0];
}

/**
 * Which piece teaches a topic. Jobs do not import one another, so study tells at boot what there is,
 * and whoever puts a piece before people asks here: practice and 今日 name the same one.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicPieceService {
  private catalogue: PieceCatalogue = () => Promise.resolve([]);
  private kept: { at: number; titles: Promise<PieceTitle[]> } | undefined;

  use(catalogue: PieceCatalogue): void {
    this.catalogue = catalogue;
    this.kept = undefined;
  }

  async titles(): Promise<PieceTitle[]> {
    if (!this.kept || now() - this.kept.at > TITLES_TTL_MS) {
      const kept = { at: now(), titles: this.catalogue() };
      this.kept = kept;
      kept.titles.catch(() => {
        if (this.kept === kept) this.kept = undefined;
      });
    }
    return this.kept.titles;
  }

  /** The piece with this slug or, where none is named, one of the topic; null where there is none. */
  async pieceOf(topic: string, slug: string | null): Promise<TopicPiece | null> {
    const all = await this.titles();
    const named = slug === null ? undefined : all.find((one) => one.slug === slug);
    const piece = named ?? choosePiece(all, topic);
    return piece ? { slug: piece.slug, title: piece.title } : null;
  }
}
