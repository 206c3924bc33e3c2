import {
  addDays,
  MAX_TALKS,
  talkCodes,
  type RecordsBehind,
  type ReviewRecordKind,
  type ReviewTerms,
  type Talk,
  type TalkReason,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import type { Span } from './review.collection';
import { byName } from './week.rules';

/** Days whose findings count when a week is looked at; a week that is over knows nothing later. */
export function findingSpan(
  { to }: { to: string },
  { findingDays }: ReviewTerms,
): { from: string; to: string } {
  return { from: addDays(to, -findingDays), to };
}

/** From the Monday before the week that is looked at to its Sunday. */
const FORTNIGHT_DAYS = 13;

const RECORDER_TOPIC = 'recorder';

export interface FindingFact {
  /** On which it was found: two inspectors' checks of one visit are one. */
  day: string;
  itemCode: string;
  itemName: string;
  topic: string;
}

/** What is known of one person when a week is looked at. */
export interface TalkFacts {
  /** Sunday of the week. */
  to: string;
  /** Stretches of the fortnight, the earlier first. */
  rows: readonly Span[];
  /** Undisputed findings of single people in the last month. */
  findings: readonly FindingFact[];
  correctionsOverdue: number;
  topicName: (code: string) => string;
  /** That held on the Sunday. */
  terms: ReviewTerms;
}

function visitsWith(findings: readonly FindingFact[], same: (one: FindingFact) => boolean): number {
  return new Set(findings.filter(same).map((one) => one.day)).size;
}

/** What a rule found, and in which records. */
type Found = Omit<TalkReason, 'code'>;

function behind(
  kind: ReviewRecordKind,
  { to }: TalkFacts,
  days: number,
  topic: RecordsBehind['topic'] = null,
): RecordsBehind {
  return { kind, from: addDays(to, -days), to, topic };
}

function recorderTwice(facts: TalkFacts): Found | null {
  const checks = visitsWith(facts.findings, (one) => one.topic === RECORDER_TOPIC);
  if (checks < facts.terms.findingVisits) return null;
  const text = `${checks} 次督察都没做到全程记录`;
  return { text, behind: behind('spot_check', facts, facts.terms.findingDays) };
}

function itemTwice(facts: TalkFacts): Found | null {
  const { findings, terms } = facts;
  const visitsOf = ({ itemCode }: FindingFact) =>
    visitsWith(findings, (other) => other.itemCode === itemCode);
  const again = findings.find(
    (one) => one.topic !== RECORDER_TOPIC && visitsOf(one) >= terms.findingVisits,
  );
  if (!again) return null;
  const text = `${visitsOf(again)} 次督察查到同一处：${again.itemName}`;
  return { text, behind: behind('spot_check', facts, facts.terms.findingDays) };
}

/** The longest run of wrong answers that still lasts, over the stretches of the fortnight. */
function topicWrong(facts: TalkFacts): Found | null {
  const runs = new Map<string, { wrong: number; over: boolean }>();
  for (const row of [...facts.rows].reverse()) {
    for (const { topic, answers, wrongTail } of row.parts.quiz?.topics ?? []) {
      const run = runs.get(topic) ?? { wrong: 0, over: false };
      if (run.over) continue;
      runs.set(topic, { wrong: run.wrong + wrongTail, over: wrongTail < answers });
    }
  }
  const [longest] = [...runs].sort(
    ([a, one], [b, other]) => other.wrong - one.wrong || (a < b ? -1 : 1),
  );
  if (!longest || longest[1].wrong < facts.terms.wrongRunning) return null;
  const topic = { code: longest[0], name: facts.topicName(longest[0]) };
  const text = `题组“${topic.name}”连错 ${longest[1].wrong} 次`;
  return { text, behind: behind('practice', facts, FORTNIGHT_DAYS, topic) };
}

function nightsRunning(facts: TalkFacts): Found | null {
  const nights = new Set(facts.rows.flatMap((row) => row.nightDays));
  let [from, longest] = ['', 0];
  for (const day of nights) {
    if (nights.has(addDays(day, -1))) continue;
    let length = 1;
    while (nights.has(addDays(day, length))) length++;
    if (length > longest) [from, longest] = [day, length];
  }
  if (longest < facts.terms.nightsRunning) return null;
  const text = `夜班连上 ${longest} 天，注意休息`;
  // Just these days: the last of the nights may be going on.
  const to = addDays(from, longest - 1);
  return { text, behind: { kind: 'shifts', from, to, topic: null } };
}

function overdue(facts: TalkFacts): Found | null {
  if (facts.correctionsOverdue === 0) return null;
  const text = `${CORRECTION_OVERDUE} ${facts.correctionsOverdue} 条`;
  return { text, behind: behind('overdue', facts, facts.terms.findingDays) };
}

const RULES: Record<(typeof talkCodes)[number], (facts: TalkFacts) => Found | null> = {
  corrections_overdue: overdue,
  recorder_twice: recorderTwice,
  item_twice: itemTwice,
  topic_wrong: topicWrong,
  nights_running: nightsRunning,
};

/**
 * Why a person is worth a talk, the weightiest first. Not having practised, or anything else that
 * nobody has to do, is no reason.
 */
export function reasonsOf(facts: TalkFacts): TalkReason[] {
  return talkCodes.flatMap((code) => {
    const found = RULES[code](facts);
    return found === null ? [] : [{ code, ...found }];
  });
}

/** A handful at most, each with their weightiest reason; equal ones by name. */
export function talksOf(
  people: readonly { personId: string; name: string; reasons: readonly TalkReason[] }[],
): Talk[] {
  const order = (reason: TalkReason) => talkCodes.indexOf(reason.code);
  return people
    .flatMap(({ personId, name, reasons: [reason] }) =>
      reason ? [{ personId, name, reason }] : [],
    )
    .sort((a, b) => order(a.reason) - order(b.reason) || byName(a, b))
    .slice(0, MAX_TALKS);
}
