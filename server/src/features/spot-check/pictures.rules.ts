import { checkPictures, type CheckPicture, type CheckResult } from '@qiangji/shared-types';
import type { MediaDocument } from '../media';
import type { CheckDocument, Signoff } from './spot-check.collection';

type Naming = Pick<CheckDocument, 'signoffs' | 'results'>;

/** The pictures that a check names, by kind. */
export function namedPictures({ signoffs, results }: Naming): Record<CheckPicture, string[]> {
  return {
    signature: signoffs.flatMap(({ signatureId }) => (signatureId === null ? [] : [signatureId])),
    evidence: results.flatMap(({ evidence }) => evidence),
  };
}

type Arrived = ReadonlyMap<string, Pick<MediaDocument, 'uploaderId' | 'purpose'>>;

/** Kinds of which a picture is not there, was taken by somebody else, or as something else. */
export function missingPictures(
  check: Naming & Pick<CheckDocument, 'inspectorIds'>,
  arrived: Arrived,
): CheckPicture[] {
  const named = namedPictures(check);
  return checkPictures.filter((kind) =>
    named[kind].some((mediaId) => {
      const media = arrived.get(mediaId);
      return !media || media.purpose !== kind || !check.inspectorIds.includes(media.uploaderId);
    }),
  );
}

/** Pictures, and whom they concern beside those who answer for the check. */
export interface Showing {
  pictures: string[];
  to: readonly string[];
}

/** The evidence and signatures of some results and signoffs; what is of the team concerns `everybody`. */
export function showingsOf(
  results: readonly Pick<CheckResult, 'evidence' | 'personId'>[],
  signoffs: readonly Pick<Signoff, 'signatureId' | 'personId'>[],
  everybody: readonly string[],
): Showing[] {
  return [
    ...results.map(({ evidence, personId }) => ({
      pictures: evidence,
      to: personId === null ? everybody : [personId],
    })),
    ...signoffs.map(({ signatureId, personId }) => ({
      pictures: signatureId ? [signatureId] : [],
      to: [personId],
    })),
  ].filter(({ pictures }) => pictures.length > 0);
}
