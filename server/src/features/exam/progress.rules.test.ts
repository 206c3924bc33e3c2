import fc from 'fast-check';
import { curveOf } from './progress.rules';

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
