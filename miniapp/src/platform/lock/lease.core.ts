/** Who may act until when (ms). */
export interface Lease {
  owner: string;
  until: number;
}

export interface LeaseStore {
  read(): Lease | undefined;
  write(lease: Lease | undefined): void;
}

export const LEASE_MS = 15_000;

/** Takes or renews a lease; false while somebody else holds a live one. */
export function takeLease(store: LeaseStore, owner: string, nowMs: number): boolean {
  const held = store.read();
  if (held && held.owner !== owner && held.until > nowMs) return false;
  store.write({ owner, until: nowMs + LEASE_MS });
  return true;
}

export function dropLease(store: LeaseStore, owner: string): void {
  if (store.read()?.owner === owner) store.write(undefined);
}
