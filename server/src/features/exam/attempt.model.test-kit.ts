import fc from 'fast-check';
import { SEQ_BLOCK } from '@qiangji/shared-types';
import type { AttemptEvent } from './attempt.events';
import { foldAttempt, judgeEvent, sameEvent } from './attempt.rules';

/** The little exam of the model: times in ms, the start at 0. */
export const ENDS_AT = 10_000;
export const GRACE = 1_000;
export const QUESTIONS = ['q1', 'q2', 'q3'] as const;

/** What a person does, so many ms after the act before. */
export type Act = { after: number } & (
  | { type: 'answer'; code: string; option: string; copies: number[] }
  | { type: 'leave'; copies: number[] }
  | { type: 'submit'; copies: number[] }
  /** Another device, or the first one again, goes on. */
  | { type: 'take'; device: string }
  /** The phone before goes on writing although another one took over. */
  | { type: 'stray'; code: string; option: string; copies: number[] }
  /** A number is used twice, for something else. */
  | { type: 'clash'; code: string; option: string; copies: number[] }
);

/** None: dropped on the way; two: doubled. How long each copy takes (ms). */
const copies = fc.array(fc.oneof(fc.nat(300), fc.nat(4_000)), { maxLength: 3 });
const after = fc.oneof(
  { weight: 6, arbitrary: fc.nat(400) },
  { weight: 1, arbitrary: fc.nat(5_000) },
);
const code = fc.constantFrom(...QUESTIONS);
const option = fc.constantFrom('a', 'b', 'c', 'd');
const wrote = { after, code, option, copies };

export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ type: fc.constant('answer' as const), ...wrote }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('leave' as const), after, copies }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('submit' as const), after, copies }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('take' as const),
        after,
        device: fc.constantFrom('phone', 'tablet'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('stray' as const), ...wrote }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('clash' as const), ...wrote }) },
  ),
  { maxLength: 40 },
);

/** One copy of an event on its way to the service. */
export interface Delivery {
  arrives: number;
  /** Which act it comes from: the order of writing. */
  written: number;
  device: string;
  event: AttemptEvent;
}

const attemptId = 'attempt';
const at = (ms: number) => new Date(ms);

export function startEvent(): AttemptEvent {
  return {
    type: 'start',
    attemptId,
    seq: 0,
    at: at(0),
    deviceAt: at(0),
    startOf: 'exam',
    sittingId: 'sitting',
    personId: 'person',
    unitPath: '/b',
    no: 1,
    deviceId: 'phone',
    opId: 'op',
  };
}

/**
 * What a network makes of a person's acts: every copy of every event with the moment of its arrival, in
 * the order of arrival. Taking over is asked for and answered at once, as phones do it.
 */
export function deliveries(list: readonly Act[]): Delivery[] {
  let now = 0;
  let turn = 0;
  const nextSeq = [1];
  const devices = ['phone'];
  const out: Delivery[] = [];
  list.forEach((act, written) => {
    now += act.after;
    if (act.type === 'take') {
      turn += 1;
      nextSeq[turn] = turn * SEQ_BLOCK + 1;
      devices[turn] = act.device;
      const base = { attemptId, seq: turn * SEQ_BLOCK, at: at(now), deviceAt: at(now) };
      const event: AttemptEvent = {
        ...base,
        type: 'take',
        deviceId: act.device,
        opId: `take${turn}`,
        mark: at(now),
        by: 'other',
      };
      out.push({ arrives: now, written, device: act.device, event });
      return;
    }
    const strays = act.type === 'stray' && turn > 0 && devices[turn - 1] !== devices[turn];
    const from = strays ? turn - 1 : turn;
    const used = nextSeq[from] ?? 1;
    const seq = act.type === 'clash' ? Math.max(from * SEQ_BLOCK + 1, used - 1) : used;
    nextSeq[from] = Math.max(used, seq + 1);
    // A phone's clock may say anything: it is off by a day here.
    const base = { attemptId, seq, at: at(0), deviceAt: at(now - 86_400_000) };
    const event: AttemptEvent =
      act.type === 'leave'
        ? { ...base, type: 'leave', awayMs: 1 }
        : act.type === 'submit'
          ? { ...base, type: 'submit', mark: at(0), by: 'other' }
          : {
              ...base,
              type: 'answer',
              code: act.code,
              answer: { kind: 'single', chosen: [act.option] },
            };
    for (const delay of act.copies) {
      out.push({ arrives: now + delay, written, device: devices[from] ?? 'phone', event });
    }
  });
  return out.sort((a, b) => a.arrives - b.arrives || a.written - b.written);
}

export interface Ack {
  delivery: Delivery;
  repeated: boolean;
}

export interface Outcome {
  kept: AttemptEvent[];
  acked: Ack[];
  refused: { delivery: Delivery; code: string }[];
}

/** The service with its journal, without a network: rules decide, the first event under a number stays. */
export function serve(list: readonly Delivery[]): Outcome {
  const kept = [startEvent()];
  const out: Outcome = { kept, acked: [], refused: [] };
  for (const delivery of list) {
    const event = { ...delivery.event, at: new Date(delivery.arrives) };
    if (event.type === 'take') {
      const { submit } = foldAttempt(kept);
      // Nobody goes on with what was handed in or is over.
      if (!submit && delivery.arrives <= ENDS_AT) kept.push(event);
      continue;
    }
    const same = kept.find((one) => one.seq === event.seq);
    if (same && sameEvent(same, event)) {
      out.acked.push({ delivery, repeated: true });
      continue;
    }
    const folded = foldAttempt(kept);
    const submit = folded.submit && { seq: folded.submit.seq, atMs: folded.submit.at.getTime() };
    const standing = { ...folded, endsAtMs: ENDS_AT, graceMs: GRACE, submit };
    const code = judgeEvent(standing, event.seq, delivery.arrives);
    if (code ?? same) {
      out.refused.push({ delivery, code: code ?? 'EXAM_SEQ_TAKEN' });
      continue;
    }
    kept.push(event);
    out.acked.push({ delivery, repeated: false });
  }
  return out;
}
