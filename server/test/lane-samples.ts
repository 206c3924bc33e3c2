import { studyContract } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from './kit';
import type { Sample } from './sample';

export interface LaneSample {
  /** A fresh request that succeeds for `officer`. */
  success(kit: Kit): Promise<Sample>;
  /** Makes of a request that succeeded one that answers 409. */
  conflict?(done: Sample): Sample;
  /** Makes of it one that answers 404. */
  missing?(done: Sample): Sample;
}

/** What each hot route is asked on both lanes; a hot route without a row fails the test. */
export const laneSamples: Record<string, LaneSample> = {
  [studyContract.appendProgress.id]: {
    async success(kit) {
      const { items } = await kit.ok(studyContract.listPieces, { query: { limit: 1 } }, 'officer');
      const { slug, version } = items[0]!;
      return {
        params: { slug },
        body: { ...phoneWrite(), pieceVersion: version, positionBp: 100, answers: [] },
      };
    },
    conflict: (done) => ({ ...done, body: { ...(done.body as object), positionBp: 9_000 } }),
    missing: (done) => ({
      params: { slug: 'no-such-piece' },
      body: { ...(done.body as object), ...phoneWrite() },
    }),
  },
};
