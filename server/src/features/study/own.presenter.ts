import type { KeptPiece, OwnPiece, PastPiece, PastPieceWhole } from '@qiangji/shared-types';
import type { PastRow } from './own.repository';
import { asPiece, draftOf } from './own.rules';
import type { OwnPieceDocument, PastContent, PieceRow } from './study.collection';
import { presentPiece } from './study.presenter';

type Named = { slug: string; title: string };

export interface PieceNames {
  topicName: (topic: string) => string;
  /** Titles of ours by slug. */
  shipped: ReadonlyMap<string, string>;
  /** What stands for a sample now. */
  replacing: ReadonlyMap<string, Named>;
}

export function presentKept(
  { _id, state, content, author, events }: Omit<OwnPieceDocument, 'past'>,
  { topicName, shipped }: PieceNames,
): KeptPiece {
  const { title, kind, topic, summary, version, replaces } = content;
  const last = events.at(-1);
  return {
    ...{ slug: _id, title, kind, topic, topicName: topicName(topic), summary, state, version },
    own: true,
    sample: false,
    replaces: replaces === null ? null : { slug: replaces, title: shipped.get(replaces) ?? '' },
    replacedBy: null,
    author,
    changedAt: last?.at.toISOString() ?? null,
    changedBy: last?.who ?? null,
  };
}

export function presentShipped(
  { _id, title, kind, topic, summary, sample, version }: PieceRow,
  { topicName, replacing }: PieceNames,
): KeptPiece {
  const by = sample ? replacing.get(_id) : undefined;
  return {
    ...{ slug: _id, title, kind, topic, topicName: topicName(topic), summary, sample, version },
    state: 'published',
    own: false,
    replaces: null,
    replacedBy: by ? { slug: by.slug, title: by.title } : null,
    ...{ author: null, changedAt: null, changedBy: null },
  };
}

export function presentOwn(piece: OwnPieceDocument, names: PieceNames): OwnPiece {
  return {
    ...presentKept(piece, names),
    revision: piece.version,
    draft: draftOf(piece.content),
    wasPublished: piece.publishedAt !== null,
    checked: piece.checked ?? null,
    history: piece.events.map(({ at, who, text, pieceVersion }) => ({
      at: at.toISOString(),
      who,
      text,
      version: pieceVersion,
    })),
  };
}

export function presentPast(past: PastRow): PastPiece {
  const { version, edition, title, until, changedBy, unread } = past;
  return {
    ...{ version, edition, title },
    until: until?.toISOString() ?? null,
    changedBy: changedBy ?? null,
    wasRead: !unread,
  };
}

export function presentPastWhole(
  slug: string,
  content: PastContent,
  topicName: string,
): PastPieceWhole {
  const piece = asPiece({ _id: slug, content });
  return {
    ...presentPast(content),
    piece: presentPiece(piece, topicName, content.images ?? [], undefined),
  };
}
