import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { todayTermsHistory, type TodayTerms } from '@qiangji/shared-types';
import { readContentJson } from '../../platform/content';
import { HeldContent } from '../../platform/held-content';

/** What 今日 asks for and by when. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TodayTermsService extends HeldContent<TodayTerms> {
  protected async read(): Promise<TodayTerms[]> {
    return todayTermsHistory.parse(await readContentJson<unknown>('today.json'));
  }
}
