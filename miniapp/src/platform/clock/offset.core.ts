/** One exchange with the service, by the phone's clock (ms), and what the service's clock said. */
export interface Exchange {
  sentAt: number;
  receivedAt: number;
  serverAt: number;
}

/** A measured difference `server - phone` (ms), uncertain by half the time of travel. */
export interface Offset {
  offsetMs: number;
  uncertainMs: number;
  measuredAt: number;
}

/** A measurement older than this gives way to any newer one: phones are set by hand, or drift. */
const FRESH_MS = 10 * 60_000;
/** No request is waited for so long (ms): the phone was set, or slept, while it was under way. */
const LONGEST_MS = 60_000;

/** Keeps the sharper of two measurements, unless it is old or the two contradict each other. */
export function betterOffset(
  known: Offset | undefined,
  { sentAt, receivedAt, serverAt }: Exchange,
): Offset | undefined {
  const travelMs = receivedAt - sentAt;
  if (!Number.isFinite(serverAt) || travelMs < 0 || travelMs > LONGEST_MS) return known;
  const uncertainMs = travelMs / 2;
  const next = { offsetMs: serverAt - (sentAt + uncertainMs), uncertainMs, measuredAt: receivedAt };
  if (!known || receivedAt - known.measuredAt > FRESH_MS) return next;
  const apart = Math.abs(next.offsetMs - known.offsetMs);
  if (apart > next.uncertainMs + known.uncertainMs + 1_000) return next;
  return next.uncertainMs <= known.uncertainMs ? next : known;
}

/**
 * What an earlier start of the app measured, where nothing speaks against it: a phone whose clock stands before that
 * moment was set since. One set forward cannot be told: so nothing is decided by it, and the first exchange takes its
 * place whatever it says.
 */
export function stillHolds(kept: Offset | undefined, phoneNow: number): Offset | undefined {
  const isWhole = Number.isFinite(kept?.offsetMs) && Number.isFinite(kept?.measuredAt);
  return kept && isWhole && kept.measuredAt <= phoneNow ? kept : undefined;
}
