import { studyContract } from '@qiangji/shared-types';
import { keep, stored } from '@/platform/resource';
import { ALL_PIECES } from './study.store';

/**
 * Keeps every piece on the phone, a few hundred kilobytes in all: the handbook is everybody's own copy,
 * with or without a network. One after the other, and only those that are missing or have changed.
 */
export async function keepPieces(): Promise<void> {
  await keep(studyContract.listPieces, ALL_PIECES);
  for (const { slug, version } of stored(studyContract.listPieces, ALL_PIECES)?.items ?? []) {
    const input = { params: { slug } };
    if (stored(studyContract.findPiece, input)?.version === version) continue;
    await keep(studyContract.findPiece, input);
  }
}
