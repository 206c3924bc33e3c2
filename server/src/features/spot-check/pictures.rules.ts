import { checkPictures, type CheckPicture } from '@qiangji/shared-types';
import type { MediaDocument } from '../media';
import type { CheckDocument } from './spot-check.collection';

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
