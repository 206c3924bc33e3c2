import { LONGEST_RUSH_MS, Rush } from './rush';

let at: number;
let rush: Rush;

beforeEach(() => {
  at = 1_000;
  rush = new Rush(undefined, () => at);
});

/** So many at one moment. */
function come(many: number) {
  for (let one = 0; one < many; one += 1) rush.note();
}

it('is no rush where they come one by one', () => {
  for (let one = 0; one < 1_000; one += 1) {
    rush.note();
    at += 10;
    expect(rush.holds).toBe(false);
  }
});

it('is one from the hundredth within half a second, through the pauses of a slow database, until none come', () => {
  come(99);
  expect(rush.holds).toBe(false);
  come(1);
  for (let batch = 0; batch < 10; batch += 1) {
    at += 400;
    expect(rush.holds).toBe(true);
    come(250);
  }
  at += 499;
  expect(rush.holds).toBe(true);
  at += 1_000;
  expect(rush.holds).toBe(false);
});

it('holds nothing up for longer than it may, and may again at the next', () => {
  for (let ms = 0; ms < LONGEST_RUSH_MS; ms += 100) {
    come(100);
    expect(rush.holds).toBe(true);
    at += 100;
  }
  come(100);
  expect(rush.holds).toBe(false);
  at += 5_000;
  come(100);
  expect(rush.holds).toBe(true);
});

it('lets whoever waits go when it is over, or when they will not wait', async () => {
  come(100);
  let asked = 0;
  await rush.over(() => (asked += 1) < 2);
  expect(rush.holds).toBe(true);
  const over = rush.over(() => true);
  at += 5_000;
  await over;
  expect(rush.holds).toBe(false);
});
