import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import { deviceAt } from '../clock';
import { newId } from '../ids';
import { currentSession } from '../session/session.store';
import { ApiError, isUndecided, networkError, toApiError } from './api-error';
import { perform, performJson, type Target } from './perform';
import { handOver } from './transport';
import { pathOf, type AnyInput } from './url.core';

export { ApiError, isUndecided, toApiError, type ApiErrorCode } from './api-error';

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

type PhoneFields = 'opId' | 'deviceAt';
type WithoutPhone<T> = T extends unknown ? Omit<T, PhoneFields> : never;

/** Body of a write as a page gives it: `opId` and `deviceAt` are added to it. */
export type WriteBody<S> = CallInput<S> extends { body: infer B } ? WithoutPhone<B> : never;

/** Writes whose answer was lost, by what they are: nothing is known of their effect. */
const lost = new Map<string, Record<PhoneFields, string>>();
/** So many of them are remembered: nobody comes back to an older one. */
const MOST_LOST = 50;

/**
 * Calls a route that writes. The same again after its answer was lost is the same act, and the service
 * knows it by its `opId`; anything else is another one. Throws `ApiError`.
 */
export async function callOnce<S extends Contract>(
  contract: S,
  input: Omit<CallInput<S>, 'body'> & { body: WriteBody<S> },
): Promise<ResponseOf<S>> {
  const what = JSON.stringify([currentSession()?.me.personId, contract.id, input]);
  const op = lost.get(what) ?? { opId: newId(), deviceAt: deviceAt() };
  lost.set(what, op);
  for (const oldest of [...lost.keys()].slice(0, -MOST_LOST)) lost.delete(oldest);
  const target = targetOf(contract, { ...input, body: { ...input.body, ...op } });
  try {
    const answer = (await performJson(target)) as ResponseOf<S>;
    lost.delete(what);
    return answer;
  } catch (thrown) {
    if (!isUndecided(toApiError(thrown))) lost.delete(what);
    throw thrown;
  }
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
