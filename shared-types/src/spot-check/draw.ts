/**
 * The random draw of a spot check, so written that anybody can do it again with a pencil: the same
 * seed and the same candidates give the same outcome on the service, on a phone, or with
 * `printf 'squadron:0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:<seed>`.
 */

/** HMAC-SHA256. An argument, because a mini-program has no WebCrypto and the service needs no library. */
export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

export interface DrawInspector {
  personId: string;
  /** The person's own unit when the draw was made. */
  unitPath: string;
}

export interface DrawCandidates {
  /** Paths of the squadrons that could be drawn; one alone where it was named instead of drawn. */
  squadrons: readonly string[];
  inspectors: readonly DrawInspector[];
}

export interface DrawOutcome {
  squadronPath: string;
  /** In the order in which they were drawn. */
  inspectorIds: string[];
}

/** A check is made by two or more (brief of the draw: exactly two are drawn). */
export const DRAWN_INSPECTORS = 2;

const WORD = 2 ** 32;

export function hexToBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
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
      const digest = hmac(key, ascii(`${label}:${counter++}`));
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

function belongsTo(unitPath: string, squadronPath: string): boolean {
  return unitPath === squadronPath || unitPath.startsWith(`${squadronPath}/`);
}

/** Those who may inspect a squadron: nobody who belongs to it. */
export function eligibleInspectors(
  inspectors: readonly DrawInspector[],
  squadronPath: string,
): string[] {
  return inspectors
    .filter((one) => !belongsTo(one.unitPath, squadronPath))
    .map((one) => one.personId);
}

/** A squadron, then two inspectors from outside it; null where candidates do not suffice. */
export function drawCheck(
  hmac: Hmac,
  seed: string,
  candidates: DrawCandidates,
): DrawOutcome | null {
  const [squadronPath] = drawFrom(hmac, seed, 'squadron', candidates.squadrons, 1);
  if (squadronPath === undefined) return null;
  const eligible = eligibleInspectors(candidates.inspectors, squadronPath);
  const inspectorIds = drawFrom(hmac, seed, 'inspector', eligible, DRAWN_INSPECTORS);
  return inspectorIds.length < DRAWN_INSPECTORS ? null : { squadronPath, inspectorIds };
}

export interface DrawRecord {
  seed: string;
  candidates: DrawCandidates;
  outcome: DrawOutcome;
}

/** Whether a draw's record gives the outcome that it claims, recomputed from seed and candidates. */
export function verifyDraw(hmac: Hmac, record: DrawRecord): boolean {
  const again = drawCheck(hmac, record.seed, record.candidates);
  return (
    again !== null &&
    again.squadronPath === record.outcome.squadronPath &&
    again.inspectorIds.join() === record.outcome.inspectorIds.join()
  );
}
