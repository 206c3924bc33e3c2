import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import type { InputArgs } from '../request';
import type { AnyInput } from '../request/url.core';
import { lookUp, refetch, replaceData } from './cache';

export type { ResourceState } from './cache';
export { usePagedResource, FEW_ROWS, PAGE_ROWS, type ListInput, type PagedResource } from './paged';
export { useResource, type Resource, type ResourceOptions } from './use-resource';

export { isFinal } from './cache';
export { wheneverOnline } from './whenever-online';

/**
 * Fetches an answer to have it offline later; such a copy is thrown away last. Never throws; false where it
 * did not come and is to be asked for again.
 */
export function keep<S extends Contract>(contract: S, ...[input]: InputArgs<S>): Promise<boolean> {
  return refetch(contract, (input ?? {}) as AnyInput, { keep: true, pin: true });
}

/** What is stored of an answer, without asking the service. */
export function stored<S extends Contract>(
  contract: S,
  ...[input]: InputArgs<S>
): ResponseOf<S> | undefined {
  return lookUp(contract, (input ?? {}) as AnyInput).data as ResponseOf<S> | undefined;
}

/**
 * Changes a stored answer in place, for showing what was just done before the service confirms it.
 * Does nothing if there is none.
 */
export function changeStored<S extends Contract>(
  contract: S,
  input: CallInput<S>,
  change: (data: ResponseOf<S>) => ResponseOf<S>,
): void {
  replaceData(contract, input as AnyInput, (data) => change(data as ResponseOf<S>));
}
