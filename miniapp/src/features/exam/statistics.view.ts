import type { PaperStatistics, QuestionStatistics } from '@qiangji/shared-types';
import { percentWords, pointsWords } from './exam.view';

export interface Explained {
  name: string;
  value: string;
  meaning: string;
}

const centi = (value: number | null) => (value === null ? '无' : `${pointsWords(value)} 分`);
const plain = (value: number | null) => (value === null ? '无' : String(value));

/** Figures of the whole paper, each with what it says, as Moodle's documentation defines them. */
export function paperFigures(test: PaperStatistics): Explained[] {
  return [
    { name: '算进来的人', value: String(test.people), meaning: '卷子全部阅完的才算' },
    { name: '平均分', value: centi(test.meanCenti), meaning: '所有人得分的平均' },
    { name: '中位数', value: centi(test.medianCenti), meaning: '一半人高于它，一半人低于它' },
    { name: '标准差', value: centi(test.deviationCenti), meaning: '大家的分差得有多开' },
    {
      name: '偏度',
      value: plain(test.skewness),
      meaning: '0 是两边对称；负数说明少数人考得特别低，正数说明少数人特别高',
    },
    {
      name: '峰度',
      value: plain(test.kurtosis),
      meaning: '0 和正态一样；越大，中间越挤、极端分越多',
    },
    {
      name: '内部一致性（α 系数）',
      value: percentWords(test.alphaBp),
      meaning: '各题是不是在考同一样本事；75% 以上好，64% 以下要看看题',
    },
    {
      name: '误差比',
      value: percentWords(test.errorRatioBp),
      meaning: '分数的差别里有多少是碰运气，不是水平；50% 以上就不可靠',
    },
    {
      name: '标准误',
      value: centi(test.standardErrorCenti),
      meaning: '同一个人再考一次，分数大约会上下这么多',
    },
  ];
}

/** Figures of one question, each with what it says. */
export function questionFigures(one: QuestionStatistics): Explained[] {
  return [
    { name: '做过的人', value: String(one.people), meaning: '卷子上有这道题的人' },
    {
      name: '易度',
      value: percentWords(one.facilityBp),
      meaning: '平均得了这题分数的百分之几；越高越容易',
    },
    {
      name: '标准差',
      value: percentWords(one.deviationBp),
      meaning: '这题的得分差得有多开；很小就分不出水平',
    },
    {
      name: '设计权重',
      value: percentWords(one.intendedBp),
      meaning: '按分值，这题在卷子里占多少',
    },
    {
      name: '实际权重',
      value: percentWords(one.effectiveBp),
      meaning: '实际上，这题造成了总分差别的多少；比设计大很多要看看',
    },
    {
      name: '区分度',
      value: percentWords(one.discriminationBp),
      meaning: '这题得分和其余题得分的相关：50% 以上很好，20% 以下弱，负数说明答案可能错了',
    },
    {
      name: '区分效率',
      value: percentWords(one.efficiencyBp),
      meaning: '区分度达到了这个难度下能达到的百分之几',
    },
  ];
}
