import { deviceStore } from '../storage';
import { dropLease, LEASE_MS, takeLease, type Lease, type LeaseStore } from './lease.core';

const tab = Math.random().toString(36).slice(2);
const kv = deviceStore('lease');

function storeOf(name: string): LeaseStore {
  return {
    read: () => kv.get<Lease>(name),
    write: (lease) => (lease ? kv.set(name, lease) : kv.remove(name)),
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** For browsers without Web Locks: another tab's lease is waited for, its death outlived. */
async function withLease<T>(name: string, task: () => Promise<T>): Promise<T> {
  const store = storeOf(name);
  while (!takeLease(store, tab, Date.now())) await pause(LEASE_MS / 10);
  const renew = setInterval(() => takeLease(store, tab, Date.now()), LEASE_MS / 3);
  try {
    return await task();
  } finally {
    clearInterval(renew);
    dropLease(store, tab);
  }
}

const waiting = new Map<string, Promise<unknown>>();

/** Runs one task of a name at a time, over all tabs of this browser. */
export function withLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) {
    return navigator.locks.request(`qj/${name}`, task) as Promise<T>;
  }
  const next = () => withLease(name, task);
  const run = (waiting.get(name) ?? Promise.resolve()).then(next, next);
  waiting.set(name, run);
  return run;
}
