import { fillPath } from '@qiangji/shared-types';

type Scalar = string | number | boolean;

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** `a=1&b=2`, keys sorted, so that one question has one spelling; absent values are left out. */
export function queryString(query: Record<string, unknown> = {}): string {
  const pairs: string[] = [];
  for (const key of Object.keys(query).sort()) {
    const value = query[key];
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isScalar(one))
        pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`);
    }
  }
  return pairs.join('&');
}

export interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** Path and query of a call, without the host. */
export function pathOf(contract: { path: string }, { params, query }: AnyInput): string {
  const path = fillPath(contract.path, (params ?? {}) as Record<string, string>);
  const search = queryString((query ?? {}) as Record<string, unknown>);
  return search ? `${path}?${search}` : path;
}
