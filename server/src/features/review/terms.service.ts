import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { heldOn, reviewTermsHistory, type ReviewTerms } from '@qiangji/shared-types';
import { readContentJson } from '../../platform/content';

/** By what a week is looked at, read once: data that a release or the bureau changes. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ReviewTermsService {
  private terms: Promise<ReviewTerms[]> | undefined;

  /** Those that hold on a day. */
  async on(day: string): Promise<ReviewTerms> {
    return heldOn(await this.history(), day);
  }

  /** Every version, the oldest first. */
  async history(): Promise<ReviewTerms[]> {
    this.terms ??= readTerms();
    return this.terms;
  }
}

async function readTerms(): Promise<ReviewTerms[]> {
  return reviewTermsHistory.parse(await readContentJson<unknown>('review.json'));
}
