import {
  isEmptyAnswer,
  type Attempt,
  type AttemptStarted,
  type EventKept,
  type QuestionAnswer,
} from '@qiangji/shared-types';

/** The latest answer to a question as this phone has it. */
export interface HeldAnswer {
  answer: QuestionAnswer;
  seq: number;
  /** What carries it to the service, or `ON_SERVICE`; null until it is in the outbox. */
  opId: string | null;
  /** When it was written, by the service's clock (ms); absent where the phone did not know it. */
  writtenAtMs?: number | undefined;
  /** The same by the phone's own clock (ms), whatever it knew: sent each time. An app of before has none. */
  deviceAtMs?: number | undefined;
}

/** The service has it. */
export const ON_SERVICE = 'service';

/** An attempt as it lies on the phone: enough to go on after a kill, without network. */
export interface HeldAttempt {
  attemptId: string;
  examId: string;
  no: number;
  paperKey: string;
  /** Instants by the service's clock (ms). */
  startedAtMs: number;
  endsAtMs: number;
  graceS: number;
  /** The next number that this phone gives to an event. */
  nextSeq: number;
  answers: Readonly<Record<string, HeldAnswer>>;
  /** 想再看: stays on this phone. */
  flagged: readonly string[];
  leaves: number;
  /** When the screen was left and not yet come back to, by the phone's clock (ms). */
  leftAtMs: number | null;
  /** Index of the question on screen. */
  at: number;
  /** What carries the hand-in; null while one writes. */
  submitOpId: string | null;
  /** The phone handed it in when the time was over; one handed in by its person, or by an app of before, has none. */
  byClock?: boolean;
  /** Why the service takes no more of it (`EXAM_OVER`, `EXAM_HANDED_IN`); a phone of before has none. */
  endedBy?: string | null;
  /** Another phone took over, as the service said. */
  elsewhere: boolean;
  /** It does not count: its person was called away, as the service said. A phone of before has none. */
  isAside?: boolean;
}

const fromService = ({ answers }: Attempt): Record<string, HeldAnswer> =>
  Object.fromEntries(
    answers.map(({ code, answer, seq }) => [code, { answer, seq, opId: ON_SERVICE }]),
  );

/**
 * What a start tells, joined with what this phone already has of the same attempt. `carried` says
 * whether an operation is on its way: a hand-in that never arrived does not close what the service
 * holds open.
 */
export function joined(
  before: HeldAttempt | undefined,
  started: AttemptStarted,
  carried: (opId: string) => boolean,
): HeldAttempt {
  const { attempt, paperKey } = started;
  const own = before?.attemptId === attempt.id ? before : undefined;
  const answers = fromService(attempt);
  for (const [code, held] of Object.entries(own?.answers ?? {})) {
    if (held.seq > (answers[code]?.seq ?? 0)) answers[code] = held;
  }
  const submitOpId = own?.submitOpId ?? null;
  const isHandedIn =
    submitOpId !== null && (attempt.state !== 'in_progress' || carried(submitOpId));
  return {
    attemptId: attempt.id,
    examId: attempt.examId,
    no: attempt.no,
    paperKey,
    startedAtMs: Date.parse(attempt.startedAt),
    endsAtMs: Date.parse(attempt.endsAt),
    graceS: attempt.graceS,
    nextSeq: Math.max(attempt.nextSeq, own?.nextSeq ?? 0),
    answers,
    flagged: own?.flagged ?? [],
    leaves: Math.max(attempt.leaves, own?.leaves ?? 0),
    leftAtMs: own?.leftAtMs ?? null,
    at: own?.at ?? 0,
    submitOpId: isHandedIn ? submitOpId : null,
    endedBy: null,
    elsewhere: false,
    isAside: attempt.setAside === true,
  };
}

/** What an event that was taken in tells of the attempt: how long it lasts, and whether it counts. */
export function afterKept(held: HeldAttempt, { endsAt, setAside }: EventKept): HeldAttempt {
  const endsAtMs = Date.parse(endsAt);
  const isAside = setAside === true;
  if (endsAtMs === held.endsAtMs && isAside === (held.isAside ?? false)) return held;
  return { ...held, endsAtMs, isAside };
}

/**
 * Answers that the service does not have and that nothing carries there: the phone died between the
 * two, or another phone had the attempt meanwhile. `carried` says whether an operation is on its way.
 */
export function uncarried(
  held: HeldAttempt,
  attempt: Attempt,
  carried: (opId: string) => boolean,
): string[] {
  const known = new Map(attempt.answers.map(({ code, seq }) => [code, seq]));
  return Object.entries(held.answers).flatMap(([code, { seq, opId }]) => {
    if (seq <= (known.get(code) ?? 0)) return [];
    return opId !== null && carried(opId) ? [] : [code];
  });
}

/** When an answer was written, as far as its phone knows. */
export type Written = Pick<HeldAnswer, 'writtenAtMs' | 'deviceAtMs'>;

/** The answer is written then; its number is the next one. */
export function withAnswer(
  held: HeldAttempt,
  code: string,
  answer: QuestionAnswer,
  { writtenAtMs, deviceAtMs }: Written = {},
): HeldAttempt {
  const given: HeldAnswer = { answer, seq: held.nextSeq, opId: null, writtenAtMs, deviceAtMs };
  return { ...held, nextSeq: held.nextSeq + 1, answers: { ...held.answers, [code]: given } };
}

/** The answer with this number is in the outbox; a later one to the question stays as it is. */
export function withCarrier(held: HeldAttempt, code: string, seq: number, opId: string) {
  const given = held.answers[code];
  if (given?.seq !== seq) return held;
  return { ...held, answers: { ...held.answers, [code]: { ...given, opId } } };
}

export function withFlag(held: HeldAttempt, code: string): HeldAttempt {
  const flagged = held.flagged.includes(code)
    ? held.flagged.filter((one) => one !== code)
    : [...held.flagged, code];
  return { ...held, flagged };
}

/** Left since when, by the phone's clock; a second notice of the same absence changes nothing. */
export function left(held: HeldAttempt, nowMs: number): HeldAttempt {
  return held.leftAtMs === null ? { ...held, leftAtMs: nowMs } : held;
}

const DAY_MS = 86_400_000;

/** Back again: one absence more, and how long it was (ms); null where nobody had left. */
export function back(
  held: HeldAttempt,
  nowMs: number,
): { held: HeldAttempt; awayMs: number } | null {
  if (held.leftAtMs === null) return null;
  const awayMs = Math.min(Math.max(0, nowMs - held.leftAtMs), DAY_MS);
  const next = { ...held, leftAtMs: null, leaves: held.leaves + 1, nextSeq: held.nextSeq + 1 };
  return { held: next, awayMs };
}

export function isAnswered(held: HeldAttempt, code: string): boolean {
  return !isEmptyAnswer(held.answers[code]?.answer ?? null);
}

/** `29:05`, or `1:29:05`; 0 once it is over. */
export function clockWords(leftMs: number): string {
  const s = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${minutes}` : minutes;
}
