import { AttemptGate, type LiveAttempt } from './attempt.gate';
import type { AttemptEvent } from './attempt.events';
import type { SittingDocument } from './exam.collection';

const WRITING = 100_000;
const CHANGED = 5_000;

const at = new Date('2026-11-24T01:00:00Z');
const exam = {
  _id: 'exam',
  secret: '00',
  opensAt: at,
  closesAt: new Date(at.getTime() + 3_600_000),
  draft: { times: { durationMin: 30, startWithinMin: null, graceS: 30 } },
};

const startOf = (index: number): AttemptEvent => ({
  _id: `event-${index}`,
  type: 'start',
  attemptId: `attempt-${index}`,
  seq: 0,
  ...{ at, deviceAt: at, startOf: exam._id, sittingId: `sitting-${index}` },
  ...{ personId: `person-${index}`, unitPath: '/wj', no: 1, deviceId: 'phone', opId: 'op' },
});

const sittingOf = (index: number, extraMin: number) =>
  ({
    ...{ _id: `sitting-${index}`, examId: exam._id, personId: `person-${index}` },
    times: { opensAt: null, closesAt: null, extraMin },
  }) as SittingDocument;

it('takes in a word on thousands of sittings without looking through all who write', async () => {
  const gate = Object.assign(new AttemptGate(), {
    repository: { isFinal: async () => false },
    exams: { get: () => exam },
    papers: { ofExam: async () => ({}), drawn: () => [] },
  });
  const known = sittingOf(0, 0);
  for (let index = 0; index < WRITING; index += 1) await gate.take([startOf(index)], known);
  const note = async (from: number) => {
    const started = performance.now();
    for (let index = from; index < from + CHANGED; index += 1) {
      await gate.noteSitting(sittingOf(index, 10));
    }
    return performance.now() - started;
  };
  const live = (await gate.get('attempt-7')) as LiveAttempt;
  const endedAt = live.endsAtMs;
  expect(await note(0)).toBeLessThan(1_000);
  expect(live.endsAtMs - endedAt).toBe(600_000);
  // Nobody of these writes here, and their exam is not even asked for.
  const asked = jest.spyOn(gate.exams, 'get');
  expect(await note(WRITING)).toBeLessThan(1_000);
  expect(asked).not.toHaveBeenCalled();
});
