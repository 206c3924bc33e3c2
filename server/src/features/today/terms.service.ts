import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { dayOf, heldOn, todayTermsHistory, type TodayTerms } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { readContentJson } from '../../platform/content';

/** What 今日 asks for and by when, read once: data that a release or the bureau changes. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TodayTermsService {
  private terms: Promise<TodayTerms[]> | undefined;

  /** Those that hold today. */
  async now(): Promise<TodayTerms> {
    return heldOn(await this.history(), dayOf(now()));
  }

  /** Every version, the oldest first. */
  async history(): Promise<TodayTerms[]> {
    this.terms ??= readTerms();
    return this.terms;
  }
}

async function readTerms(): Promise<TodayTerms[]> {
  return todayTermsHistory.parse(await readContentJson<unknown>('today.json'));
}
