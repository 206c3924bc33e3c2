import { errors, type ErrorBody, type ErrorCode, type ErrorDetail } from '@qiangji/shared-types';

export type ApiErrorCode = ErrorCode | 'NETWORK';

/** Every failure of a call. `NETWORK`: no answer of ours came back; nothing is known of the effect. */
export class ApiError extends Error {
  /** HTTP status; 0 for `NETWORK`. */
  readonly status: number;

  constructor(
    readonly code: ApiErrorCode,
    /** Chinese, safe to show. */
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    /** What the service's log knows this request by; empty for `NETWORK`. */
    readonly requestId = '',
    status?: number,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status ?? (code === 'NETWORK' ? 0 : errors[code].status);
  }
}

/**
 * Whether a failed write may have taken effect for all that is known, at this try or one before: no answer came,
 * or somebody answered before the route was reached.
 */
export function isUndecided({ code, status }: { code: string; status: number }): boolean {
  if (code === 'CONSENT_REQUIRED') return true;
  return status === 0 || status === 401 || status === 429 || status >= 500;
}

export function networkError(): ApiError {
  return new ApiError('NETWORK', '网络没有回应，内容没丢');
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

/**
 * The error of a failed answer. What does not look like ours comes from something on the way (a
 * sign-in page of a hotel's network, a proxy), so it counts as no answer; only a proxy's "too large"
 * is certain to come again.
 */
export function errorOf(status: number, body: unknown): ApiError {
  if (!isErrorBody(body)) {
    return status === 413
      ? new ApiError('BODY_TOO_LARGE', errors.BODY_TOO_LARGE.message)
      : networkError();
  }
  return new ApiError(body.code, body.message, body.details, body.requestId, status);
}

/** Wraps whatever was thrown, so that a page has one kind of error to show. */
export function toApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : networkError();
}
