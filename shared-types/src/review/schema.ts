import { code, day, id, pageLink, pageOf, personKind, unitPath, z } from '../core';
import { awayDays } from '../leave';
import { topicMastery } from '../quiz';

/** A count with what it is counted of; null is no data, which is never 0. */
export const reviewCell = z.nullable(z.object({ have: z.int(), of: z.int() }));
export type ReviewCell = z.infer<typeof reviewCell>;

/** What a person's week is looked at by. Different jobs are never added up into one figure. */
export const reviewColumns = ['study', 'mastery', 'readiness', 'logs', 'spot_check'] as const;
export const reviewColumn = z.enum(reviewColumns);
export type ReviewColumn = z.infer<typeof reviewColumn>;

export const reviewCells = z.object({
  /** Pieces learnt, of those read in. */
  study: reviewCell,
  /** Questions mastered, of those met, after the last practice of the fortnight; null under five. */
  mastery: reviewCell,
  /** Shifts that a readiness check preceded, of all. */
  readiness: reviewCell,
  /** Logs with entries and not returned, of shifts that ended. */
  logs: reviewCell,
  /** Items of spot checks without a fault, of those that applied; disputed ones stay out. */
  spot_check: reviewCell,
});
export type ReviewCells = z.infer<typeof reviewCells>;

const unitRef = z.object({ path: unitPath, name: z.string() });

/**
 * Of which kind the records behind a figure are: those of a column; answers given; shifts, ended or not; corrections that
 * are open, and those of them that are late, whenever they were found.
 */
export const reviewRecordKinds = [
  ...reviewColumns,
  'practice',
  'shifts',
  'corrections',
  'overdue',
] as const;
export const reviewRecordKind = z.enum(reviewRecordKinds);
export type ReviewRecordKind = z.infer<typeof reviewRecordKind>;

export const talkCodes = [
  'corrections_overdue',
  'recorder_twice',
  'item_twice',
  'topic_wrong',
  'nights_running',
] as const;

/** Which records of a person say so: `listRecords` takes these as they are. */
export const recordsBehind = z.object({
  kind: reviewRecordKind,
  from: day,
  to: day,
  topic: z.nullable(z.object({ code, name: z.string() })),
});
export type RecordsBehind = z.infer<typeof recordsBehind>;

/** Why somebody is worth a talk, in one plain line: a question to ask, not a verdict. */
export const talkReason = z.object({
  code: z.enum(talkCodes),
  text: z.string(),
  behind: recordsBehind,
});
export type TalkReason = z.infer<typeof talkReason>;

/** At most so many people are named for a talk. */
export const MAX_TALKS = 5;

export const talk = z.object({ personId: id, name: z.string(), reason: talkReason });
export type Talk = z.infer<typeof talk>;

/** Something that waits for the leader or for one of their people. */
export const reviewWaiting = z.object({
  kind: z.enum(['correction_overdue', 'log_returned', 'handover_waiting', 'log_unread']),
  title: z.string(),
  meta: z.string(),
  personId: id,
  /** Null where the asker may see that it is there, but not what it says. */
  link: z.nullable(pageLink),
});
export type ReviewWaiting = z.infer<typeof reviewWaiting>;

/** One week of 合格项率 with its count, team items included; null is a week without checks. */
export const trendPoint = z.object({ week: day, passed: reviewCell });
export type TrendPoint = z.infer<typeof trendPoint>;

export const reviewRow = z.object({
  personId: id,
  name: z.string(),
  kind: personKind,
  post: z.string(),
  /** Leaves that touch the week: what was not done in them is not lacking. */
  away: z.array(awayDays),
  cells: reviewCells,
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const reviewWeek = z.object({
  unit: unitRef,
  /** Monday and Sunday. */
  from: day,
  to: day,
  /** Units that the asker may look at, by name. */
  units: z.array(unitRef),
  waiting: z.array(reviewWaiting),
  talks: z.array(talk).check(z.maxLength(MAX_TALKS)),
  /** Eight weeks, oldest first. */
  trend: z.array(trendPoint),
  /** By kind of job, then by name: an order, not a ranking. */
  rows: z.array(reviewRow),
});
export type ReviewWeek = z.infer<typeof reviewWeek>;

/** One kind of job in one squadron. */
export const squadronGroup = z.object({
  kind: personKind,
  people: z.int(),
  study: reviewCell,
  readiness: reviewCell,
  logs: reviewCell,
  spot_check: reviewCell,
});

/**
 * What stands out in a squadron. Each leads on: what waits to the leader's own list of it, items of spot checks to the
 * checks of the week, the rest to the week of the people whose figures it adds up.
 */
export const squadronWhy = z.object({
  code: z.enum(['corrections_overdue', 'logs_returned', 'spot_check', 'readiness', 'logs']),
  text: z.string(),
});
export type SquadronWhy = z.infer<typeof squadronWhy>;

export const squadronStand = z.object({
  unit: unitRef,
  townName: z.nullable(z.string()),
  groups: z.array(squadronGroup),
  /** The squadron's spot-check items of the week, team items included. */
  spot_check: reviewCell,
  correctionsOverdue: z.int(),
  logsReturned: z.int(),
  /** Empty where nothing stands out. */
  why: z.array(squadronWhy),
});
export type SquadronStand = z.infer<typeof squadronStand>;

export const reviewSquadrons = z.object({
  from: day,
  to: day,
  /** By town, then by name. */
  squadrons: z.array(squadronStand),
});
export type ReviewSquadrons = z.infer<typeof reviewSquadrons>;

export const reviewPerson = z.object({
  person: z.object({
    personId: id,
    name: z.string(),
    kind: personKind,
    post: z.string(),
    unit: unitRef,
  }),
  from: day,
  to: day,
  /** Leaves that touch the week. */
  away: z.array(awayDays),
  cells: reviewCells,
  counts: z.object({
    practice: reviewCell,
    shifts: z.int(),
    nights: z.int(),
    entries: z.int(),
    enforcement: z.int(),
    correctionsOpen: z.int(),
    /** 0 while the person is away: nothing is late that nobody can do. */
    correctionsOverdue: z.int(),
  }),
  reasons: z.array(talkReason),
  /** Mastery at this moment by topic, for topics that the person has met. */
  topics: z.array(topicMastery),
});
export type ReviewPerson = z.infer<typeof reviewPerson>;

/** A record behind a figure. */
export const reviewRecord = z.object({
  /** Of the record; of a topic its code. */
  id: z.string(),
  day,
  title: z.string(),
  meta: z.string(),
  tone: z.enum(['plain', 'ok', 'warn', 'bad']),
  link: z.nullable(pageLink),
});
export type ReviewRecord = z.infer<typeof reviewRecord>;

/** Records of one person are asked for at most so many days at once. */
export const MAX_RECORD_DAYS = 62;

/** The latest first. The last page ends where the figure does: nothing is left out. */
export const reviewRecords = pageOf(reviewRecord);
export type ReviewRecords = z.infer<typeof reviewRecords>;
