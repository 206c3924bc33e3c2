import {
  clockOf,
  dayOf,
  type AttemptScore,
  DEFER_NAMES,
  type DeferReason,
  type SittingState,
  type UnitResult,
} from '@qiangji/shared-types';
import type { TableSheet } from '../../platform/xlsx';
import type { ExamDrawDocument } from './exam.collection';

const STATE_WORDS: Record<SittingState, string> = {
  not_started: '还没开考',
  in_progress: '正在答',
  submitted: '已交卷',
  absent: '缺考',
  deferred: '顺延',
  unreached: '没通知到',
};

/** One person as the workbook lists them. */
export interface SheetPerson {
  name: string;
  unitName: string;
  state: SittingState;
  deferred: DeferReason | null;
  /** When a phone of theirs saw the exam. */
  reachedAt: Date | null;
  startedAt: Date | null;
  submittedAt: Date | null;
  score: AttemptScore | null;
}

const moment = (at: Date | null) =>
  at === null ? null : `${dayOf(at.getTime())} ${clockOf(at.getTime())}`;

/** What no figure stands for is an empty cell, never 0. */
function passWord(score: AttemptScore | null): string | null {
  if (!score) return null;
  if (score.waiting > 0 && score.passed === null) return '待评分';
  return score.passed === null ? null : score.passed ? '合格' : '不合格';
}

/** By unit, and in each as they stood. */
export function byUnit<R extends { unitPath: string }>(rows: readonly R[]): R[] {
  return [...rows].sort((a, b) => compareText(a.unitPath, b.unitPath));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function peopleSheet(people: readonly SheetPerson[]): TableSheet {
  return {
    name: '成绩',
    columns: [
      { heading: '单位', width: 20 },
      { heading: '姓名', width: 12 },
      { heading: '得分', width: 10 },
      { heading: '满分', width: 10 },
      { heading: '待评题数', width: 10 },
      { heading: '结果', width: 10 },
    ],
    rows: people.map(({ unitName, name, score }) => [
      unitName,
      name,
      score ? score.centi / 100 : null,
      score ? score.maxCenti / 100 : null,
      score && score.waiting > 0 ? score.waiting : null,
      passWord(score),
    ]),
  };
}

/** `asOf` (ms) is named in the head: what was taken out while people write is soon another. */
export function attendanceSheet(
  people: readonly Omit<SheetPerson, 'score'>[],
  asOf?: number,
): TableSheet {
  return {
    name: '到考',
    columns: [
      { heading: '单位', width: 20 },
      { heading: '姓名', width: 12 },
      asOf === undefined
        ? { heading: '情况', width: 12 }
        : { heading: `${dayOf(asOf)} ${clockOf(asOf)} 的情况`, width: 26 },
      { heading: '原因', width: 12 },
      { heading: '收到通知', width: 18 },
      { heading: '开考', width: 18 },
      { heading: '交卷', width: 18 },
    ],
    rows: people.map((one) => [
      one.unitName,
      one.name,
      STATE_WORDS[one.state],
      one.deferred ? DEFER_NAMES[one.deferred] : null,
      moment(one.reachedAt),
      moment(one.startedAt),
      moment(one.submittedAt),
    ]),
  };
}

/**
 * The draw of an audience, for whoever draws it again: the same candidates in this order and the same seed give the
 * same people (`drawFrom` in shared-types, label `audience`).
 */
export function drawSheet(
  { seed, candidates, drawn }: Pick<ExamDrawDocument, 'seed' | 'candidates' | 'drawn'>,
  named: (personId: string) => { name: string; unitName: string },
): TableSheet {
  const chosen = new Set(drawn);
  return {
    name: '抽签',
    columns: [
      { heading: '次序', width: 8 },
      { heading: '编号', width: 40 },
      { heading: '单位', width: 20 },
      { heading: '姓名', width: 12 },
      { heading: '抽中', width: 8 },
      { heading: `种子 ${seed}，${candidates.length} 人里抽 ${drawn.length} 人`, width: 84 },
    ],
    rows: candidates.map((id, index) => {
      const { name, unitName } = named(id);
      return [index + 1, id, unitName, name, chosen.has(id) ? '是' : null, null];
    }),
  };
}

function unitSheet(units: readonly UnitResult[], total: UnitResult): TableSheet {
  const percent = (bp: number | null) => (bp === null ? null : `${(bp / 100).toFixed(1)}%`);
  return {
    name: '单位',
    columns: [
      { heading: '单位', width: 20 },
      ...['应考', '交卷', '缺考', '顺延', '没通知到', '待评分', '合格', '不合格', '平均得分率'].map(
        (heading) => ({ heading, width: 5 + 2 * heading.length }),
      ),
    ],
    rows: [...units, total].map((one) => [
      one.unitName,
      one.assigned,
      one.handedIn,
      one.absent,
      one.deferred,
      one.unreached,
      one.waiting,
      one.passed,
      one.failed,
      percent(one.meanBp),
    ]),
  };
}

/** The sheets of an exam's workbook. People stand by unit and in the order of the sittings. */
export function resultSheets(
  people: readonly SheetPerson[],
  units: readonly UnitResult[],
  total: UnitResult,
): TableSheet[] {
  return [unitSheet(units, total), peopleSheet(people), attendanceSheet(people)];
}
