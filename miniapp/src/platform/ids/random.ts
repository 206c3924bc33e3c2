import Taro from '@tarojs/taro';
import { ask } from '../ask';
import { deviceStore } from '../storage';
import { Drbg } from './drbg.core';

const store = deviceStore('ids');
const SEED_BYTES = 32;

/** What the first launch starts from, before WeChat's randomness arrives some milliseconds later. */
function roughSeed(): number[] {
  const numbers = Float64Array.from([Date.now(), Math.random(), Math.random(), Math.random()]);
  return [...new Uint8Array(numbers.buffer)];
}

let generator: Drbg | undefined;

function theGenerator(): Drbg {
  generator ??= new Drbg(Uint8Array.from([...(store.get<number[]>('seed') ?? []), ...roughSeed()]));
  return generator;
}

/**
 * Mixes WeChat's randomness in and leaves a fresh seed for the next launch, so that from the second
 * launch on even the first id comes from real randomness. Called once at start.
 */
export async function refillRandom(): Promise<void> {
  const { randomValues } = await ask<{ randomValues: ArrayBuffer }>((callbacks) =>
    Taro.getRandomValues({ length: SEED_BYTES * 2, ...callbacks }),
  );
  const bytes = new Uint8Array(randomValues);
  theGenerator().mix(bytes.slice(0, SEED_BYTES));
  store.set('seed', [...bytes.slice(SEED_BYTES)]);
}

/** At most 32 random bytes. */
export function randomBytes(length: number): Uint8Array {
  return theGenerator().take(length);
}
