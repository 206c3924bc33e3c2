import {
  criteriaPoints,
  gradeAnswer,
  isEmptyAnswer,
  type GradeRule,
  type KeyChange,
  type KeyedQuestion,
  type MarkedParts,
  type MarkingPart,
  type PartAnswer,
  type PartBody,
  type PartKey,
  type QuestionAnswer,
} from '@qiangji/shared-types';

const FULL_BP = 10_000;

interface Explained extends KeyedQuestion {
  explanation: string;
}

/** How a question counts now: its frozen key, or what corrected it last. */
export interface CountedKey extends Explained {
  /** Everybody has the points, whatever was given. */
  everyone: boolean;
}

/** The question as the latest correction has it; corrections come oldest first. */
export function countedKey(
  { body, key, explanation: printed }: Explained,
  changes: readonly KeyChange[],
): CountedKey {
  const last = changes.filter((one) => one.kind !== 'explanation').at(-1);
  // A correction that says nothing of it leaves what the one before said.
  const said = changes.flatMap((one) => one.explanation ?? []);
  const explanation = said.at(-1) ?? printed;
  if (last?.kind === 'everyone') return { body, key, explanation, everyone: true };
  return { body, key: last ? last.key : key, explanation, everyone: false };
}

function partToMark(
  partId: string | null,
  body: PartBody,
  key: PartKey | undefined,
  answer: PartAnswer | undefined,
): MarkingPart[] {
  if (key?.kind !== 'short_answer' || answer?.kind !== 'short_answer') return [];
  if (isEmptyAnswer(answer)) return [];
  const { model, criteria } = key;
  return [{ partId, stem: body.stem, text: answer.text, model, criteria }];
}

/** What of an answer a person has to judge; empty where the machine can do it whole. */
export function partsToMark({ body, key }: KeyedQuestion, answer: QuestionAnswer): MarkingPart[] {
  if (body.kind !== 'case') {
    const plain = key.kind !== 'case' && answer.kind !== 'case';
    return plain ? partToMark(null, body, key, answer) : [];
  }
  if (key.kind !== 'case' || answer.kind !== 'case') return [];
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  const given = new Map(answer.parts.map((one) => [one.id, one.answer]));
  return body.parts.flatMap(({ id, body: part }) =>
    partToMark(id, part, keys.get(id), given.get(id)),
  );
}

/** Share of a written part, 0 to 1; null where a criterion of it was not marked. */
function markedShare(part: MarkingPart, marks: MarkedParts): number | null {
  const given = marks.find((one) => one.partId === part.partId);
  const points = new Map(given?.criteria.map((one) => [one.id, one.points]));
  let sum = 0;
  for (const { id, points: most } of part.criteria) {
    const found = points.get(id);
    if (found === undefined) return null;
    sum += Math.min(found, most);
  }
  return sum / criteriaPoints({ kind: 'short_answer', model: part.model, criteria: part.criteria });
}

/**
 * What an answer is worth in basis points; null while a person has to say it. Of a case, what the
 * machine can judge counts beside what people marked.
 */
export function scoreOf(
  question: CountedKey,
  answer: QuestionAnswer | null,
  rule: GradeRule,
  marks: MarkedParts | null,
): number | null {
  if (question.everyone) return FULL_BP;
  const grade = gradeAnswer(question, answer, rule);
  if (grade.state === 'graded' || answer === null) return Math.round(grade.score * FULL_BP);
  if (marks === null) return null;
  const written = new Map(partsToMark(question, answer).map((one) => [one.partId, one]));
  const whole = written.get(null);
  if (whole) {
    const share = markedShare(whole, marks);
    return share === null ? null : Math.round(share * FULL_BP);
  }
  let sum = 0;
  for (const part of grade.parts) {
    const toMark = written.get(part.id);
    const score = toMark ? markedShare(toMark, marks) : part.score;
    if (score === null) return null;
    sum += part.share * score;
  }
  return Math.round(sum * FULL_BP);
}

export interface MarkProblem {
  path: string;
  reason: string;
  /** Chinese, safe to show. */
  message: string;
}

/** Why marks do not fit what is to be marked: each criterion is marked once, within its points. */
export function markProblem(
  toMark: readonly MarkingPart[],
  marks: MarkedParts,
): MarkProblem | null {
  const at = (reason: string, message: string) => ({ path: 'body.parts', reason, message });
  const ids = (parts: readonly { partId: string | null; criteria: readonly { id: string }[] }[]) =>
    parts.flatMap(({ partId, criteria }) => criteria.map(({ id }) => `${partId ?? ''}:${id}`));
  const [asked, given] = [ids(toMark).sort(), ids(marks).sort()];
  if (given.some((one) => !asked.includes(one))) return at('unknown', '有的得分点不是这道题的');
  if (asked.join('|') !== given.join('|')) return at('missing', '每个得分点都要评，一个一次');
  for (const { partId, criteria } of marks) {
    const most = new Map(
      toMark.find((one) => one.partId === partId)?.criteria.map((one) => [one.id, one.points]),
    );
    if (criteria.some(({ id, points }) => points > (most.get(id) ?? 0))) {
      return at('too_many', '给的分超过了得分点的分值');
    }
  }
  return null;
}
