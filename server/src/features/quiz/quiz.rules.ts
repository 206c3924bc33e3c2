import {
  dayOf,
  DAY_MS,
  heldOn,
  type MemoryRules,
  type QuestionAnswer,
} from '@qiangji/shared-types';
import {
  computeDecayFactor,
  createEmptyCard,
  fsrs,
  generatorParameters,
  Rating,
  type Card,
  type FSRS,
} from 'ts-fsrs';

const SHANGHAI_MS = 8 * 3_600_000;

/**
 * Practice happens once a duty day, so steps of minutes are off. Fuzz keeps what was learnt together
 * from coming back together; ts-fsrs seeds it by the review itself, so a fold repeats exactly.
 */
function makeScheduler(retention: number): FSRS {
  return fsrs({
    request_retention: retention,
    maximum_interval: 365,
    enable_fuzz: true,
    enable_short_term: false,
  });
}

const schedulers = new Map<number, FSRS>();

function schedulerOf(retention: number): FSRS {
  const known = schedulers.get(retention) ?? makeScheduler(retention);
  schedulers.set(retention, known);
  return known;
}

/** The forgetting curve is one for all, whatever is asked of it. */
const { decay, factor } = computeDecayFactor(generatorParameters().w);

export interface GivenAnswer {
  opId: string;
  occurredAt: Date;
  chosen: string[];
  answer?: QuestionAnswer | undefined;
  right: boolean;
}

export interface Memory {
  answers: number;
  lastRight: boolean;
  lastAt: Date;
  lastChosen: string[];
  lastAnswer?: QuestionAnswer;
  dueAt: Date;
  stability: number;
  difficulty: number;
  masteredUntil: Date | null;
  wrongAt: Date | null;
  rightDays: string[];
}

/** ts-fsrs counts days by UTC dates; moved by eight hours they are Shanghai's. */
const shifted = (at: Date) => new Date(at.getTime() + SHANGHAI_MS);
const unshifted = (at: Date) => new Date(at.getTime() - SHANGHAI_MS);

/** Days after a review until retrievability falls to `wanted` (FSRS-6 forgetting curve inverted). */
export function daysUntil(wanted: number, stability: number): number {
  return (stability / factor) * (wanted ** (1 / decay) - 1);
}

/** How likely a right answer is at `at`: 0 to 1. */
export function retrievability(memory: Pick<Memory, 'stability' | 'lastAt'>, at: number): number {
  const days = Math.max(0, at - memory.lastAt.getTime()) / DAY_MS;
  return (1 + (factor * days) / memory.stability) ** decay;
}

interface WrongBook {
  wrongAt: Date | null;
  rightDays: string[];
}

function turnPage(book: WrongBook, answer: GivenAnswer, daysToLeave: number): WrongBook {
  if (!answer.right) return { wrongAt: answer.occurredAt, rightDays: [] };
  if (!book.wrongAt) return book;
  const day = dayOf(answer.occurredAt.getTime());
  const rightDays = [...new Set([...book.rightDays, day])];
  const leaves = rightDays.length >= daysToLeave;
  return leaves ? { wrongAt: null, rightDays: [] } : { wrongAt: book.wrongAt, rightDays };
}

/**
 * Folds one person's answers to one question into what is remembered of it. Order of arrival does not
 * matter: a phone may deliver last week's answers today. Each counts by the rules that held on its day.
 * Null without answers.
 */
export function foldMemory(
  answers: readonly GivenAnswer[],
  history: readonly MemoryRules[],
): Memory | null {
  const inOrder = [...answers].sort(
    (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.opId < b.opId ? -1 : 1),
  );
  const first = inOrder[0];
  const last = inOrder[inOrder.length - 1];
  if (!first || !last) return null;
  const rulesAt = ({ occurredAt }: GivenAnswer) => heldOn(history, dayOf(occurredAt.getTime()));
  let card: Card = createEmptyCard(shifted(first.occurredAt));
  let book: WrongBook = { wrongAt: null, rightDays: [] };
  for (const answer of inOrder) {
    const rules = rulesAt(answer);
    const scheduler = schedulerOf(rules.retention);
    const grade = answer.right ? Rating.Good : Rating.Again;
    card = scheduler.next(card, shifted(answer.occurredAt), grade).card;
    book = turnPage(book, answer, rules.rightDaysToLeave);
  }
  const holdsMs = daysUntil(rulesAt(last).mastered, card.stability) * DAY_MS;
  return {
    answers: inOrder.length,
    lastRight: last.right,
    lastAt: last.occurredAt,
    lastChosen: last.chosen,
    ...(last.answer ? { lastAnswer: last.answer } : {}),
    dueAt: unshifted(card.due),
    stability: card.stability,
    difficulty: card.difficulty,
    masteredUntil: last.right ? new Date(last.occurredAt.getTime() + holdsMs) : null,
    ...book,
  };
}
