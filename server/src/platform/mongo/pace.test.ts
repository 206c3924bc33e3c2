import { Pace } from './pace';

const turn = () => new Promise((done) => setImmediate(done));

/** Calls that end when the test says so; each takes all that has gathered. */
function paced() {
  const calls: number[] = [];
  let gathered = 0;
  const pace: Pace = new Pace(
    () => gathered,
    () => {
      calls.push(gathered);
      gathered = 0;
      pace.begin();
    },
  );
  const come = (many = 1) => {
    gathered += many;
    pace.look();
  };
  return { pace, calls, come };
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] }));

afterEach(() => jest.useRealTimers());

it('lets a call go at once where none is under way, with all that its turn brings', async () => {
  const { calls, come } = paced();
  come();
  come(2);
  expect(calls).toEqual([]);
  await turn();
  expect(calls).toEqual([3]);
});

it('takes few along with the next call, and lets many go beside the one under way', async () => {
  const { pace, calls, come } = paced();
  come();
  await turn();
  come(15);
  await turn();
  expect(calls).toEqual([1]);
  pace.end();
  await turn();
  expect(calls).toEqual([1, 15]);
  come(16);
  await turn();
  expect(calls).toEqual([1, 15, 16]);
  // No third, however many.
  come(1_000);
  jest.advanceTimersByTime(60_000);
  await turn();
  expect(calls).toEqual([1, 15, 16]);
  pace.end();
  await turn();
  expect(calls).toEqual([1, 15, 16, 1_000]);
});

it('holds nobody up longer than twenty milliseconds behind one call that hangs', async () => {
  const { calls, come } = paced();
  come();
  await turn();
  come();
  jest.advanceTimersByTime(19);
  await turn();
  expect(calls).toEqual([1]);
  jest.advanceTimersByTime(1);
  await turn();
  expect(calls).toEqual([1, 1]);
});

it('goes at once again where the call was back before patience ended', async () => {
  const { pace, calls, come } = paced();
  come();
  await turn();
  come();
  pace.end();
  await turn();
  expect(calls).toEqual([1, 1]);
  jest.advanceTimersByTime(19);
  come();
  // What came now has a patience of its own.
  jest.advanceTimersByTime(19);
  await turn();
  expect(calls).toEqual([1, 1]);
  jest.advanceTimersByTime(1);
  await turn();
  expect(calls).toEqual([1, 1, 1]);
});
