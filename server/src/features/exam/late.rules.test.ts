import { SEQ_BLOCK } from '@qiangji/shared-types';
import type { AttemptEvent } from './attempt.events';
import { countDoubtful, isWrittenLate, keptWritten, LONGEST_TRAVEL_MS } from './late.rules';

const END = 1_000_000;
const at = (s: number) => new Date(END + s * 1_000);

type Answer = Extract<AttemptEvent, { type: 'answer' }>;

/** All seconds count from the end; the phone's own clock is right here. */
function answer(seq: number, arrived: number, written = arrived): Answer {
  const late = arrived > 0 ? { writtenAt: at(written) } : {};
  return {
    ...{ type: 'answer', attemptId: 'a', seq, at: at(arrived), deviceAt: at(written), ...late },
    ...{ code: `q${seq % SEQ_BLOCK}`, answer: { kind: 'single', chosen: ['a'] } },
  };
}

const submit = (seq: number, arrived: number): AttemptEvent => ({
  ...{ type: 'submit', attemptId: 'a', seq, at: at(arrived), deviceAt: at(arrived) },
  ...{ mark: at(arrived), by: 'one' },
});

describe('when an answer was written', () => {
  const deviceAt = new Date(END + 86_400_000).toISOString();

  it('is what its phone knew of the clock of the service', () => {
    const written = (s: number) => ({ deviceAt, writtenAt: at(s).toISOString() });
    const late = (s: number) =>
      isWrittenLate(written(s), { clockOffsetMs: 0, endsAtMs: END, atMs: END + 60_000 });
    expect([late(0), late(0.001), late(60)]).toEqual([false, true, true]);
    // Ahead of its arrival it tells nothing.
    expect(late(60.001)).toBe(false);
  });

  it('is kept as no later than it arrived, and that its phone had it ahead', () => {
    const kept = (s: number) =>
      keptWritten({ deviceAt, writtenAt: at(s).toISOString() }, 0, at(60));
    expect(kept(59)).toEqual({ writtenAt: at(59) });
    expect(kept(61)).toEqual({ writtenAt: at(60), ahead: true });
  });

  it('is told by its sending where the phone knew none, as early as it may have been', () => {
    // A phone a day ahead, that much measured at the sending.
    const late = (ms: number) =>
      isWrittenLate(
        { deviceAt: new Date(END + 86_400_000 + ms).toISOString() },
        { clockOffsetMs: -86_400_000, endsAtMs: END, atMs: END + 60_000 },
      );
    expect(late(LONGEST_TRAVEL_MS)).toBe(false);
    expect(late(LONGEST_TRAVEL_MS + 1)).toBe(true);
  });
});

describe('what came late and may not have been written in time', () => {
  it('is nothing of a phone that was off line and delivers all it has', () => {
    const offLine = [answer(1, -90), ...[2, 3, 4, 5].map((seq) => answer(seq, 20, -80 + seq))];
    expect(countDoubtful(offLine, END)).toBe(0);
  });

  it('is nothing of one or two that lagged behind', () => {
    expect(countDoubtful([answer(9, -10), answer(2, 30, -60), answer(3, 30, -60)], END)).toBe(0);
  });

  it('is told where several were held back although the phone was heard in between', () => {
    const held = [2, 3, 4].map((seq) => answer(seq, 30, -60));
    expect(countDoubtful([answer(9, -10), ...held], END)).toBe(3);
    // Another phone's word says nothing of this one.
    expect(countDoubtful([answer(SEQ_BLOCK + 9, -10), ...held], END)).toBe(0);
  });

  it('is told of one that came after the end and is dated ahead of that', () => {
    const ahead = { ...answer(2, 30), ahead: true as const };
    expect(countDoubtful([ahead], END)).toBe(1);
    // Before the end its date decides nothing.
    expect(countDoubtful([{ ...ahead, at: at(-1) }], END)).toBe(0);
  });

  it('is told where they come one by one through the grace, all dated before the end', () => {
    const one = [1, 2, 3, 4, 5, 6].map((seq) => answer(seq, seq * 12, -1));
    // By the first of them the phone was heard.
    expect(countDoubtful(one, END)).toBe(3);
  });

  it('is told of one that is dated after the hand-in which it goes before', () => {
    expect(countDoubtful([submit(9, -300), { ...answer(2, -290), writtenAt: at(-290) }], END)).toBe(
      1,
    );
    expect(countDoubtful([submit(9, -300), { ...answer(2, -290), deviceAt: at(-310) }], END)).toBe(
      0,
    );
  });
});
