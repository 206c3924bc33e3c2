import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import { currentSession, endSession } from '../session/session.store';
import { ApiError, errorOf, networkError } from './api-error';
import { exchange, type Sending } from './exchange';
import { endsSession, refreshSession } from './refresh';
import { handOver, type Incoming } from './transport';
import { pathOf, type AnyInput } from './url.core';

export { ApiError, toApiError, type ApiErrorCode } from './api-error';

/** Input of a call; left out where the route takes nothing. */
export type InputArgs<S extends Contract> =
  Partial<CallInput<S>> extends CallInput<S> ? [input?: CallInput<S>] : [input: CallInput<S>];

type Way = Pick<Sending, 'fileKey' | 'file'>;

/** One attempt with the session's token. */
function attempt(contract: Contract, input: AnyInput, way: Way, token?: string): Promise<Incoming> {
  const path = pathOf(contract, input);
  return exchange({ method: contract.method, path, token, body: input.body, ...way });
}

/** Success, or a throw of `ApiError`; an expired token is renewed once on the way. */
async function perform(contract: Contract, input: AnyInput, way: Way): Promise<unknown> {
  const open = contract.policy === 'public';
  const token = open ? undefined : currentSession()?.accessToken;
  let answer = await attempt(contract, input, way, token);
  if (answer.status === 401 && token) {
    const error = errorOf(answer.status, answer.data);
    if (error.code === 'TOKEN_EXPIRED' || error.code === 'UNAUTHENTICATED') {
      await refreshSession(token);
      answer = await attempt(contract, input, way, currentSession()?.accessToken);
    }
  }
  if (answer.status >= 200 && answer.status < 300) return answer.data;
  const error = errorOf(answer.status, answer.data);
  if (token && endsSession(error)) endSession('ended');
  throw error;
}

/** Calls a route of the API. Throws `ApiError`. */
export async function call<S extends Contract>(
  contract: S,
  ...[input]: InputArgs<S>
): Promise<ResponseOf<S>> {
  const data = await perform(contract, input ?? {}, {});
  // A page of a network on the way may answer 200 with HTML.
  if (typeof data !== 'object' || data === null) throw networkError();
  return data as ResponseOf<S>;
}

/** Sends a kept file (platform/files) to an upload route. Throws `ApiError`. */
export async function upload<S extends Contract & { upload: true }>(
  contract: S,
  fileKey: string,
  input: CallInput<S>,
): Promise<ResponseOf<S>> {
  const data = await perform(contract, input, { fileKey });
  if (typeof data !== 'object' || data === null) throw networkError();
  return data as ResponseOf<S>;
}

/** Fetches a file of a download route; answers a path or object URL that an `Image` can show. */
export async function download<S extends Contract & { download: string }>(
  contract: S,
  ...[input]: InputArgs<S>
): Promise<string> {
  const url = await perform(contract, input ?? {}, { file: true });
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
