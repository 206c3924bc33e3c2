import { useRef, useState } from 'react';
import type { CallInput, Contract, Page, ResponseOf } from '@qiangji/shared-types';
import { call, toApiError, type ApiError } from '../request';
import { useResource, type Resource, type ResourceOptions } from './use-resource';

/** Rows a page of a list: at 2 KB a row, what goes to the screen at once stays under 64 KB. */
export const PAGE_ROWS = 20;
/** Rows of a list that is one of several on its screen: together they stay under 600 nodes. */
export const FEW_ROWS = 8;

type ListContract = Contract & { query: Contract['response'] };
type ItemOf<S extends Contract> = ResponseOf<S> extends Page<infer T> ? T : never;

/** Input of a list without the cursor and limit, which paging decides. */
export type ListInput<S extends Contract> = Omit<CallInput<S>, 'query'> & {
  query?: CallInput<S> extends { query?: infer Q }
    ? Omit<NonNullable<Q>, 'cursor' | 'limit'>
    : never;
};

export interface PagedResource<T> extends Omit<Resource<unknown>, 'data'> {
  items: readonly T[];
  hasMore: boolean;
  loadingMore: boolean;
  /** Why the next page did not come; loading more again tries again. */
  moreError: ApiError | undefined;
  /** Appends the next page; call when the list's end comes near. */
  loadMore(): Promise<void>;
}

interface More<T> {
  /** The first page that these rows follow. */
  after: unknown;
  items: readonly T[];
  nextCursor: string | null;
}

export interface PagedOptions extends ResourceOptions {
  /** Rows a page, where a list is one of several on its screen. */
  rows?: number;
}

/** A cursor list, page by page; the first page is kept like any resource. */
export function usePagedResource<S extends ListContract>(
  contract: S,
  input: ListInput<S> | undefined,
  { rows = PAGE_ROWS, ...options }: PagedOptions = {},
): PagedResource<ItemOf<S>> {
  type Item = ItemOf<S>;
  const query = { ...(input as { query?: object } | undefined)?.query, limit: rows };
  const firstInput = input && ({ ...input, query } as unknown as CallInput<S>);
  const first = useResource(contract, firstInput, options);
  const page = first.data as Page<Item> | undefined;
  const [more, setMore] = useState<More<Item>>();
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<ApiError>();
  const busy = useRef(false);

  // A renewed first page starts the list again: rows may have moved across its end.
  const rest = more && more.after === page ? more : undefined;
  const cursor = rest ? rest.nextCursor : (page?.nextCursor ?? null);

  const loadMore = async () => {
    if (busy.current || cursor === null || !firstInput) return;
    busy.current = true;
    setLoadingMore(true);
    setMoreError(undefined);
    try {
      const asked = { ...firstInput, query: { ...query, cursor } };
      const next = (await call<Contract>(contract, asked as object)) as Page<Item>;
      const items = [...(rest?.items ?? []), ...next.items];
      setMore({ after: page, items, nextCursor: next.nextCursor });
    } catch (thrown) {
      setMoreError(toApiError(thrown));
    } finally {
      busy.current = false;
      setLoadingMore(false);
    }
  };

  const { data: _, ...state } = first;
  return {
    ...state,
    items: [...(page?.items ?? []), ...(rest?.items ?? [])],
    hasMore: cursor !== null,
    loadingMore,
    moreError,
    loadMore,
  };
}
