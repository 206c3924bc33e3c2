import { day, id, instant, pageLink, unitPath, z } from '../core';
import { away } from '../leave';
import { talk } from '../review';

export const taskKinds = [
  'exam',
  'handover',
  'readiness',
  'conduct',
  'log_returned',
  'correction',
  'open_check',
  'draft',
  'feedback',
  'marking',
  'appeal',
  'spot_result',
  'need_piece',
  'half_piece',
  'daily_ten',
] as const;
export const taskKind = z.enum(taskKinds);

export const taskStates = ['normal', 'due', 'overdue'] as const;
export const taskState = z.enum(taskStates);

export const todayTask = z.object({
  kind: taskKind,
  title: z.string(),
  meta: z.string(),
  /** To the minute, where there is one. */
  dueAt: z.nullable(instant),
  /** Last day, where only the day counts. */
  dueOn: z.nullable(day),
  /** Of an exam: when it opens; past once it can be started. `dueAt` is until when. */
  opensAt: z.optional(instant),
  /** Of an exam that is being written: its attempt. */
  attemptId: z.optional(id),
  state: taskState,
  /** How much of it is done; null where it is one step. */
  progress: z.nullable(z.object({ have: z.int(), of: z.int() })),
  link: pageLink,
});
export type TodayTask = z.infer<typeof todayTask>;

/** The next of the steps of a shift: readiness check, open, write down, hand over. */
export const dutySteps = ['readiness', 'open_shift', 'entry', 'handover'] as const;
export const dutyStep = z.enum(dutySteps);

export const dutyPlate = z.object({
  /** `handing_over`: asked, and nobody has taken over yet. */
  state: z.enum(['off', 'on_duty', 'handing_over']),
  next: dutyStep,
  /** A readiness check was made since the last shift ended. */
  ready: z.boolean(),
  /** A shift of mine ended today. */
  served: z.boolean(),
  shift: z.nullable(
    z.object({
      id,
      templateName: z.string(),
      /** Wall clock, Asia/Shanghai. */
      from: z.string(),
      to: z.string(),
      plannedEndAt: instant,
      sections: z.array(z.string()),
      recorders: z.int(),
      partners: z.array(z.string()),
      entries: z.int(),
    }),
  ),
});
export type DutyPlate = z.infer<typeof dutyPlate>;

/** Something that a leader should look at, in words. */
export const leaderLook = z.object({
  kind: z.enum(['correction', 'log', 'sample']),
  title: z.string(),
  meta: z.string(),
  state: taskState,
  link: pageLink,
});
export type LeaderLook = z.infer<typeof leaderLook>;

export const leaderPart = z.object({
  unit: z.object({ path: unitPath, name: z.string() }),
  /** People on an open shift, of those who patrol. */
  onDuty: z.int(),
  people: z.int(),
  /** Of those who patrol: on leave today and on no shift. */
  onLeave: z.int(),
  looks: z.array(leaderLook),
  /** Unusual logs of days before yesterday that nobody has read and that are not among the looks. */
  moreUnread: z.int(),
  /** Drawn by rule from the clean logs. */
  sample: z.array(leaderLook),
  /** Clean logs of yesterday and today that need nobody. */
  others: z.int(),
  talks: z.array(talk),
});
export type LeaderPart = z.infer<typeof leaderPart>;

export const today = z.object({
  day,
  /** Outside working hours nothing is due: what there is waits. */
  working: z.boolean(),
  /** On leave today and on no shift: nothing is asked or late until then. Null otherwise. */
  away: z.nullable(away),
  /** Null for those who do not patrol. */
  duty: z.nullable(dutyPlate),
  /** By deadline. */
  tasks: z.array(todayTask),
  /** What I have done today, latest first. */
  done: z.array(z.object({ title: z.string(), at: instant, link: pageLink })),
  /** Null for those who lead no squadron. */
  lead: z.nullable(leaderPart),
});
export type Today = z.infer<typeof today>;
