import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { dayOf, heldOn, type QuizSettings } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { readQuizSettings } from './quiz.content';

/** Sizes and shares of practice, read once: data that a release or the bureau changes. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class QuizSettingsService {
  private settings: Promise<QuizSettings[]> | undefined;

  /** Those that hold today. */
  async now(): Promise<QuizSettings> {
    return heldOn(await this.history(), dayOf(now()));
  }

  /** Every version, the oldest first. */
  async history(): Promise<QuizSettings[]> {
    this.settings ??= readQuizSettings();
    return this.settings;
  }
}
