import { useMemo } from 'react';
import {
  ALL_PIECES_AT_MOST,
  isRight,
  studyContract,
  type Piece,
  type PieceSummary,
} from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { enqueue } from '@/platform/outbox';
import { changeStored, stored, useResource, type ResourceState } from '@/platform/resource';
import { currentPersonId } from '@/platform/session';
import { personStore, StorageError } from '@/platform/storage';
import { advance } from './study.view';

/** All pieces in one answer: a bureau has some dozens, each a few hundred bytes here. */
export const ALL_PIECES = { query: { limit: ALL_PIECES_AT_MOST } } as const;

export interface Pieces {
  state: ResourceState;
  pieces: readonly PieceSummary[];
  refresh(): Promise<void>;
}

const NONE: readonly PieceSummary[] = [];

export function usePieces(): Pieces {
  const { state, data, refresh } = useResource(studyContract.listPieces, ALL_PIECES, {
    refreshAfter: [studyContract.appendProgress],
  });
  return { state, pieces: data?.items ?? NONE, refresh };
}

/** Slugs of the pieces that can be read without a network. */
export function useKeptSlugs(pieces: readonly PieceSummary[]): ReadonlySet<string> {
  return useMemo(() => {
    const kept = pieces.filter(({ slug }) => stored(studyContract.findPiece, { params: { slug } }));
    return new Set(kept.map((piece) => piece.slug));
  }, [pieces]);
}

const positions = () => {
  const personId = currentPersonId();
  return personId === undefined ? undefined : personStore('study', personId);
};

interface KeptPosition {
  version: number;
  section: number;
}

/** The section that was open last on this phone; the service knows it only once one has left. */
export function keptSection(slug: string, version: number): number | undefined {
  const kept = positions()?.get<KeptPosition>(slug);
  return kept?.version === version ? kept.section : undefined;
}

export function keepSection(slug: string, version: number, section: number): void {
  try {
    positions()?.set(slug, { version, section } satisfies KeptPosition);
  } catch (error) {
    // A full phone: one reads on, and begins next time where one last reported.
    if (!(error instanceof StorageError)) throw error;
  }
}

export interface Report {
  positionBp: number;
  answers: readonly { questionId: string; chosen: readonly string[] }[];
}

/** Keeps a report for sending and shows at once what it changes; throws like `enqueue`. */
export async function reportProgress(piece: Piece, { positionBp, answers }: Report): Promise<void> {
  const { slug, version } = piece;
  const sent = answers.map(({ questionId, chosen }) => ({ questionId, chosen: [...chosen] }));
  await enqueue({
    contract: studyContract.appendProgress,
    params: { slug },
    body: { pieceVersion: version, positionBp, answers: sent },
    recordKey: `study:${slug}`,
    title: `学习进度：${piece.title}`,
  });
  const rightIds = piece.questions
    .filter(({ id, answer }) =>
      answers.some((one) => one.questionId === id && isRight(one.chosen, answer)),
    )
    .map(({ id }) => id);
  const questionIds = piece.questions.map(({ id }) => id);
  const change = <T extends Pick<PieceSummary, 'slug' | 'progress'>>(one: T): T =>
    one.slug === slug
      ? {
          ...one,
          progress: advance(
            one.progress,
            { version, questionIds },
            { positionBp, rightIds, at: deviceAt() },
          ),
        }
      : one;
  changeStored(studyContract.findPiece, { params: { slug } }, change);
  changeStored(studyContract.listPieces, ALL_PIECES, (page) => ({
    ...page,
    items: page.items.map(change),
  }));
}
