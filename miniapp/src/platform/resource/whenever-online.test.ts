import { act } from '@testing-library/react';
import { resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { wheneverOnline } from './whenever-online';

/** Rounds that the test ends itself. */
class Rounds {
  begun = 0;
  private end: (isWhole: boolean) => void = () => undefined;

  readonly next = () => {
    this.begun += 1;
    return new Promise<boolean>((resolve) => (this.end = resolve));
  };

  async ends(isWhole: boolean): Promise<void> {
    this.end(isWhole);
    await settle();
  }
}

function comesBack(): void {
  act(() => setNetwork('none'));
  act(() => setNetwork('wifi'));
}

beforeAll(() => {
  resetDevice();
  startPhone();
});

let rounds: Rounds;
let stop: () => void;

beforeEach(() => {
  act(() => setNetwork('wifi'));
  rounds = new Rounds();
  stop = wheneverOnline(rounds.next);
});
afterEach(() => stop());

it('goes a round at once, and again when the network is back', async () => {
  expect(rounds.begun).toBe(1);
  await rounds.ends(true);
  expect(rounds.begun).toBe(1);
  comesBack();
  expect(rounds.begun).toBe(2);
  await rounds.ends(true);
});

it('goes one round at a time, and begins again one that broke off while the network came back', async () => {
  comesBack();
  comesBack();
  expect(rounds.begun).toBe(1);
  await rounds.ends(false);
  expect(rounds.begun).toBe(2);
  await rounds.ends(false);
  // Nothing came back meanwhile: the next one waits.
  expect(rounds.begun).toBe(2);
});

it('has enough of a round that came to its end, whoever asked meanwhile', async () => {
  comesBack();
  await rounds.ends(true);
  expect(rounds.begun).toBe(1);
});

it('begins none after it was stopped', async () => {
  comesBack();
  stop();
  await rounds.ends(false);
  comesBack();
  expect(rounds.begun).toBe(1);
});

describe('one that broke off while the network never went', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const ends = async (isWhole: boolean) => {
    void rounds.ends(isWhole);
    await jest.advanceTimersByTimeAsync(0);
  };

  it('is begun again after a minute, then after two, and not once it was whole', async () => {
    await ends(false);
    jest.advanceTimersByTime(59_999);
    expect(rounds.begun).toBe(1);
    jest.advanceTimersByTime(1);
    expect(rounds.begun).toBe(2);
    await ends(false);
    jest.advanceTimersByTime(119_999);
    expect(rounds.begun).toBe(2);
    jest.advanceTimersByTime(1);
    expect(rounds.begun).toBe(3);
    await ends(true);
    jest.advanceTimersByTime(3_600_000);
    expect(rounds.begun).toBe(3);
  });

  it('waits for the next connection where there is none, and for nothing once it was stopped', async () => {
    await ends(false);
    act(() => setNetwork('none'));
    jest.advanceTimersByTime(60_000);
    expect(rounds.begun).toBe(1);
    act(() => setNetwork('wifi'));
    expect(rounds.begun).toBe(2);
    await ends(false);
    stop();
    jest.advanceTimersByTime(3_600_000);
    expect(rounds.begun).toBe(2);
  });
});
