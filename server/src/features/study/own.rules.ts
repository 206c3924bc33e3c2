import type { PieceDraft, PieceImage } from '@qiangji/shared-types';
import type { OwnPieceRow } from './own.repository';
import type { PieceContent, PieceDocument, PieceEvent } from './study.collection';

const OWN = 'own-';

/** The op makes the slug, so that a repeat meets the piece of the first time. */
export const ownSlug = (opId: string): string => OWN + opId;
export const isOwnSlug = (slug: string): boolean => slug.startsWith(OWN);

/** What a draft says as people will see it. Nobody has held its laws against a text yet. */
export function contentOf(
  draft: PieceDraft,
  { version, edition }: Pick<PieceContent, 'version' | 'edition'>,
  images: readonly PieceImage[],
): PieceContent {
  const laws = draft.laws.map((law) => ({ ...law, verified: 'unverified' as const }));
  const body = draft.body.replace(/\r\n?/g, '\n');
  return {
    ...{ ...draft, body, laws, version, edition },
    ...(images.length > 0 && { images: [...images] }),
  };
}

/** The other way: as its author goes on writing it. */
export function draftOf({
  version: _v,
  edition: _e,
  images: _i,
  laws,
  ...content
}: PieceContent): PieceDraft {
  return {
    ...content,
    laws: laws.map(({ name, article, version }) => ({ name, article, version })),
  };
}

/** An own piece as readers know pieces. */
export function asPiece({ _id, content }: Pick<OwnPieceRow, '_id' | 'content'>): PieceDocument {
  const { replaces: _replaces, images: _images, ...said } = content;
  return { _id, ...said, sample: false, schemaVersion: 1 };
}

/** What was asked by a version that people saw; that of now where no such version is known. */
export function contentAsked(
  content: PieceContent,
  past: readonly PieceContent[],
  version: number,
): PieceContent {
  if (content.version === version) return content;
  return past.filter((one) => one.version === version).at(-1) ?? content;
}

/** What is noted where somebody saved a piece as it was: it is a change of nothing. */
export const UNCHANGED = '看过，没有改动';

/**
 * Whether people read a piece as it is now: it was in use at some time since its text became this one. By the order of
 * what happened, since a desk's clock may be wrong.
 */
export function wasRead(events: readonly Pick<PieceEvent, 'type' | 'text'>[]): boolean {
  let isInUse = false;
  let wasInUse = false;
  for (const { type, text } of events) {
    if (type === 'published') isInUse = true;
    if (type === 'taken_down') isInUse = false;
    const isNew = type === 'changed' && text !== UNCHANGED;
    wasInUse = isInUse || (wasInUse && !isNew);
  }
  return wasInUse;
}
