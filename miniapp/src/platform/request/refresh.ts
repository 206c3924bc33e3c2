import { authContract, type Session } from '@qiangji/shared-types';
import { withLock } from '../lock';
import {
  currentSession,
  endSession,
  reloadSession,
  setSession,
  type KeptSession,
} from '../session/session.store';
import { ApiError, errorOf, isUndecided } from './api-error';
import { exchange } from './exchange';

/** The service will never accept these tokens again. */
const FINAL: readonly string[] = [
  'SESSION_REVOKED',
  'REFRESH_REUSED',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
];

export function endsSession(error: ApiError): boolean {
  return error.code === 'SESSION_REVOKED' || error.code === 'REFRESH_REUSED';
}

let running: Promise<void> | undefined;

function signedIn(): KeptSession {
  const session = reloadSession();
  if (!session) throw new ApiError('UNAUTHENTICATED', '请先登录');
  return session;
}

async function rotate(failedToken: string): Promise<void> {
  const session = signedIn();
  // Another tab was faster.
  if (session.accessToken !== failedToken) return;
  const { path, method } = authContract.refresh;
  const { refreshToken, attemptId } = session;
  const body = { refreshToken, attemptId };
  const { status, data } = await exchange({ method, path, body });
  // Somebody signed out, or in, while it was under way: the answer is of a session that is no more.
  if (signedIn().refreshToken !== refreshToken) return;
  if (status === 200 && isSession(data)) {
    setSession(data);
    return;
  }
  const error = errorOf(status, data);
  if (FINAL.includes(error.code)) {
    endSession('ended');
    throw error;
  }
  throw isUndecided(error) ? error : notRenewed();
}

function isSession(data: unknown): data is Session {
  return typeof data === 'object' && data !== null && 'refreshToken' in data;
}

/** Nobody has decided about the write that waits for the tokens, whatever was said of the renewal. */
function notRenewed(): ApiError {
  return new ApiError('NETWORK', '登录暂时续不上，稍后再试，内容没丢');
}

/** Renews the tokens once, however many calls found them expired at the same time. */
export function refreshSession(failedToken: string): Promise<void> {
  if (currentSession()?.accessToken !== failedToken) return Promise.resolve();
  running ??= withLock('refresh', () => rotate(failedToken)).finally(() => {
    running = undefined;
  });
  return running;
}
