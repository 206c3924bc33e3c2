/**
 * Random draws that anybody can do again with a pencil: the same seed and the same candidates give the
 * same outcome on the service, on a phone, or with
 * `printf 'LABEL:0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:SEED`.
 */

/** HMAC-SHA256. An argument, because a mini-program has no WebCrypto and the service needs no library. */
export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

const WORD = 2 ** 32;

export function hexToBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function asciiBytes(text: string): Uint8Array {
  // A loop: `Uint8Array.from` walks the text as an iterator, which took as long as the HMAC of it.
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** By code unit, the same everywhere; locale orders differ between phones. */
export function sortedOnce(candidates: readonly string[]): string[] {
  return [...new Set(candidates)].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * A stream of numbers below a bound: the first four bytes of HMAC(seed, `label:counter`), big endian.
 * Words at or above the largest multiple of the bound are thrown away, so that no candidate is
 * likelier than another.
 */
function numbers(hmac: Hmac, seed: string, label: string): (bound: number) => number {
  const key = hexToBytes(seed);
  let counter = 0;
  return (bound) => {
    const limit = WORD - (WORD % bound);
    for (;;) {
      const digest = hmac(key, asciiBytes(`${label}:${counter++}`));
      const word = new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
      if (word < limit) return word % bound;
    }
  };
}

/**
 * Draws `n` different candidates by a partial Fisher-Yates shuffle of the sorted list; fewer where
 * there are fewer. The order in which candidates are given does not matter.
 */
export function drawFrom(
  hmac: Hmac,
  seed: string,
  label: string,
  candidates: readonly string[],
  n: number,
): string[] {
  const pool = sortedOnce(candidates);
  const next = numbers(hmac, seed, label);
  const taken = Math.min(n, pool.length);
  for (let i = 0; i < taken; i++) {
    const j = i + next(pool.length - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool.slice(0, taken);
}
