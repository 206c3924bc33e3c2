import {
  normalText,
  type KeyedQuestion,
  type PartBody,
  type PartKey,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';

/** A question as it was asked, with the keys that turned out to be wrong. */
export interface WrongKeys {
  body: QuestionBody;
  wrong: readonly QuestionKey[];
  /** What counts instead; null where none is right. */
  right: QuestionKey | null;
}

/** A piece of a key, and what it takes as right there. */
type Piece = readonly [where: string, taken: string];

/** Order and repeats say nothing. */
const setOf = (all: readonly string[]) => JSON.stringify([...new Set(all)].sort());

function partPieces(where: string, body: PartBody | undefined, key: PartKey): Piece[] {
  switch (key.kind) {
    case 'fill_in':
      return key.blanks.map(({ id, accepted }) => [
        `${where}.${id}`,
        setOf(accepted.map(normalText)),
      ]);
    case 'numeric':
      return [[where, `${key.value} ± ${key.tolerance}`]];
    case 'short_answer':
      return [
        [`${where}.model`, key.model],
        ...key.criteria.map(({ id, text, points }): Piece => [`${where}.${id}`, points + text]),
      ];
    default: {
      const options = body && 'options' in body ? body.options : [];
      const texts = new Map(options.map(({ id, text }) => [id, normalText(text)]));
      // A new import may have named the same options otherwise, and a comma in one changes no key.
      return [
        [`${where} by id`, setOf(key.answer)],
        [`${where} by text`, setOf(key.answer.map((id) => texts.get(id) ?? id))],
      ];
    }
  }
}

/** What decides how an answer counts, piece by piece: parts of a case, blanks, criteria. */
function keyPieces({ body, key }: KeyedQuestion): Map<string, string> {
  if (key.kind !== 'case')
    return new Map(partPieces('', body.kind === 'case' ? undefined : body, key));
  const bodies = new Map(body.kind === 'case' ? body.parts.map((one) => [one.id, one.body]) : []);
  return new Map(key.parts.flatMap((part) => partPieces(part.id, bodies.get(part.id), part.key)));
}

/** Whether a question as it is now takes anything as right by a key that was wrong. */
export function isStillWrong(now: KeyedQuestion, { body, wrong, right }: WrongKeys): boolean {
  const counts = right && keyPieces({ body, key: right });
  const asked = keyPieces(now);
  return wrong.some((key) =>
    [...keyPieces({ body, key })].some(
      ([where, taken]) => counts?.get(where) !== taken && asked.get(where) === taken,
    ),
  );
}
