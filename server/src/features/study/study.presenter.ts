import type { Piece, PieceImage, PieceProgress, PieceSummary } from '@qiangji/shared-types';
import { isOwnSlug } from './own.rules';
import type { PieceDocument, PieceRow, ProgressStateDocument } from './study.collection';

/** Progress counts for the version it was made with; a new version starts anew. */
export function presentProgress(
  state: ProgressStateDocument | undefined,
  pieceVersion: number,
): PieceProgress | null {
  if (state?.pieceVersion !== pieceVersion) return null;
  return {
    positionBp: state.positionBp,
    reachedEnd: state.reachedEnd,
    rightQuestionIds: state.rightQuestionIds,
    doneAt: state.doneAt?.toISOString() ?? null,
    pieceVersion: state.pieceVersion,
  };
}

export function presentSummary(
  piece: PieceRow,
  topicName: string,
  state: ProgressStateDocument | undefined,
): PieceSummary {
  return {
    slug: piece._id,
    version: piece.version,
    edition: piece.edition ?? 1,
    title: piece.title,
    kind: piece.kind,
    topic: piece.topic,
    topicName,
    sample: piece.sample,
    own: isOwnSlug(piece._id),
    summary: piece.summary,
    questionCount: piece.questions.length,
    progress: presentProgress(state, piece.version),
  };
}

export function presentPiece(
  piece: PieceDocument,
  topicName: string,
  images: readonly PieceImage[],
  state: ProgressStateDocument | undefined,
): Piece {
  return {
    ...presentSummary(piece, topicName, state),
    body: piece.body,
    images: images.map(({ name, sha256, width, height }) => ({ name, sha256, width, height })),
    laws: piece.laws,
    links: piece.links,
    questions: piece.questions,
  };
}
