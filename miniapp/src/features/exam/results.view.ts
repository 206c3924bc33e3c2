import {
  DEFER_NAMES,
  type OwnFlag,
  type UnitResult,
  type PersonResult,
} from '@qiangji/shared-types';
import { percentWords, pointsWords, SITTING_WORDS } from './exam.view';

/** 没有数据 where nobody handed in; 0 only where it is one. */
export const NO_DATA = '没有数据';

export function meanWords({ meanBp }: UnitResult): string {
  return meanBp === null ? NO_DATA : percentWords(meanBp);
}

/** 12 / 15 passed; nothing where no pass rule holds or nobody is settled. */
export function passedWords({ passed, failed }: UnitResult): string {
  if (passed === null || failed === null || passed + failed === 0) return NO_DATA;
  return `${passed} / ${passed + failed}`;
}

/** Those who did not sit and are no failure. */
export function missingWords({ deferred, unreached, absent, open }: UnitResult): string {
  const parts = [
    deferred > 0 ? `顺延 ${deferred}` : '',
    unreached > 0 ? `未送达 ${unreached}` : '',
    absent > 0 ? `没来考 ${absent}` : '',
    open > 0 ? `还没考完 ${open}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('，') : '都考了';
}

export function scoreWords({ score, state, deferred }: PersonResult): string {
  if (score) {
    const waiting = score.waiting > 0 ? `，${score.waiting} 题等人阅` : '';
    return `${pointsWords(score.centi)} / ${pointsWords(score.maxCenti)} 分${waiting}`;
  }
  if (state === 'deferred' && deferred) return `顺延，${DEFER_NAMES[deferred]}`;
  return state === 'submitted' ? NO_DATA : SITTING_WORDS[state];
}

export const FLAG_WORDS = { nothing: '说清楚了', talked: '谈过话', reported: '报上去了' } as const;

/** 离开 3 次，共 45 秒；用过 2 台手机；3 题到点后才送到，说是之前写的. */
export function flagWords({ leaves, absences, devices, late }: Omit<OwnFlag, 'judgement'>): string {
  const seconds = Math.round(absences.reduce((sum, one) => sum + one.awayMs, 0) / 1000);
  const parts = [
    leaves > 0 ? `离开 ${leaves} 次，共 ${seconds} 秒` : '',
    devices > 1 ? `用过 ${devices} 台手机` : '',
    late > 0 ? `${late} 题到点或交卷后才送到，写的是之前的时间` : '',
  ];
  return parts.filter(Boolean).join('；');
}

/** To whoever it is about: what somebody made of it, or that nobody has looked yet. */
export function judgedWords({ judgement }: Pick<OwnFlag, 'judgement'>): string {
  if (!judgement) return '还没有人看，次数不是结论';
  return `${judgement.who}看过了：${FLAG_WORDS[judgement.outcome]}，${judgement.note}`;
}
