import type { Contract } from '@qiangji/shared-types';
import { deviceNow } from '../clock';
import { pathOf, type AnyInput } from '../request/url.core';
import { currentPersonId } from '../session';
import { onStoragePressure, personStore, StorageError, type Kv } from '../storage';

/** A copy of an answer, kept on the phone for one person. */
interface Kept {
  /** Version of the contract that it was written under. */
  version: number;
  /** When it was fetched, by the phone's clock (ms). */
  at: number;
  /** Thrown away last when storage is full. */
  pinned: boolean;
  data: unknown;
}

const NAMESPACE = 'kept';
const INDEX = 'index';

/** Key to its age and whether it is pinned; lets the oldest go without reading every copy. */
type Index = Record<string, { at: number; pinned: boolean }>;

const stores = new Map<string, Kv>();

function storeOf(personId: string): Kv {
  const known = stores.get(personId) ?? personStore(NAMESPACE, personId);
  stores.set(personId, known);
  return known;
}

function versionOf(contract: { id: string; version?: number }): number {
  return contract.version ?? 1;
}

/** One question to the service, spelled in one way. */
export function questionKey(contract: Contract, input: AnyInput): string {
  return `${contract.id} ${pathOf(contract, { params: input.params, query: input.query })}`;
}

/**
 * What was kept under a key. A copy that no longer fits the contract (the app was updated since) is
 * as good as none.
 */
export function readKept(personId: string, contract: Contract, key: string): Kept | undefined {
  const kept = storeOf(personId).get<Kept>(key);
  if (!kept || kept.version !== versionOf(contract)) return undefined;
  const parsed = contract.response.safeParse(kept.data);
  return parsed.success ? { ...kept, data: parsed.data } : undefined;
}

/** Keeps a copy; one that finds no room is simply not kept. */
export function writeKept(
  personId: string,
  contract: Contract,
  key: string,
  data: unknown,
  pinned: boolean,
): void {
  const store = storeOf(personId);
  const index = store.get<Index>(INDEX) ?? {};
  const at = deviceNow();
  const stays = pinned || index[key]?.pinned === true;
  const kept: Kept = { version: versionOf(contract), at, pinned: stays, data };
  try {
    store.set(key, kept);
    store.set(INDEX, { ...(store.get<Index>(INDEX) ?? {}), [key]: { at, pinned: stays } });
  } catch (thrown) {
    if (!(thrown instanceof StorageError)) throw thrown;
    store.remove(key);
  }
}

/** Throws all copies of a person away: who signs out leaves nothing to read on the phone. */
export function forgetKept(personId: string): void {
  storeOf(personId).clear();
}

/** Throws the oldest copy away, pinned ones last; false if there is none. */
function dropOldest(): boolean {
  const personId = currentPersonId();
  if (personId !== undefined) storeOf(personId);
  for (const store of stores.values()) {
    const index = store.get<Index>(INDEX) ?? {};
    const [oldest] = Object.entries(index).sort(
      ([, a], [, b]) => Number(a.pinned) - Number(b.pinned) || a.at - b.at,
    );
    if (!oldest) continue;
    const { [oldest[0]]: _, ...rest } = index;
    store.remove(oldest[0]);
    // A shorter index fits where the longer one did.
    store.set(INDEX, rest);
    return true;
  }
  return false;
}

onStoragePressure(dropOldest);
