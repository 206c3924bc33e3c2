import type { PaperStatistics, QuestionStatistics } from '@qiangji/shared-types';
import type { OptionTable } from './statistics.options';
import type { ItemStatistics, TestStatistics } from './statistics.rules';

const FULL_BP = 10_000;

const bp = (share: number | null) => (share === null ? null : Math.round(share * FULL_BP));
const whole = (centi: number | null) => (centi === null ? null : Math.round(centi));
const twoPlaces = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

export function presentTest(test: TestStatistics): PaperStatistics {
  return {
    people: test.people,
    maxCenti: test.maxCenti,
    meanCenti: whole(test.mean),
    medianCenti: whole(test.median),
    deviationCenti: whole(test.deviation),
    skewness: twoPlaces(test.skewness),
    kurtosis: twoPlaces(test.kurtosis),
    alphaBp: bp(test.alpha),
    errorRatioBp: bp(test.errorRatio),
    standardErrorCenti: whole(test.standardError),
  };
}

export function presentItem(item: ItemStatistics) {
  return {
    code: item.code,
    points: item.maxCenti / 100,
    people: item.people,
    facilityBp: bp(item.facility),
    deviationBp: bp(item.deviation),
    intendedBp: bp(item.intendedWeight),
    effectiveBp: bp(item.effectiveWeight),
    discriminationBp: bp(item.discrimination),
    efficiencyBp: bp(item.efficiency),
  };
}

export function presentTables(tables: readonly OptionTable[]): QuestionStatistics['tables'] {
  return tables.map(({ partId, options }) => ({
    partId,
    options: options.map(({ optionId, text, right, chosen, share, upperShare, lowerShare }) => ({
      optionId,
      text,
      right,
      chosen,
      shareBp: bp(share),
      upperBp: bp(upperShare),
      lowerBp: bp(lowerShare),
    })),
  }));
}
