interface Duty {
  actorId: string;
  unitPath: string;
  day: string;
  templateCode: string;
  /** When it was opened. */
  occurredAt: Date;
  endedAt: Date | null;
}

const begins = (duty: Duty) => duty.occurredAt.getTime();
const ends = ({ endedAt }: Duty) => endedAt?.getTime() ?? Infinity;

/** One duty, opened twice: of one unit and template, and at times both went on. */
function isDouble(a: Duty, b: Duty): boolean {
  return (
    a.day === b.day &&
    a.unitPath === b.unitPath &&
    a.templateCode === b.templateCode &&
    begins(a) < ends(b) &&
    begins(b) < ends(a)
  );
}

/**
 * The shifts of one person, each duty once. Whom two colleagues had each put on a shift of their own was on both
 * before an opening joined the other's; what was stored then stands. Their own counts, else the first; of two
 * that were opened at one moment always the same, in whatever order they come.
 */
export function eachDutyOnce<T extends Duty>(
  shifts: readonly T[],
  personId: string,
  idOf: (one: T) => string,
): T[] {
  const own = (one: Duty) => Number(one.actorId === personId);
  const first = [...shifts].sort(
    (a, b) => own(b) - own(a) || begins(a) - begins(b) || (idOf(a) < idOf(b) ? -1 : 1),
  );
  const kept: T[] = [];
  for (const one of first) if (!kept.some((other) => isDouble(one, other))) kept.push(one);
  return kept;
}
