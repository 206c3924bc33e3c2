/** The browser's randomness is synchronous; nothing to prepare. */
export function refillRandom(): Promise<void> {
  return Promise.resolve();
}

/** At most 32 random bytes. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
