import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import { ApiError, networkError } from './api-error';
import { perform, performJson, type Target } from './perform';
import { handOver } from './transport';
import { pathOf, type AnyInput } from './url.core';

export { ApiError, toApiError, type ApiErrorCode } from './api-error';

/** Input of a call; left out where the route takes nothing. */
export type InputArgs<S extends Contract> =
  Partial<CallInput<S>> extends CallInput<S> ? [input?: CallInput<S>] : [input: CallInput<S>];

function targetOf(contract: Contract, input: AnyInput): Target {
  const { method, policy } = contract;
  return { method, path: pathOf(contract, input), open: policy === 'public', body: input.body };
}

/** Calls a route of the API. Throws `ApiError`. */
export async function call<S extends Contract>(
  contract: S,
  ...[input]: InputArgs<S>
): Promise<ResponseOf<S>> {
  return (await performJson(targetOf(contract, input ?? {}))) as ResponseOf<S>;
}

/** Sends a kept file (platform/files) to an upload route. Throws `ApiError`. */
export async function upload<S extends Contract & { upload: true }>(
  contract: S,
  fileKey: string,
  input: CallInput<S>,
): Promise<ResponseOf<S>> {
  return (await performJson({ ...targetOf(contract, input), fileKey })) as ResponseOf<S>;
}

/** Fetches a file of a download route; answers a path or object URL that an `Image` can show. */
export async function download<S extends Contract & { download: string }>(
  contract: S,
  ...[input]: InputArgs<S>
): Promise<string> {
  const url = await perform({ ...targetOf(contract, input ?? {}), file: true });
  if (typeof url !== 'string') throw networkError();
  return url;
}

/** Downloads and hands the file to the person: saved in a browser, opened in WeChat. */
export async function saveDownload<S extends Contract & { download: string }>(
  contract: S,
  fileName: string,
  ...input: InputArgs<S>
): Promise<void> {
  await handOver(await download(contract, ...input), fileName);
}

export function isApiError(thrown: unknown): thrown is ApiError {
  return thrown instanceof ApiError;
}
