import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { QuizSettings } from '@qiangji/shared-types';
import { HeldContent } from '../../platform/held-content';
import { readQuizSettings } from './quiz.content';

/** Sizes and shares of practice. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuizSettingsService extends HeldContent<QuizSettings> {
  protected read(): Promise<QuizSettings[]> {
    return readQuizSettings();
  }
}
