import fc from 'fast-check';
import { countStates, curveOf } from './progress.rules';

const FROM_MS = Date.parse('2026-11-24T01:00:00Z');
const TO_MS = FROM_MS + 30 * 60_000;

it('counts at each point of the curve who had started and handed in by then', () => {
  const moment = fc
    .integer({ min: FROM_MS - 60_000, max: TO_MS + 60_000 })
    .map((ms) => new Date(ms));
  const attempt = fc.record({ startedAt: moment, submittedAt: fc.option(moment) });
  fc.assert(
    fc.property(fc.array(attempt), (attempts) => {
      const by = (at: Date, one: Date | null) => one !== null && one <= at;
      const curve = curveOf(attempts, FROM_MS, TO_MS);
      expect(curve).toHaveLength(61);
      for (const point of curve) {
        const at = new Date(point.at);
        expect(point).toEqual({
          at: point.at,
          started: attempts.filter((one) => by(at, one.startedAt)).length,
          submitted: attempts.filter((one) => by(at, one.submittedAt)).length,
        });
      }
    }),
  );
});

it('counts whom no phone has told yet among those who have not started, and nowhere else', () => {
  const reachedAt = new Date(FROM_MS);
  const counts = countStates([
    { state: 'not_started', reachedAt: null },
    { state: 'not_started', reachedAt },
    { state: 'in_progress', reachedAt: null },
    { state: 'unreached', reachedAt: null },
    { state: 'deferred', reachedAt: null },
  ]);
  expect(counts).toMatchObject({
    assigned: 5,
    notStarted: 2,
    unseen: 1,
    unreached: 1,
    deferred: 1,
  });
});
