import { AttemptGate, type LiveAttempt } from './attempt.gate';
import type { AttemptEvent } from './attempt.events';
import type { SittingDocument } from './exam.collection';

const WRITING = 30_000;
const CHANGED = 300;
const TIMES = 5;

const at = new Date('2026-11-24T01:00:00Z');
const exam = {
  _id: 'exam',
  secret: '00',
  opensAt: at,
  closesAt: new Date(at.getTime() + 3_600_000),
  draft: { times: { durationMin: 30, startWithinMin: null, graceS: 30 } },
};

const startOf = (index: number): AttemptEvent => ({
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

async function gateOf(writing: number) {
  const gate = Object.assign(new AttemptGate(), {
    repository: { isFinal: async () => false },
    exams: { get: () => exam },
    papers: { ofExam: async () => ({}), drawn: () => [] },
  });
  const known = sittingOf(0, 0);
  for (let index = 0; index < writing; index += 1) await gate.take([startOf(index)], known);
  return gate;
}

/** What the sittings from here on take (ms): the best of some, since the machine has other things to do too. */
async function note(gate: AttemptGate, from: number): Promise<number> {
  const figures: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const started = performance.now();
    for (let index = from; index < from + CHANGED; index += 1) {
      await gate.noteSitting(sittingOf(index, 10));
    }
    figures.push(performance.now() - started);
  }
  return Math.min(...figures);
}

it('takes in a word on thousands of sittings without looking through all who write', async () => {
  const gate = await gateOf(WRITING);
  const few = await gateOf(WRITING / 100);
  const live = (await gate.get('attempt-7')) as LiveAttempt;
  const endedAt = live.endsAtMs;
  // To look through all of them would take a hundred times as long as among a hundredth.
  expect(await note(gate, 0)).toBeLessThan((await note(few, 0)) * 20);
  expect(live.endsAtMs - endedAt).toBe(600_000);
  // Nobody of these writes here, and their exam is not even asked for.
  const asked = jest.spyOn(gate.exams, 'get');
  expect(await note(gate, WRITING)).toBeLessThan((await note(few, WRITING)) * 20);
  expect(asked).not.toHaveBeenCalled();
});
