import { code, day, id, instant, personKind, phoneWrite, text, unitPath, z } from '../core';
import { awayDays } from '../leave';

/** Planned and taken back by one write: a week of a squadron at once. */
export const MAX_ROTA_ROWS = 200;

/** Days of a rota that are asked for at once. */
export const MAX_ROTA_DAYS = 31;

/** Nobody is planned for a later day than so many ahead, which is as far as one's own rota shows. */
export const ROTA_DAYS_AHEAD = 30;

/**
 * Where a planned shift stands; it follows from the shifts and leaves that there are and is kept nowhere.
 * `handed_over` as soon as the person has gone off duty; `absent` when its end has passed and nobody
 * knows of a shift: a question to the leader, never a verdict.
 */
export const planStates = [
  'scheduled',
  'on_duty',
  'handed_over',
  'closed',
  'on_leave',
  'absent',
  'taken_back',
] as const;
export const planState = z.enum(planStates);
export type PlanState = z.infer<typeof planState>;

/** Why nobody came, as the leader found out. */
export const absenceReasons = ['swapped', 'not_written', 'other'] as const;
export const absenceReason = z.enum(absenceReasons);
export type AbsenceReason = z.infer<typeof absenceReason>;

export const ABSENCE_NAMES: Record<AbsenceReason, string> = {
  swapped: '调班',
  not_written: '忘记登记',
  other: '其他',
};

export const absenceNote = z.object({
  at: instant,
  by: z.string(),
  reason: absenceReason,
  text: z.nullable(z.string()),
});
export type AbsenceNote = z.infer<typeof absenceNote>;

export const plannedShift = z.object({
  id,
  /** The day on which it begins, Asia/Shanghai. */
  day,
  templateCode: code,
  templateName: z.string(),
  beginsAt: instant,
  endsAt: instant,
  /** Empty where the leader left the route to the person. */
  sections: z.array(z.string()),
  state: planState,
  /** The shift that was opened for it. */
  shiftId: z.nullable(id),
  /** Oldest first; nothing of it is ever taken away. */
  notes: z.array(absenceNote),
});
export type PlannedShift = z.infer<typeof plannedShift>;

/** The rota of a unit: everybody who patrols there, whether planned or not. */
export const rota = z.object({
  unitPath,
  unitName: z.string(),
  from: day,
  to: day,
  people: z.array(
    z.object({
      personId: id,
      name: z.string(),
      kind: personKind,
      away: z.array(awayDays),
      plans: z.array(plannedShift),
    }),
  ),
});
export type Rota = z.infer<typeof rota>;
export type RotaPerson = Rota['people'][number];

export const planWrite = z.strictObject({
  personId: id,
  day,
  templateCode: code,
  sections: z._default(z.array(text(40)).check(z.maxLength(20)), []),
});
export type PlanWrite = z.infer<typeof planWrite>;

/** One planned shift a person and day: another one takes the place of what is taken back with it. */
export const rotaSave = z.strictObject({
  ...phoneWrite,
  catalogueVersion: z.int().check(z.minimum(1)),
  plans: z._default(z.array(planWrite).check(z.maxLength(MAX_ROTA_ROWS)), []),
  /** Planned shifts that have not begun. */
  takeBack: z._default(z.array(id).check(z.maxLength(MAX_ROTA_ROWS)), []),
});
export type RotaSave = z.infer<typeof rotaSave>;

export const rotaSaved = z.object({ planned: z.int(), takenBack: z.int() });

export const absenceNoteWrite = z.strictObject({
  ...phoneWrite,
  reason: absenceReason,
  /** Asked for where the reason is `other`. */
  text: z.optional(text(100)),
});
