import {
  clockOf,
  dayOf,
  minutesOf,
  type Absence,
  type PlannedShift,
  type ShiftOpen,
  type ShiftSummary,
  type ShiftTemplate,
} from '@qiangji/shared-types';

export interface Opening {
  templateCode: string;
  sections: string[];
  vehicle: string;
  recorders: string[];
  partnerIds: string[];
}

const DAY = 1440;

/** How far a template is from being meant: one that begins within the hour, then one that runs, then the next. */
function distance({ from, to }: ShiftTemplate, nowMinutes: number): number {
  const late = (nowMinutes - minutesOf(from) + DAY) % DAY;
  const length = (minutesOf(to) - minutesOf(from) + DAY) % DAY || DAY;
  const early = (DAY - late) % DAY;
  if (early <= 60) return early;
  return late < length ? DAY + late : 2 * DAY + early;
}

/** The template that one means at this time of day: the one that runs or is about to. */
export function templateNow(
  templates: readonly ShiftTemplate[],
  nowMs: number,
): ShiftTemplate | undefined {
  const at = minutesOf(clockOf(nowMs));
  return [...templates].sort((a, b) => distance(a, at) - distance(b, at))[0];
}

export interface Usual {
  last?: ShiftSummary;
  plan?: PlannedShift;
  /** As far as this phone knows. */
  absences?: readonly Absence[];
}

/** Who is on leave today. */
export function awayToday(absences: readonly Absence[], nowMs: number): Set<string> {
  const today = dayOf(nowMs);
  const now = absences.filter(({ from, to }) => from <= today && today <= to);
  return new Set(now.map(({ personId }) => personId));
}

/**
 * What is probably meant: what is planned, else as on the last shift, by the template of this time of day.
 * Nobody who is on leave is put on duty by habit.
 */
export function defaultsOf(
  templates: readonly ShiftTemplate[],
  { last, plan, absences = [] }: Usual,
  own: string,
  nowMs: number,
): Opening {
  const away = awayToday(absences, nowMs);
  const partners = last ? [last.owner, ...last.partners].map((one) => one.personId) : [];
  return {
    templateCode: plan?.templateCode ?? templateNow(templates, nowMs)?.code ?? '',
    sections: plan?.sections.length ? plan.sections : (last?.sections ?? []),
    vehicle: last?.vehicle ?? '',
    recorders: last?.recorders ?? [],
    partnerIds: partners.filter((personId) => personId !== own && !away.has(personId)),
  };
}

/** An opening that came back, as it was filled in. */
export function openingAgain(body: Partial<ShiftOpen>): Opening {
  const { templateCode = '', sections = [], vehicle = '', recorders = [], partnerIds = [] } = body;
  return { templateCode, sections, vehicle, recorders, partnerIds };
}

/** Words that a person typed in one line, set apart by whatever they used. */
export function splitWords(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[、，,；;\s]+/)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
}

/** What is missing before one can go on duty; undefined: nothing. */
export function lackingToOpen({ templateCode, sections }: Opening): string | undefined {
  if (templateCode === '') return '还没选班次';
  return sections.length === 0 ? '还没写路段' : undefined;
}
