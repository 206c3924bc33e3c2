import { id, instant, personKind, phoneWrite, text, unitPath, z } from '../core';

/**
 * `scheduled`: everybody from one moment on. `open_window`: at any time within some days. `contest`:
 * scheduled, with a ranking of this contest only. `surprise` (飞行考试, plan section 三(四)1): told at the
 * moment of publishing and to be started soon after.
 */
export const examKinds = ['scheduled', 'open_window', 'contest', 'surprise'] as const;
export const examKind = z.enum(examKinds);
export type ExamKind = z.infer<typeof examKind>;

/** What is written down; whether it is open follows from the clock (`examPhase`). */
export const examStates = ['draft', 'published', 'cancelled'] as const;
export const examState = z.enum(examStates);
export type ExamState = z.infer<typeof examState>;

export const examPhases = ['draft', 'upcoming', 'open', 'closed', 'cancelled'] as const;
export const examPhase = z.enum(examPhases);
export type ExamPhase = z.infer<typeof examPhase>;

/** Who sits: everybody active who fits all parts or, with `sample`, so many of them drawn at random. */
export const examAudience = z.strictObject({
  /** These units and all below them. */
  unitPaths: z.array(unitPath).check(z.minLength(1), z.maxLength(50)),
  /** Empty: every kind. */
  kinds: z.array(personKind).check(z.maxLength(3)),
  /** 岗位 as the roster spells them; empty: every post. */
  posts: z.array(text(40)).check(z.maxLength(20)),
  /** null: all of them. */
  sample: z.nullable(z.int().check(z.minimum(1), z.maximum(100_000))),
});
export type ExamAudience = z.infer<typeof examAudience>;

/** Whom a rule means as things are now; the draw itself is made at publishing. */
export const audienceCount = z.object({
  /** Who fits all parts, before a sample is drawn. */
  people: z.int(),
  /** Of them: who could not be asked at this moment, and would be deferred by a surprise exam. */
  busy: z.object({ on_shift: z.int(), incident: z.int(), leave: z.int() }),
  /** Who fits and keeps the bank: they see its keys, and are not among `people`. */
  recused: z.int(),
  /** Posts of those who fit units and kinds, by name: what the rule may choose from. */
  posts: z.array(z.object({ post: z.string(), people: z.int() })),
});
export type AudienceCount = z.infer<typeof audienceCount>;

/** An exam is open for so many days at most, and nobody's own window ends later than so many days from now. */
export const MAX_WINDOW_DAYS = 180;

export const examTimes = z.strictObject({
  /** A surprise exam opens when it is published: there this is only the plan. */
  opensAt: instant,
  /** The last moment at which one may still be writing. */
  closesAt: instant,
  durationMin: z.int().check(z.minimum(1), z.maximum(480)),
  /** One must start within so many minutes of the opening; null: at any time until it closes. */
  startWithinMin: z.nullable(z.int().check(z.minimum(1), z.maximum(480))),
  /** Seconds in which answers written in time may still arrive. */
  graceS: z.int().check(z.minimum(0), z.maximum(600)),
});
export type ExamTimes = z.infer<typeof examTimes>;

export const countedAttempts = ['best', 'last', 'first'] as const;

export const attemptRule = z.strictObject({
  allowed: z.int().check(z.minimum(1), z.maximum(10)),
  counts: z.enum(countedAttempts),
});
export type AttemptRule = z.infer<typeof attemptRule>;

/** When something of a paper may be seen by the person who wrote it. */
export const reviewMoments = ['after_submit', 'after_close', 'when_released', 'never'] as const;
export const reviewMoment = z.enum(reviewMoments);
export type ReviewMoment = z.infer<typeof reviewMoment>;
/** Keys wait until nobody can be helped by them any more. */
const lateMoment = z.enum(['after_close', 'when_released', 'never']);

export const reviewRule = z.strictObject({
  score: reviewMoment,
  answers: reviewMoment,
  keys: lateMoment,
  explanations: lateMoment,
});
export type ReviewRule = z.infer<typeof reviewRule>;
export type ReviewPart = keyof ReviewRule;

export const examDraft = z.strictObject({
  title: text(60),
  note: z.nullable(text(500)),
  kind: examKind,
  paperId: id,
  audience: examAudience,
  times: examTimes,
  attempts: attemptRule,
  review: reviewRule,
  /** Share of the points, in basis points (6000: 60 %), with which one has passed; null: none. */
  passBp: z.nullable(z.int().check(z.minimum(0), z.maximum(10_000))),
  /** `warn`: the person is told each time; `note`: it is counted only. It never ends an attempt. */
  leaveScreen: z.enum(['warn', 'note']),
  /** The person's name and staff number across the paper and the pictures that are opened from it. */
  watermark: z.boolean(),
});
export type ExamDraft = z.infer<typeof examDraft>;

/** How many sit and where they stand; an exam without people has none of them. */
export const examCounts = z.object({
  /** All who were told, deferred and unreached ones too. */
  assigned: z.int(),
  notStarted: z.int(),
  /** Of those who have not started: no phone of theirs has seen the exam since it was told. */
  unseen: z.int(),
  inProgress: z.int(),
  submitted: z.int(),
  absent: z.int(),
  deferred: z.int(),
  unreached: z.int(),
});
export type ExamCounts = z.infer<typeof examCounts>;

