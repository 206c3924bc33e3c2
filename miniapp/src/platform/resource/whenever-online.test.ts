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
  // Nothing came back meanwhile: the next connection begins the next one.
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
