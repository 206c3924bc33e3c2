import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { reviewTermsHistory, type ReviewTerms } from '@qiangji/shared-types';
import { readContentJson } from '../../platform/content';
import { HeldContent } from '../../platform/held-content';

/** By what a week is looked at. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ReviewTermsService extends HeldContent<ReviewTerms> {
  protected async read(): Promise<ReviewTerms[]> {
    return reviewTermsHistory.parse(await readContentJson<unknown>('review.json'));
  }
}
