import {
  addDays,
  MAX_TALKS,
  talkCodes,
  type Talk,
  type TalkReason,
  CORRECTION_OVERDUE,
} from '@qiangji/shared-types';
import type { Span } from './review.collection';
import { byName } from './week.rules';

/** A topic that was wrong so many times running is worth a word. */
export const WRONG_RUNNING = 3;

/** So many nights in a row call for rest. */
export const NIGHTS_RUNNING = 4;

/** Findings are looked at so many days back. */
export const FINDING_DAYS = 30;

const RECORDER_TOPIC = 'recorder';

export interface FindingFact {
  checkId: string;
  itemCode: string;
  itemName: string;
  topic: string;
}

/** What is known of one person when a week is looked at. */
export interface TalkFacts {
  /** Stretches of the fortnight, the earlier first. */
  rows: readonly Span[];
  /** Undisputed findings of single people in the last month. */
  findings: readonly FindingFact[];
  correctionsOverdue: number;
  topicName: (code: string) => string;
}

function checksWith(findings: readonly FindingFact[], same: (one: FindingFact) => boolean): number {
  return new Set(findings.filter(same).map((one) => one.checkId)).size;
}

function recorderTwice({ findings }: TalkFacts): string | null {
  const checks = checksWith(findings, (one) => one.topic === RECORDER_TOPIC);
  return checks >= 2 ? `${checks} 次督察都没做到全程记录` : null;
}

function itemTwice({ findings }: TalkFacts): string | null {
  const again = findings.find(
    (one) =>
      one.topic !== RECORDER_TOPIC &&
      checksWith(findings, (other) => other.itemCode === one.itemCode) >= 2,
  );
  return again ? `督察两次查到同一处：${again.itemName}` : null;
}

/** The longest run of wrong answers that still lasts, over the stretches of the fortnight. */
function topicWrong({ rows, topicName }: TalkFacts): string | null {
  const runs = new Map<string, { wrong: number; over: boolean }>();
  for (const row of [...rows].reverse()) {
    for (const { topic, answers, wrongTail } of row.parts.quiz?.topics ?? []) {
      const run = runs.get(topic) ?? { wrong: 0, over: false };
      if (run.over) continue;
      runs.set(topic, { wrong: run.wrong + wrongTail, over: wrongTail < answers });
    }
  }
  const [longest] = [...runs].sort(
    ([a, one], [b, other]) => other.wrong - one.wrong || (a < b ? -1 : 1),
  );
  if (!longest || longest[1].wrong < WRONG_RUNNING) return null;
  return `题组“${topicName(longest[0])}”连错 ${longest[1].wrong} 次`;
}

function nightsRunning({ rows }: TalkFacts): string | null {
  const nights = new Set(rows.flatMap((row) => row.nightDays));
  let longest = 0;
  for (const day of nights) {
    if (nights.has(addDays(day, -1))) continue;
    let length = 1;
    while (nights.has(addDays(day, length))) length++;
    longest = Math.max(longest, length);
  }
  return longest >= NIGHTS_RUNNING ? `夜班连上 ${longest} 天，注意休息` : null;
}

function overdue({ correctionsOverdue }: TalkFacts): string | null {
  return correctionsOverdue > 0 ? `${CORRECTION_OVERDUE} ${correctionsOverdue} 条` : null;
}

const RULES: Record<(typeof talkCodes)[number], (facts: TalkFacts) => string | null> = {
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
    const text = RULES[code](facts);
    return text === null ? [] : [{ code, text }];
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
