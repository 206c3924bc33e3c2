type Calm = typeof import('./calm');

function calmOn(target: 'weapp' | 'h5'): Calm {
  process.env.TARO_ENV = target;
  let calm: Calm | undefined;
  jest.isolateModules(() => {
    calm = jest.requireActual<Calm>('./calm');
  });
  return calm as Calm;
}

function source() {
  const listeners = new Set<() => void>();
  return {
    change: () => listeners.forEach((listener) => listener()),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('shows what changes in quick succession together, and every change in the end', () => {
  const { change, subscribe } = source();
  const told: number[] = [];
  const { calmly } = calmOn('weapp');
  calmly(subscribe)(() => told.push(Date.now()));
  for (let i = 0; i < 100; i += 1) {
    change();
    jest.advanceTimersByTime(10);
  }
  jest.advanceTimersByTime(1_000);
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(told.length).toBeLessThanOrEqual(4);
});

it('tells nobody who stopped listening', () => {
  const { change, subscribe } = source();
  const listener = jest.fn();
  const stop = calmOn('weapp').calmly(subscribe)(listener);
  change();
  stop();
  jest.advanceTimersByTime(1_000);
  expect(listener).not.toHaveBeenCalled();
});

it('holds nothing back in a browser', () => {
  const { change, subscribe } = source();
  const listener = jest.fn();
  calmOn('h5').calmly(subscribe)(listener);
  change();
  change();
  expect(listener).toHaveBeenCalledTimes(2);
});
