import { day, id, instant, phoneWrite, unitPath, z } from '../core';

/** Why somebody is away, and no more than that: no illness, no reason, no paper is asked for. */
export const leaveKinds = [
  'annual',
  'sick',
  'personal',
  'training',
  'secondment',
  'other',
] as const;
export const leaveKind = z.enum(leaveKinds);
export type LeaveKind = z.infer<typeof leaveKind>;

export const LEAVE_NAMES: Record<LeaveKind, string> = {
  annual: '年休假',
  sick: '病假',
  personal: '事假',
  training: '培训',
  secondment: '借调',
  other: '其他',
};

/** Days on which somebody is away, both ends included, Asia/Shanghai. */
export const away = z.object({ kind: leaveKind, from: day, to: day });
export type Away = z.infer<typeof away>;

/** The days alone: why somebody is away is between them, their leader and the office. */
export const awayDays = z.object({ from: day, to: day });
export type AwayDays = z.infer<typeof awayDays>;

/** `withdrawn`: it was recorded by mistake and counts nowhere; the others follow from the day. */
export const leaveStates = ['upcoming', 'away', 'over', 'withdrawn'] as const;
export const leaveState = z.enum(leaveStates);
export type LeaveState = z.infer<typeof leaveState>;

/** One entry of its history: what stood from then on, and who said so. */
export const leaveChange = z.object({
  what: z.enum(['recorded', 'changed', 'withdrawn']),
  at: instant,
  who: z.string(),
  kind: leaveKind,
  from: day,
  to: day,
});
export type LeaveChange = z.infer<typeof leaveChange>;

export const leave = z.object({
  id,
  version: z.int(),
  personId: id,
  name: z.string(),
  unitPath,
  unitName: z.string(),
  ...away.shape,
  state: leaveState,
  /** Oldest first; nothing of it is ever taken away. */
  history: z.array(leaveChange),
});
export type Leave = z.infer<typeof leave>;

export const leaveWrite = z.strictObject({
  ...phoneWrite,
  personId: id,
  kind: leaveKind,
  from: day,
  to: day,
});

/** Back earlier, away longer, or another kind; what stood before is kept. */
export const leaveChangeWrite = z.strictObject({
  ...phoneWrite,
  version: z.int(),
  kind: leaveKind,
  from: day,
  to: day,
});

export const leaveStep = z.strictObject({ ...phoneWrite, version: z.int() });
