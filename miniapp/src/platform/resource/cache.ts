import type { Contract } from '@qiangji/shared-types';
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { calmly } from '../calm';
import { deviceNow } from '../clock';
import { isOffline } from '../network';
import { call, toApiError, type ApiError } from '../request';
import type { AnyInput } from '../request/url.core';
import { currentPersonId, onPersonChange } from '../session';
import { forgetKept, questionKey, readKept, writeKept } from './kept';

/** What is known of one question. */
export interface Entry {
  data?: unknown;
  /** When it was fetched, by the phone's clock (ms). */
  at?: number;
  /** From storage, or the last attempt to renew it failed. */
  stale: boolean;
  fetching: boolean;
  error?: ApiError;
}

const EMPTY: Entry = { stale: true, fetching: false };

/** Shared by all pages, so that two of them never show two truths. */
export const useCache = create<Record<string, Entry>>()(() => ({}));

let lastPersonId = currentPersonId();

onPersonChange((me) => {
  useCache.setState({}, true);
  if (lastPersonId !== undefined && lastPersonId !== me?.personId) forgetKept(lastPersonId);
  lastPersonId = me?.personId;
});

const subscribe = calmly((listener) => useCache.subscribe(listener));

/** The entry of a key in memory, followed. */
export function useCached(key: string | undefined): Entry | undefined {
  const look = () => (key === undefined ? undefined : useCache.getState()[key]);
  return useSyncExternalStore(subscribe, look, look);
}

function update(key: string, change: Partial<Entry>): void {
  useCache.setState((all) => ({ [key]: { ...(all[key] ?? EMPTY), ...change } }));
}

/** The entry of a question, from memory or else from storage. */
export function lookUp(contract: Contract, input: AnyInput): Entry {
  const key = questionKey(contract, input);
  const known = useCache.getState()[key];
  if (known) return known;
  const personId = currentPersonId();
  const kept = personId === undefined ? undefined : readKept(personId, contract, key);
  return kept ? { data: kept.data, at: kept.at, stale: true, fetching: false } : EMPTY;
}

const running = new Map<string, Promise<boolean>>();

export interface FetchOptions {
  /** Keep a copy on the phone. */
  keep: boolean;
  /** Such a copy is thrown away last. */
  pin?: boolean;
}

async function fetchNow(
  contract: Contract,
  input: AnyInput,
  options: FetchOptions,
): Promise<boolean> {
  const key = questionKey(contract, input);
  const personId = currentPersonId();
  update(key, { ...lookUp(contract, input), fetching: true });
  try {
    const data: unknown = await call(contract, input as object);
    // Somebody else may have signed in meanwhile.
    if (currentPersonId() !== personId) return false;
    update(key, { data, at: deviceNow(), stale: false, fetching: false, error: undefined });
    if (options.keep && personId !== undefined) {
      writeKept(personId, contract, key, data, options.pin ?? false);
    }
    return true;
  } catch (thrown) {
    const error = toApiError(thrown);
    if (currentPersonId() === personId) update(key, { stale: true, fetching: false, error });
    return isFinal(error);
  }
}

/** Whether asking once more would bring the same: what the service refuses it refuses again. */
export function isFinal({ status }: ApiError): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/**
 * Asks the service, once for all who ask at the same time. Failures are kept in the entry. Answers whether
 * that is settled: false where it did not come, and would come another time.
 */
export function refetch(
  contract: Contract,
  input: AnyInput,
  options: FetchOptions,
): Promise<boolean> {
  const key = `${currentPersonId() ?? ''} ${questionKey(contract, input)}`;
  const known = running.get(key);
  if (known) return known;
  const run = fetchNow(contract, input, options).finally(() => running.delete(key));
  running.set(key, run);
  return run;
}

/** Puts a changed answer in place at once, in memory and in the kept copy. */
export function replaceData(
  contract: Contract,
  input: AnyInput,
  change: (data: unknown) => unknown,
): void {
  const entry = lookUp(contract, input);
  if (entry.data === undefined) return;
  const key = questionKey(contract, input);
  const data = change(entry.data);
  update(key, { ...entry, data });
  const personId = currentPersonId();
  if (personId !== undefined && readKept(personId, contract, key)) {
    writeKept(personId, contract, key, data, false);
  }
}

/** 加载中, 有, 空, 出错, 没网. */
export type ResourceState = 'loading' | 'ready' | 'empty' | 'error' | 'offline';

function isEmptyAnswer(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0;
  return typeof data === 'object' && data !== null && 'items' in data && isEmptyAnswer(data.items);
}

/** What a page shows for an entry: what is stored wins over every failure to renew it. */
export function stateOf({ data, fetching, error }: Entry): ResourceState {
  if (data !== undefined) return isEmptyAnswer(data) ? 'empty' : 'ready';
  if (error && !fetching) return isOffline() || error.code === 'NETWORK' ? 'offline' : 'error';
  return 'loading';
}
