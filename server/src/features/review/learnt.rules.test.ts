import { learntOn } from './parts.rules';

const on = (day: string) => new Date(`${day}T01:00:00.000Z`);

it('counts each version of a piece on the day on which it was learnt', () => {
  const state = { doneAt: on('2026-03-09'), learntBefore: [on('2026-03-02'), on('2026-02-02')] };
  const days = (from: string | null, to: string | null) =>
    learntOn(state, { from, to }).map((at) => at.toISOString().slice(5, 10));
  expect(days(null, null).sort()).toEqual(['02-02', '03-02', '03-09']);
  expect(days('2026-03-02', '2026-03-08')).toEqual(['03-02']);
  expect(days('2026-03-10', null)).toEqual([]);
  expect(learntOn({ doneAt: null }, {})).toEqual([]);
});
