import { LiveAttempts } from './attempt.live';

const attempt = (no: number, sitting: number) => ({
  attemptId: `attempt-${sitting}-${no}`,
  sittingId: `sitting-${sitting}`,
});

it('finds the attempts of one sitting, and forgets the oldest in both ways', () => {
  const live = new LiveAttempts<ReturnType<typeof attempt>>(3);
  const [first, second, other, next] = [attempt(1, 1), attempt(2, 1), attempt(1, 2), attempt(1, 3)];
  for (const one of [first, second, other]) live.set(one);
  expect(live.ofSitting('sitting-1')).toEqual([first, second]);
  live.set(next);
  expect(live.get(first.attemptId)).toBeUndefined();
  expect(live.ofSitting('sitting-1')).toEqual([second]);
  live.set(attempt(2, 3));
  expect(live.ofSitting('sitting-1')).toEqual([]);
  expect(live.size).toBe(3);
});

it('gives the later of two readings of one attempt', () => {
  const live = new LiveAttempts<ReturnType<typeof attempt>>(3);
  live.set(attempt(1, 1));
  const again = attempt(1, 1);
  live.set(again);
  expect(live.get(again.attemptId)).toBe(again);
  expect(live.ofSitting('sitting-1')).toEqual([again]);
  expect(live.ofSitting('sitting-1')[0]).toBe(again);
});
