import {
  addDays,
  dayStart,
  questionKinds,
  type QuestionKind,
  type QuizSettings,
} from '@qiangji/shared-types';
import { retrievability, type Memory } from './quiz.rules';

export interface Candidate {
  code: string;
  topic: string;
  kind: QuestionKind;
  difficulty: number;
}

export type Remembered = Pick<Memory, 'dueAt' | 'lastAt' | 'stability' | 'wrongAt'>;

/** What a choice is made from: the bank, what the person remembers, and a seed. */
export interface Ground {
  bank: readonly Candidate[];
  memory: ReadonlyMap<string, Remembered>;
  /** Shanghai day that the questions are for. */
  day: string;
  random: () => number;
}

export interface Chosen {
  code: string;
  needId: string | null;
}

/** A stream of numbers in [0, 1) that a text determines (FNV-1a seeding mulberry32): no secret. */
export function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A fair shuffle (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** Shuffled by code first, so that the order of the bank's rows has no say in ties. */
function inTieOrder(ground: Ground): Candidate[] {
  const byCode = [...ground.bank].sort((a, b) => (a.code < b.code ? -1 : 1));
  return shuffled(byCode, ground.random);
}

/** Least likely to be answered right comes first; what was never asked counts as 0. */
function byWeakness(ground: Ground, rows: readonly Candidate[]): Candidate[] {
  const at = dayStart(ground.day);
  const strength = (row: Candidate) => {
    const known = ground.memory.get(row.code);
    return known ? retrievability(known, at) : 0;
  };
  return [...rows].sort((a, b) => strength(a) - strength(b));
}

/** Takes from each topic in turn, keeping the order within a topic. */
function spreadOverTopics(rows: readonly Candidate[]): Candidate[] {
  const byTopic = new Map<string, Candidate[]>();
  for (const row of rows) byTopic.set(row.topic, [...(byTopic.get(row.topic) ?? []), row]);
  const piles = [...byTopic.values()];
  const longest = Math.max(0, ...piles.map((pile) => pile.length));
  const rounds = Array.from({ length: longest }, (_, i) => i);
  return rounds.flatMap((i) => piles.flatMap((pile) => pile[i] ?? []));
}

/** Whether a question comes back on the day or has waited since. */
export function isDueOn(day: string, known: Pick<Memory, 'dueAt'> | undefined): boolean {
  return known !== undefined && known.dueAt.getTime() < dayStart(addDays(day, 1));
}

/**
 * Due on the day, the weakest first and no more than `reviews`; then never asked, spread over topics;
 * then the due ones beyond, and the rest, weakest first.
 */
function inDailyOrder(ground: Ground, reviews = Number.POSITIVE_INFINITY): Candidate[] {
  const rows = inTieOrder(ground);
  const isDue = (row: Candidate) => isDueOn(ground.day, ground.memory.get(row.code));
  const allDue = byWeakness(ground, rows.filter(isDue));
  const due = allDue.slice(0, reviews);
  const waiting = allDue.slice(due.length);
  const unseen = rows.filter((row) => !ground.memory.has(row.code));
  const fresh = spreadOverTopics(unseen.sort((a, b) => a.difficulty - b.difficulty));
  const rest = rows.filter((row) => ground.memory.has(row.code) && !isDue(row));
  return [...due, ...fresh, ...waiting, ...byWeakness(ground, rest)];
}

/** Questions of these topics: wrong ones, then those due, new ones, and the rest by weakness. */
export function chooseOfTopics(
  ground: Ground,
  topics: ReadonlySet<string>,
  size: number,
): string[] {
  const rows = inDailyOrder(ground).filter((row) => topics.has(row.topic));
  const isWrong = (row: Candidate) => Boolean(ground.memory.get(row.code)?.wrongAt);
  const wrongFirst = [...rows.filter(isWrong), ...rows.filter((row) => !isWrong(row))];
  return wrongFirst.slice(0, size).map((row) => row.code);
}

/**
 * Questions of the topics that findings named, three for each, in the order of the needs. Two findings
 * of one topic share their questions; those already chosen are not chosen again.
 */
export function chooseForNeeds(
  ground: Ground,
  needs: readonly { needId: string; topic: string }[],
  perNeed: number,
  already: readonly Chosen[] = [],
): Chosen[] {
  const topicOf = new Map(ground.bank.map((row) => [row.code, row.topic]));
  const served = new Set(already.filter((one) => one.needId).map((one) => topicOf.get(one.code)));
  const out: Chosen[] = [];
  for (const { needId, topic } of needs) {
    if (served.has(topic)) continue;
    served.add(topic);
    for (const code of chooseOfTopics(ground, new Set([topic]), perNeed))
      out.push({ code, needId });
  }
  return out;
}

/**
 * A day's questions: those of findings first, then the due ones, then new ones spread over topics, up
 * to `size`. More only where findings alone ask for more.
 */
export function chooseDaily(
  ground: Ground,
  needs: readonly { needId: string; topic: string }[],
  settings: Pick<QuizSettings, 'dailySize' | 'perNeed' | 'dailyReviews'>,
): Chosen[] {
  const forNeeds = chooseForNeeds(ground, needs, settings.perNeed);
  const taken = new Set(forNeeds.map((one) => one.code));
  const order = inDailyOrder(ground, settings.dailyReviews);
  const others = order.filter((row) => !taken.has(row.code));
  const room = Math.max(0, settings.dailySize - forNeeds.length);
  const rest = others.slice(0, room).map((row) => ({ code: row.code, needId: null }));
  return [...forNeeds, ...rest];
}

/** Lets late findings join a set that was made ahead: they come first, the last others give way. */
export function joinNeeds(
  chosen: readonly Chosen[],
  joining: readonly Chosen[],
  dailySize: number,
): Chosen[] {
  const codes = new Set(joining.map((one) => one.code));
  const kept = chosen.filter((one) => !codes.has(one.code) || one.needId !== null);
  const keptCodes = new Set(kept.map((one) => one.code));
  const fresh = joining.filter((one) => !keptCodes.has(one.code));
  const forNeeds = [...kept.filter((one) => one.needId !== null), ...fresh];
  const others = kept.filter((one) => one.needId === null);
  return [...forNeeds, ...others.slice(0, Math.max(0, dailySize - forNeeds.length))];
}

/**
 * A set without what its findings ask no more (`reasons`: the words of each need by now, null: taken back).
 * Their questions go to another finding of the topic, or leave; what was answered stays, asked by none.
 */
export function withoutTakenBack<Need extends { needId: string; topic: string; reason: string }>(
  set: { questions: readonly Chosen[]; needs: readonly Need[] },
  reasons: ReadonlyMap<string, string | null>,
  isAnswered: (code: string) => boolean,
): { questions: Chosen[]; needs: Need[] } {
  const isGone = (needId: string) => reasons.get(needId) === null;
  const needs = set.needs
    .filter((need) => !isGone(need.needId))
    .map((need) => ({ ...need, reason: reasons.get(need.needId) ?? need.reason }));
  const questions = set.questions.flatMap((one) => {
    if (one.needId === null || !isGone(one.needId)) return [one];
    const { topic } = set.needs.find((need) => need.needId === one.needId) ?? {};
    const needId = needs.find((need) => need.topic === topic)?.needId ?? null;
    return needId !== null || isAnswered(one.code) ? [{ ...one, needId }] : [];
  });
  return { questions, needs };
}

/**
 * Due questions that wait beyond a day's set, and on how many days they are spread by the cap; null
 * where none waits.
 */
export function backlogOf(
  due: readonly string[],
  chosen: readonly { code: string }[],
  perDay: number,
): { waiting: number; days: number } | null {
  const inSet = new Set(chosen.map((one) => one.code));
  const waiting = due.filter((code) => !inSet.has(code)).length;
  return waiting === 0 ? null : { waiting, days: Math.ceil(waiting / Math.max(1, perDay)) };
}

/** A mock paper by the blueprint: so many of each kind, spread over topics. */
export function chooseMock(
  bank: readonly Candidate[],
  blueprint: QuizSettings['mock'],
  random: () => number,
): string[] {
  const byCode = [...bank].sort((a, b) => (a.code < b.code ? -1 : 1));
  const rows = shuffled(byCode, random);
  return questionKinds.flatMap((kind) =>
    spreadOverTopics(rows.filter((row) => row.kind === kind))
      .slice(0, blueprint[kind] ?? 0)
      .map((row) => row.code),
  );
}
