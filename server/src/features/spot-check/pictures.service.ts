import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { MediaService } from '../media';
import { CheckDirectory } from './directory';
import { missingPictures, namedPictures, type Showing } from './pictures.rules';
import type { CheckDocument } from './spot-check.collection';
import { SpotCheckRepository } from './spot-check.repository';

/** Looks for the pictures of a check again after this long (ms), until all of them are there. */
const AGAIN_MS = 600_000;

/** At most this many checks a run of the job. */
const BATCH = 200;

/**
 * A seal does not wait for pictures: they come after their words, from phones that were offline. What
 * has not come within the grace, or was not taken by an inspector of the check, is said on the check
 * until it is there.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckPictures {
  @Inject()
  checks: SpotCheckRepository;

  @Inject()
  media: MediaService;

  @Inject()
  directory: CheckDirectory;

  /**
   * Shows pictures to the inspectors, the squadron's leaders and those whom each concerns. Any of the `takers` may
   * have taken them: a grant for one who did not shows nothing.
   */
  async show(
    { squadronPath, inspectorIds }: CheckDocument,
    takers: readonly string[],
    showings: readonly Showing[],
  ): Promise<void> {
    const leaders = await this.directory.leadersOf(squadronPath);
    const always = [...inspectorIds, ...leaders.map((one) => one._id)];
    for (const { pictures, to } of showings) {
      for (const taker of takers) await this.media.grantTo(taker, pictures, [...always, ...to]);
    }
  }

  async lookForDue(): Promise<void> {
    const now = nowDate();
    for (const check of await this.checks.listPicturesDue(now, BATCH)) {
      const { signature, evidence } = namedPictures(check);
      const arrived = await this.media.mediaById([...signature, ...evidence]);
      const missing = missingPictures(check, arrived);
      const again = missing.length === 0 ? null : new Date(now.getTime() + AGAIN_MS);
      await this.checks.savePictures(check._id, missing, again);
    }
  }
}
