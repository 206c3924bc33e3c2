import fc from 'fast-check';
import { deviceTurn, type QuestionAnswer } from '@qiangji/shared-types';
import {
  acts,
  deliveries,
  ENDS_AT,
  GRACE,
  serve,
  type Delivery,
  type Outcome,
} from './attempt.model.test-kit';
import type { AttemptEvent } from './attempt.events';
import { foldAttempt, sameEvent } from './attempt.rules';

/**
 * The oracle knows nothing of numbers, turns and folding. It remembers the order in which the person
 * wrote, who held the attempt when, and when it was handed in.
 */
class Oracle {
  private readonly handIns: Delivery[];
  private readonly takes: Delivery[];

  constructor(
    list: readonly Delivery[],
    private readonly outcome: Outcome,
  ) {
    this.handIns = outcome.acked
      .filter(({ delivery, repeated }) => delivery.event.type === 'submit' && !repeated)
      .map(({ delivery }) => delivery);
    this.takes = list.filter((one) => one.event.type === 'take' && this.mayTake(one));
  }

  /** What the person last wrote on each question, of all that was acknowledged. */
  answers(): Map<string, QuestionAnswer> {
    const answers = new Map<string, QuestionAnswer>();
    const all = this.outcome.acked.map(({ delivery }) => delivery);
    for (const { event } of all.sort((a, b) => a.written - b.written)) {
      if (event.type === 'answer') answers.set(event.code, event.answer);
    }
    return answers;
  }

  /** Which refusals would be true of a copy at its arrival. */
  reasons(copy: Delivery): Set<string> {
    const { arrives, written, device } = copy;
    const before = this.handIns.filter((one) => precedes(one, copy));
    const first = Math.min(...before.map((one) => one.arrives));
    // Who held the attempt when it was written, and everybody who took it over since.
    const takes = this.takes.filter((one) => precedes(one, copy));
    const holder = takes.filter((one) => one.written < written).at(-1)?.device ?? 'phone';
    const since = takes.filter((one) => one.written > written).map((one) => one.device);
    const reasons = new Set<string>();
    if (arrives > ENDS_AT + GRACE) reasons.add('EXAM_OVER');
    if (before.some((one) => one.written < written) || arrives > first + GRACE) {
      reasons.add('EXAM_HANDED_IN');
    }
    if ([holder, ...since].some((one) => one !== device)) reasons.add('EXAM_OTHER_DEVICE');
    return reasons;
  }

  private mayTake(take: Delivery): boolean {
    return take.arrives <= ENDS_AT && !this.handIns.some((one) => precedes(one, take));
  }
}

/** Whether the service had seen one before the other. */
function precedes(one: Delivery, other: Delivery): boolean {
  return (
    one.arrives < other.arrives || (one.arrives === other.arrives && one.written < other.written)
  );
}

function answersOf(events: readonly AttemptEvent[]): Map<string, QuestionAnswer> {
  return new Map(foldAttempt(events).answers.map(({ code, answer }) => [code, answer]));
}

const RUNS = 10_000;

describe('an attempt on a network that drops, doubles, delays and reorders', () => {
  it('ends with what was written last of all that was acknowledged', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const sent = deliveries(list);
        const outcome = serve(sent);
        expect(answersOf(outcome.kept)).toEqual(new Oracle(sent, outcome).answers());
      }),
      { numRuns: RUNS },
    );
  });

  it('refuses nothing without a true reason, and takes nothing that has one', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const sent = deliveries(list);
        const outcome = serve(sent);
        const oracle = new Oracle(sent, outcome);
        for (const { delivery, code } of outcome.refused) {
          const reasons = oracle.reasons(delivery);
          // Under a number that is taken, or from a device whose taking over was refused.
          if (code === 'EXAM_SEQ_TAKEN') expect(taken(outcome.kept, delivery)).toBe(true);
          else if (code === 'stale') expect(neverTookOver(outcome.kept, delivery)).toBe(true);
          else expect([...reasons]).toContain(code);
        }
        for (const { delivery, repeated } of outcome.acked) {
          if (!repeated) expect([...oracle.reasons(delivery)]).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('folds the same whatever the order and however often the events are read', () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat(1_000)), (list, random) => {
        const { kept } = serve(deliveries(list));
        const mixed = [...kept, ...kept]
          .map((event) => ({ event, rank: random.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        expect(foldAttempt(mixed)).toEqual(foldAttempt(kept));
      }),
      { numRuns: 2_000 },
    );
  });
});

function taken(kept: readonly AttemptEvent[], { event }: Delivery): boolean {
  const first = kept.find((one) => one.seq === event.seq);
  return first !== undefined && !sameEvent(first, event);
}

function neverTookOver(kept: readonly AttemptEvent[], { event }: Delivery): boolean {
  return !kept.some((one) => one.type === 'take' && deviceTurn(one.seq) === deviceTurn(event.seq));
}
