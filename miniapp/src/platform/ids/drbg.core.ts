import { sha256 } from '@noble/hashes/sha2.js';

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/**
 * A generator of random bytes that answers at once. WeChat gives randomness only asynchronously, an
 * id is needed synchronously: so real randomness is mixed in whenever it arrives, and between two
 * arrivals bytes come from a hash chain over all of it.
 */
export class Drbg {
  private state: Uint8Array;

  constructor(seed: Uint8Array) {
    this.state = sha256(seed);
  }

  mix(entropy: Uint8Array): void {
    this.state = sha256(joined([this.state, entropy]));
  }

  /** At most 32 bytes; a state that leaks later does not reveal bytes given before. */
  take(length: number): Uint8Array {
    const out = sha256(joined([this.state, Uint8Array.of(0)]));
    this.state = sha256(joined([this.state, Uint8Array.of(1)]));
    return out.slice(0, length);
  }
}
