import { useCallback, useEffect, useMemo } from 'react';
import { useDidShow } from '@tarojs/taro';
import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import { onReconnect } from '../network';
import { onSent } from '../outbox';
import type { ApiError } from '../request';
import type { AnyInput } from '../request/url.core';
import { lookUp, refetch, stateOf, useCached, type Entry, type ResourceState } from './cache';
import { questionKey } from './kept';

export interface ResourceOptions {
  /** Keep a copy on the phone for showing first and offline; true unless said otherwise. */
  keep?: boolean;
  /** Writes after whose sending the answer is another: it is asked for again then. */
  refreshAfter?: readonly Contract[];
}

export interface Resource<T> {
  state: ResourceState;
  data: T | undefined;
  /** Data is from storage, or renewing it failed; `error` then says why. */
  stale: boolean;
  /** When the data was fetched, by the phone's clock (ms). */
  at: number | undefined;
  error: ApiError | undefined;
  refresh(): Promise<void>;
}

const NOTHING: Entry = { stale: true, fetching: false };

/**
 * The answer of a GET route: what is stored at once, then what the service says; again whenever the
 * page is shown, the connection is back, or a write of `refreshAfter` was sent. `input` undefined
 * waits (for an id that is not known yet).
 *
 * One answer must stay under 64 KB, since the page's first render goes to the screen in one piece:
 * lists are read by `usePagedResource`, long texts are cut by the page that shows them.
 */
export function useResource<S extends Contract>(
  contract: S,
  input: CallInput<S> | undefined,
  { keep: keepCopy = true, refreshAfter }: ResourceOptions = {},
): Resource<ResponseOf<S>> {
  const key = input === undefined ? undefined : questionKey(contract, input as AnyInput);
  // A page writes its input in place, a new object each time; the question it spells is what counts.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const question = useMemo(() => input as AnyInput | undefined, [key]);
  const cached = useCached(key);
  const entry = useMemo(
    () => cached ?? (question ? lookUp(contract, question) : NOTHING),
    [cached, contract, question],
  );
  const refresh = useCallback(async () => {
    if (question) await refetch(contract, question, { keep: keepCopy });
  }, [contract, question, keepCopy]);

  useEffect(() => {
    void refresh();
    return onReconnect(() => void refresh());
  }, [refresh]);
  useDidShow(() => void refresh());
  useEffect(() => {
    const stops = (refreshAfter ?? []).map((write) => onSent(write, () => void refresh()));
    return () => stops.forEach((stop) => stop());
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a list written in place, never another
  }, [refresh]);

  return {
    state: stateOf(entry),
    data: entry.data as ResponseOf<S> | undefined,
    stale: entry.stale,
    at: entry.at,
    error: entry.error,
    refresh,
  };
}
