import { studyContract, type PieceSummary } from '@qiangji/shared-types';
import { keep, stored } from '@/platform/resource';
import { keepImages } from './study.images';
import { ALL_PIECES } from './study.store';
import { readingOrder } from './study.view';

const editionOf = ({ edition = 1 }: Pick<PieceSummary, 'edition'>) => edition;

/**
 * Keeps every piece on the phone with its pictures, a few hundred kilobytes of ours in all: the handbook is
 * everybody's own copy, with or without a network. Of the bureau's own pieces only the first pictures are kept,
 * which may be large. One after the other, texts first, what is still to be read before what is understood, and
 * only those that are missing or have changed. False where something did not come.
 */
export async function keepPieces(): Promise<boolean> {
  if (!(await keep(studyContract.listPieces, ALL_PIECES))) return false;
  const list = stored(studyContract.listPieces, ALL_PIECES);
  if (!list) return true;
  const ours: string[] = [];
  const own: string[] = [];
  for (const summary of readingOrder(list.items)) {
    const input = { params: { slug: summary.slug } };
    const kept = stored(studyContract.findPiece, input);
    const isKept = kept?.version === summary.version && editionOf(kept) === editionOf(summary);
    if (!isKept && !(await keep(studyContract.findPiece, input))) return false;
    const images = stored(studyContract.findPiece, input)?.images ?? [];
    (summary.own ? own : ours).push(...images.map(({ sha256 }) => sha256));
  }
  return keepImages(ours, own);
}
