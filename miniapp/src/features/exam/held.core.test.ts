import fc from 'fast-check';
import type { Attempt, AttemptStarted } from '@qiangji/shared-types';
import {
  afterKept,
  back,
  clockWords,
  joined,
  left,
  uncarried,
  withAnswer,
  withCarrier,
  withFlag,
  type HeldAttempt,
} from './held.core';

const never = () => false;
const choice = (chosen: string) => ({ kind: 'single' as const, chosen: [chosen] });

function started(attempt: Partial<Attempt> = {}): AttemptStarted {
  return {
    paperKey: 'ab',
    envelope: null,
    attempt: {
      id: 'attempt-1',
      examId: 'exam-1',
      no: 1,
      state: 'in_progress',
      startedAt: '2026-11-24T01:00:00.000Z',
      endsAt: '2026-11-24T01:30:00.000Z',
      graceS: 60,
      submittedAt: null,
      answers: [],
      leaves: 0,
      nextSeq: 1,
      ...attempt,
    },
  };
}

const given = (code: string, chosen: string, seq: number): Attempt['answers'][number] => ({
  code,
  answer: choice(chosen),
  seq,
  at: '2026-11-24T01:01:00.000Z',
});

const fresh = (): HeldAttempt => joined(undefined, started(), never);

it('goes on with the later answer of each question, whoever has it', () => {
  const own = withAnswer(withAnswer(fresh(), 'q1', choice('a')), 'q2', choice('b'));
  const next = joined(
    own,
    started({ answers: [given('q1', 'c', 100_001), given('q3', 'd', 1)], nextSeq: 200_001 }),
    never,
  );
  expect(next.answers.q1?.answer).toEqual(choice('c'));
  expect(next.answers.q2?.answer).toEqual(choice('b'));
  expect(next.answers.q3?.answer).toEqual(choice('d'));
  expect(next.nextSeq).toBe(200_001);
});

it('takes nothing over from another attempt', () => {
  const own = withFlag(withAnswer(fresh(), 'q1', choice('a')), 'q1');
  const next = joined(own, started({ id: 'attempt-2', no: 2 }), never);
  expect(next.answers).toEqual({});
  expect(next.flagged).toEqual([]);
});

it('stays handed in only while the hand-in is on its way, or the service says so', () => {
  const own = { ...fresh(), submitOpId: 'hand-in' };
  expect(joined(own, started(), (opId) => opId === 'hand-in').submitOpId).toBe('hand-in');
  expect(joined(own, started({ state: 'submitted' }), never).submitOpId).toBe('hand-in');
  expect(joined(own, started(), never).submitOpId).toBeNull();
});

it('sends again what neither the service has nor the outbox carries', () => {
  let own = fresh();
  own = withAnswer(own, 'q1', choice('a'));
  own = withCarrier(own, 'q1', 1, 'on-its-way');
  own = withAnswer(own, 'q2', choice('b'));
  own = withCarrier(own, 'q2', 2, 'came-back');
  own = withAnswer(own, 'q3', choice('c'));
  own = withAnswer(own, 'q4', choice('d'));
  const { attempt } = started({ answers: [given('q4', 'd', 4)] });
  expect(uncarried(own, attempt, (opId) => opId === 'on-its-way')).toEqual(['q2', 'q3']);
});

it('never gives one number to two events, and never shows an earlier answer', () => {
  const step = fc.record({
    code: fc.constantFrom('q1', 'q2', 'q3'),
    chosen: fc.constantFrom('a', 'b'),
    leave: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let held = fresh();
      const used = new Set<number>();
      const last: Record<string, string> = {};
      for (const { code, chosen, leave } of steps) {
        if (leave) {
          const seq = held.nextSeq;
          const returned = back(left(held, 10), 20);
          expect(used.has(seq)).toBe(false);
          used.add(seq);
          held = returned?.held ?? held;
        }
        const seq = held.nextSeq;
        held = withAnswer(held, code, choice(chosen));
        expect(used.has(seq)).toBe(false);
        used.add(seq);
        last[code] = chosen;
      }
      for (const [code, chosen] of Object.entries(last)) {
        expect(held.answers[code]?.answer).toEqual(choice(chosen));
      }
      expect(held.nextSeq).toBe(used.size + 1);
    }),
  );
});

it('takes over what an event says of its attempt, and changes nothing where it says nothing new', () => {
  const held = fresh();
  const kept = {
    seq: 1,
    receivedAt: '2026-11-24T01:02:00.000Z',
    endsAt: '2026-11-24T01:30:00.000Z',
  };
  expect(afterKept(held, kept)).toBe(held);
  const aside = afterKept(held, { ...kept, setAside: true });
  expect(aside.isAside).toBe(true);
  expect(afterKept(aside, { ...kept, setAside: true })).toBe(aside);
  expect(afterKept(aside, kept).isAside).toBe(false);
  expect(afterKept(held, { ...kept, endsAt: '2026-11-24T01:45:00.000Z' }).endsAtMs).toBe(
    held.endsAtMs + 15 * 60_000,
  );
  expect(joined(aside, started(), never).isAside).toBe(false);
  expect(joined(held, started({ setAside: true }), never).isAside).toBe(true);
});

it('keeps the carrier of the latest answer only', () => {
  const once = withAnswer(fresh(), 'q1', choice('a'));
  const twice = withAnswer(once, 'q1', choice('b'));
  expect(withCarrier(twice, 'q1', 1, 'op').answers.q1?.opId).toBeNull();
  expect(withCarrier(twice, 'q1', 2, 'op').answers.q1?.opId).toBe('op');
});

it('counts one absence, however often it is told, and none where nobody left', () => {
  const away = left(left(fresh(), 1_000), 5_000);
  expect(back(away, 9_000)).toMatchObject({ awayMs: 8_000, held: { leaves: 1, leftAtMs: null } });
  expect(back(fresh(), 9_000)).toBeNull();
});

it('never tells an absence that a clock set back would make negative', () => {
  expect(back(left(fresh(), 9_000), 1_000)?.awayMs).toBe(0);
});

it.each([
  [1_749_000, '29:09'],
  [3_600_000, '1:00:00'],
  [1, '00:01'],
  [-5, '00:00'],
])('says %d ms as %s', (ms, words) => {
  expect(clockWords(ms)).toBe(words);
});
