import type { Appeal, MyResultItem, ScoreChange, SheetQuestion } from '@qiangji/shared-types';
import type { AttemptDocument } from './attempt.collection';
import type { AppealDocument, GivenMark, MarkingDocument } from './marking.collection';
import type { CountedPaper } from './marking.queue';
import { machineBp, type Shown } from './result.rules';

export function presentAppeal(row: AppealDocument): Appeal {
  return {
    id: row._id,
    state: row.state,
    text: row.text,
    sentAt: row.sentAt.toISOString(),
    reason: row.reason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    upheldBy: row.upheldBy ?? null,
  };
}

/** A decision waits with the key: what it says of the question would help those who are still asked it. */
function presentOwnAppeal(row: AppealDocument, over: boolean): Appeal {
  const shown = presentAppeal(row);
  const undecided = { state: 'open' as const, reason: null, decidedAt: null, upheldBy: null };
  return over ? shown : { ...shown, ...undecided };
}

function presentChange({ at, kind, beforeBp, afterBp, note }: GivenMark): ScoreChange[] {
  if (kind === 'again') return [];
  return [{ at: at.toISOString(), kind, beforeBp, afterBp, reason: note }];
}

export interface OwnPaper {
  attempt: AttemptDocument;
  counted: CountedPaper;
  markings: ReadonlyMap<string, MarkingDocument>;
  appeals: ReadonlyMap<string, AppealDocument>;
  shown: Shown;
  /** Others are still asked these: their persons are not told yet whether they were right. */
  withheld: ReadonlySet<string>;
}

/** One question of a person's own paper, as far as nobody else can be helped by what it shows. */
export function presentOwnItem(
  { code, points, body }: SheetQuestion,
  { attempt, counted, markings, appeals, shown, withheld }: OwnPaper,
): MyResultItem {
  const grade = attempt.grades.find((one) => one.code === code);
  const marking = markings.get(code);
  const key = counted.keyOf(code);
  const byMachine = grade ? machineBp(grade) : 0;
  const isWithheld = withheld.has(code);
  const over = shown.over && !isWithheld;
  const scores = shown.itemScores && !isWithheld;
  const appeal = appeals.get(code);
  return {
    code,
    points,
    body,
    answer: attempt.answers.find((one) => one.code === code)?.answer ?? null,
    scoreBp: scores ? (marking ? marking.scoreBp : byMachine) : null,
    changes: scores ? (marking?.marks ?? []).flatMap(presentChange) : [],
    key: shown.keys && over ? (key?.key ?? null) : null,
    everyone: shown.keys && over && (key?.everyone ?? false),
    explanation: shown.explanations && over ? (key?.explanation ?? null) : null,
    appeal: appeal ? presentOwnAppeal(appeal, over) : null,
    ...(isWithheld && shown.over && { withheld: true }),
  };
}
