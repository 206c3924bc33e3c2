import { listContent, readContentMarkdown } from '../../platform/content';
import type { PieceDocument } from './study.collection';

type FrontMatter = Omit<PieceDocument, '_id' | 'body' | 'schemaVersion'> & { slug: string };

/** The pieces that ship with the product. */
export async function readShippedPieces(): Promise<PieceDocument[]> {
  const names = await listContent('pieces', '.md');
  return Promise.all(
    names.map(async (name) => {
      const { front, body } = await readContentMarkdown<FrontMatter>(`pieces/${name}`);
      const { slug, version, title, kind, topic, sample, summary, laws, links, questions } = front;
      return {
        _id: slug,
        version,
        title,
        kind,
        topic,
        sample,
        summary,
        body,
        laws,
        links,
        questions,
        schemaVersion: 1 as const,
      };
    }),
  );
}
