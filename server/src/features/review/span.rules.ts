import { addDays, weekStart } from '@qiangji/shared-types';
import type {
  Parts,
  ReviewDayDocument,
  ReviewWeekDocument,
  Span,
  TopicTally,
} from './review.collection';

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])].sort();

/** Of one topic: an earlier stretch of answers and a later one. */
function joinTally(before: TopicTally, after: TopicTally): TopicTally {
  const allWrong = after.wrongTail === after.answers;
  return {
    topic: after.topic,
    answers: before.answers + after.answers,
    right: before.right + after.right,
    wrongTail: after.wrongTail + (allWrong ? before.wrongTail : 0),
  };
}

function joinTopics(before: readonly TopicTally[], after: readonly TopicTally[]): TopicTally[] {
  const topics = new Map(before.map((tally) => [tally.topic, tally]));
  for (const tally of after) {
    const known = topics.get(tally.topic);
    topics.set(tally.topic, known ? joinTally(known, tally) : tally);
  }
  return [...topics.values()].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** The counts of both together; what is no count, the unit, is the earlier one's. */
function added<P extends object>(before: P, after: P): P {
  const counts = Object.entries(after).flatMap(([name, count]) =>
    typeof count === 'number' ? [[name, count + Number(before[name as keyof P])] as const] : [],
  );
  return { ...before, ...Object.fromEntries(counts) };
}

type Join<P> = (before: P, after: P) => P;

/** How two stretches of one job come together. */
const JOIN: { [K in keyof Parts]: Join<NonNullable<Parts[K]>> } = {
  selfCheck: added,
  duty: added,
  spot: added,
  quiz: (before, after) => ({
    ...added(before, after),
    // What was met and mastered so far is as the last day left it.
    met: after.met,
    mastered: after.mastered,
    topics: joinTopics(before.topics, after.topics),
  }),
  study: (before, after) => ({
    unitPath: before.unitPath,
    touched: union(before.touched, after.touched),
    done: union(before.done, after.done),
  }),
};

function joinPart<K extends keyof Parts>(name: K, before: Parts[K], after: Parts[K]): Parts[K] {
  return before && after ? JOIN[name](before, after) : (after ?? before);
}

/** A stretch and a later one of the same person. */
export function joinSpans(before: Span, after: Span): Span {
  const part = <K extends keyof Parts>(name: K) =>
    joinPart(name, before.parts[name], after.parts[name]);
  return {
    from: before.from,
    to: after.to,
    parts: {
      selfCheck: part('selfCheck'),
      quiz: part('quiz'),
      study: part('study'),
      duty: part('duty'),
      spot: part('spot'),
    },
    ready: before.ready + after.ready,
    nightDays: union(before.nightDays, after.nightDays),
  };
}

/** A day as a stretch of one day. */
export function spanOf({ day, parts, ready }: ReviewDayDocument): Span {
  const nightDays = (parts.duty?.nights ?? 0) > 0 ? [day] : [];
  return { from: day, to: day, parts, ready, nightDays };
}

/** The weeks that rows of days come to, by id, without their versions. `rows` need no order. */
export function weeksOf(
  rows: readonly ReviewDayDocument[],
): Map<string, Omit<ReviewWeekDocument, 'version'>> {
  const weeks = new Map<string, Omit<ReviewWeekDocument, 'version'>>();
  for (const row of [...rows].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const { personId, unitPath, day } = row;
    const monday = weekStart(day);
    const _id = `${personId}:${monday}:${unitPath}`;
    const known = weeks.get(_id);
    const span = known ? joinSpans(known, spanOf(row)) : spanOf(row);
    const whole = { ...span, from: monday, to: addDays(monday, 6) };
    weeks.set(_id, { _id, personId, unitPath, ...whole, schemaVersion: 1 });
  }
  return weeks;
}
