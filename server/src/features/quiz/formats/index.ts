import type { BankFormat } from '@qiangji/shared-types';
import { aikenFormat } from './aiken';
import { giftFormat } from './gift';
import type { Format } from './item';
import { jsonFormat } from './json';
import { moodleFormat } from './moodle';
import { xlsxFormat } from './xlsx-write';

/** Every way out of the bank; the ways in are in `read`. */
export const FORMATS: Record<BankFormat, Format> = {
  xlsx: xlsxFormat,
  json: jsonFormat,
  gift: giftFormat,
  moodle: moodleFormat,
  aiken: aikenFormat,
};

export { writeQuestionTemplate } from './xlsx-write';
export type { BankItem, Defaults, Loss } from './item';
