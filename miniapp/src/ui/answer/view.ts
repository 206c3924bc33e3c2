import {
  answerProblem,
  isChoice,
  isEmptyAnswer,
  normalText,
  readNumber,
  withinTolerance,
  type ChoiceBody,
  type PartAnswer,
  type PartBody,
  type QuestionAnswer,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';

export const KIND_WORDS: Record<QuestionBody['kind'], string> = {
  single: '单选',
  multiple: '多选',
  true_false: '判断',
  fill_in: '填空',
  numeric: '计算',
  short_answer: '简答',
  case: '案例',
};

/** What a tap on an option makes of what is chosen. */
export function chooseOption(
  kind: ChoiceBody['kind'],
  chosen: readonly string[],
  id: string,
): string[] {
  if (kind !== 'multiple') return [id];
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}

export function chosenIn(answer: QuestionAnswer | null): readonly string[] {
  return answer && 'chosen' in answer ? answer.chosen : [];
}

export function textIn(answer: QuestionAnswer | null): string {
  return answer && 'text' in answer ? answer.text : '';
}

export function blankIn(answer: QuestionAnswer | null, id: string): string {
  if (answer?.kind !== 'fill_in') return '';
  return answer.blanks.find((one) => one.id === id)?.text ?? '';
}

/** An answer with one blank written anew. */
export function withBlank(answer: QuestionAnswer | null, id: string, text: string): PartAnswer {
  const before = answer?.kind === 'fill_in' ? answer.blanks : [];
  return { kind: 'fill_in', blanks: [...before.filter((one) => one.id !== id), { id, text }] };
}

export function partIn(answer: QuestionAnswer | null, id: string): PartAnswer | null {
  if (answer?.kind !== 'case') return null;
  return answer.parts.find((one) => one.id === id)?.answer ?? null;
}

/** An answer with one part given anew. */
export function withPart(
  answer: QuestionAnswer | null,
  id: string,
  part: PartAnswer,
): QuestionAnswer {
  const before = answer?.kind === 'case' ? answer.parts : [];
  const rest = before.filter((one) => one.id !== id);
  return { kind: 'case', parts: [...rest, { id, answer: part }] };
}

function lacksInPart(body: PartBody, answer: PartAnswer | null): string | undefined {
  if (body.kind === 'fill_in') {
    const left = body.blanks.filter(({ id }) => blankIn(answer, id).trim() === '').length;
    return left > 0 ? `还有 ${left} 空没填` : undefined;
  }
  if (body.kind === 'numeric') {
    const text = textIn(answer);
    if (text.trim() === '') return '填一个数';
    return readNumber(text, body.unit) === null ? '只填数字' : undefined;
  }
  if (body.kind === 'short_answer') {
    return isEmptyAnswer(answer) ? '先写几句' : undefined;
  }
  if (isEmptyAnswer(answer)) return body.kind === 'multiple' ? '选出所有对的' : '先选一个';
  return undefined;
}

/** What is missing before an answer can be given; undefined when nothing is. */
export function lacksInAnswer(
  body: QuestionBody,
  answer: QuestionAnswer | null,
): string | undefined {
  if (body.kind !== 'case') {
    return lacksInPart(body, answer && answer.kind !== 'case' ? answer : null);
  }
  const left = body.parts.filter(({ id, body: part }) => lacksInPart(part, partIn(answer, id)));
  if (left.length > 0) return `还有 ${left.length} 小题没答完`;
  return answer && answerProblem(body, answer) ? '答案不完整' : undefined;
}

/** Whether a blank or a number is right, for the mark behind its field. */
export function isFieldRight(
  body: QuestionBody,
  key: QuestionKey,
  answer: QuestionAnswer | null,
  blank?: string,
): boolean {
  if (key.kind === 'fill_in' && blank !== undefined) {
    const text = normalText(blankIn(answer, blank));
    const accepted = key.blanks.find((one) => one.id === blank)?.accepted ?? [];
    return text !== '' && accepted.some((one) => normalText(one) === text);
  }
  if (key.kind === 'numeric' && body.kind === 'numeric') {
    const value = readNumber(textIn(answer), body.unit);
    return value !== null && withinTolerance(value, key.value, key.tolerance);
  }
  return false;
}

/** The key in words, for kinds without options. */
export function keyWords(body: QuestionBody, key: QuestionKey): string {
  if (key.kind === 'fill_in') {
    return key.blanks
      .map(({ accepted }, i) => `第 ${i + 1} 空：${accepted.join(' 或 ')}`)
      .join('；');
  }
  if (key.kind === 'numeric' && body.kind === 'numeric') {
    const unit = body.unit ? ` ${body.unit}` : '';
    const range = key.tolerance > 0 ? `，上下差 ${key.tolerance} 以内都算对` : '';
    return `${key.value}${unit}${range}`;
  }
  if (isChoice(body) && 'answer' in key) {
    const right = body.options.filter((one) => key.answer.includes(one.id));
    return right.map((one) => one.text).join('；');
  }
  return '';
}
