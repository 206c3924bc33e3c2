import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { PieceImage } from '@qiangji/shared-types';
import { listContent, readContentImage, readContentMarkdown } from '../../platform/content';
import type { PieceDocument } from './study.collection';
import { imageFault } from './study.rules';

type FrontMatter = Required<Omit<PieceDocument, '_id' | 'body' | 'edition' | 'schemaVersion'>> & {
  slug: string;
};

/** The pieces that ship with the product. */
export async function readShippedPieces(): Promise<PieceDocument[]> {
  const names = await listContent('pieces', '.md');
  return Promise.all(
    names.map(async (name) => {
      const { front, body } = await readContentMarkdown<FrontMatter>(`pieces/${name}`);
      const { slug, version, title, kind, topic, sample, summary, laws, links, questions } = front;
      const fault = imageFault(body, front.images);
      if (fault) throw new Error(`content file pieces/${name} ${fault}`);
      return {
        _id: slug,
        version,
        title,
        kind,
        topic,
        sample,
        summary,
        body,
        images: front.images,
        laws,
        links,
        questions,
        schemaVersion: 1 as const,
      };
    }),
  );
}

export interface ShippedImage extends PieceImage {
  bytes: Buffer;
}

/** Pictures that pieces list; throws where one is missing. A few dozen kilobytes each. */
export async function readShippedImages(names: readonly string[]): Promise<ShippedImage[]> {
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const bytes = await readContentImage(name);
      const { width, height } = await sharp(bytes).metadata();
      return {
        name,
        bytes,
        width,
        height,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}
