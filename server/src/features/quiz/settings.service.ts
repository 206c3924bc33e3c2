import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { readQuizSettings } from './quiz.content';
import type { QuizSettings } from './practice.rules';

/** Sizes and shares of practice, read once: data that a release or the bureau changes. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuizSettingsService {
  private settings: Promise<QuizSettings> | undefined;

  async now(): Promise<QuizSettings> {
    this.settings ??= readQuizSettings();
    return this.settings;
  }
}