/** What waits for those who keep exams. */
export const examWaiting = z.object({
  /** Answers that wait for a person. */
  toMark: z.int(),
  /** Appeals that wait for an answer. */
  appeals: z.int(),
});
export type ExamWaiting = z.infer<typeof examWaiting>;

export const examSummary = z.object({
  id,
  title: z.string(),
  kind: examKind,
  state: examState,
  phase: examPhase,
  times: examTimes,
  /** Null before it is published. */
  assigned: z.nullable(z.int()),
  /** Questions of its paper whose law is out of force by the day of the exam; 0 once nobody can sit it. */
  outdated: z.int(),
  /** Questions of its paper that it does not ask, since their law ended before it opens. */
  leftOut: z.int(),
  /** Every question of it cites what is out of force by then: nobody starts it. */
  held: z.optional(z.boolean()),
  /** In lists only; of an exam that was stopped nothing is to be done. */
  waiting: z.optional(examWaiting),
});
export type ExamSummary = z.infer<typeof examSummary>;

/** With this anybody can draw the sample again: `drawFrom(hmac, seed, 'audience', candidates, n)`. */
export const audienceDraw = z.object({
  seed: z.string(),
  drawnAt: instant,
  /** How many fitted the rule, and how many were drawn of them. */
  candidates: z.int(),
  drawn: z.int(),
});
export type AudienceDraw = z.infer<typeof audienceDraw>;

export const exam = z.object({
  ...examSummary.shape,
  version: z.int(),
  draft: examDraft,
  paper: z.nullable(z.object({ title: z.string(), questions: z.int(), points: z.int() })),
  /** Null before it is published. */
  draw: z.nullable(audienceDraw),
  /** How many came in by name after the draw. */
  added: z.int(),
  publishedAt: z.nullable(instant),
  /** When keys and scores that wait for it were released by hand. */
  releasedAt: z.nullable(instant),
  cancelledReason: z.nullable(z.string()),
  /** Without which papers a keeper had it settled; absent: it was not so. */
  settledWithout: z.optional(
    z.object({ papers: z.int(), reason: z.string(), who: z.string(), at: instant }),
  ),
});
export type Exam = z.infer<typeof exam>;

export const examCreate = z.strictObject({ ...phoneWrite, draft: examDraft });
export const examChange = z.strictObject({ ...phoneWrite, version: z.int(), draft: examDraft });
export const examStep = z.strictObject({ ...phoneWrite, version: z.int() });
/** A step that nobody takes without saying why. */
export const examReasoned = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  reason: text(200),
});

/**
 * Why somebody does not sit this time; never a failure. `unmade`: what they wrote can be graded by nobody, and a
 * keeper settled the exam without it.
 */
export const deferReasons = [
  'on_shift',
  'incident',
  'leave',
  'recused',
  'unmade',
  'other',
] as const;
export const deferReason = z.enum(deferReasons);
export type DeferReason = z.infer<typeof deferReason>;

export const DEFER_NAMES: Record<DeferReason, string> = {
  on_shift: '在岗执勤',
  incident: '处置突发',
  leave: '请假',
  recused: '管题库，回避',
  unmade: '答卷批不出来',
  other: '另有安排',
};

/** Other times for one person: longer, or elsewhere in the calendar. What is null stays as it is. */
export const sittingTimes = z.strictObject({
  opensAt: z.nullable(instant),
  closesAt: z.nullable(instant),
  /** Minutes on top of the exam's. */
  extraMin: z.int().check(z.minimum(0), z.maximum(480)),
});
export type SittingTimes = z.infer<typeof sittingTimes>;

/** A keeper's word on one person: other times, or not this time. */
export const sittingChange = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  times: sittingTimes,
  deferred: z.nullable(deferReason),
  note: z.nullable(text(200)),
});

/**
 * People who come in by name after the draw. Without a window they sit when the others do, as long as it
 * may still be started; with one, within it.
 */
export const examAdd = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  personIds: z.array(id).check(z.minLength(1), z.maxLength(500)),
  window: z.nullable(z.strictObject({ opensAt: instant, closesAt: instant })),
});

/** Those who were deferred or not reached, or the people named, sit within another window. */
export const makeUpWrite = z.strictObject({
  ...phoneWrite,
  opensAt: instant,
  closesAt: instant,
  /** Null: everybody who was deferred or not reached, but for those on leave through all of it. */
  personIds: z.nullable(z.array(id).check(z.minLength(1), z.maxLength(500))),
});

export const makeUpDone = z.object({
  /** Who was told. */
  people: z.int(),
  /** Who stays deferred, being on leave through the whole of this window too. */
  stillAway: z.int(),
  /** Who stays deferred, having handed its fixed paper in elsewhere: they may read what it asks. Absent: nobody. */
  haveRead: z.optional(z.int()),
});
export type MakeUpDone = z.infer<typeof makeUpDone>;
