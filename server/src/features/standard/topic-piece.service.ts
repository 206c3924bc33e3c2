import { Provide, Scope, ScopeEnum } from '@midwayjs/core';

export interface TopicPiece {
  slug: string;
  title: string;
}

/** Finds the piece with this slug or, where none is named, one of the topic; null where there is none. */
export type PieceFinder = (topic: string, slug: string | null) => Promise<TopicPiece | null>;

/**
 * Which piece teaches a topic. Jobs do not import one another, so study tells at boot how to find it,
 * and whoever puts a piece before people asks here.
 */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicPieceService {
  private finder: PieceFinder = () => Promise.resolve(null);

  use(finder: PieceFinder): void {
    this.finder = finder;
  }

  async pieceOf(topic: string, slug: string | null): Promise<TopicPiece | null> {
    return this.finder(topic, slug);
  }
}
