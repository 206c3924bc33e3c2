import {
  currentPersonId,
  currentSession,
  endSession,
  missConsent,
  reloadSession,
} from '../session/session.store';
import { ApiError, errorOf, networkError } from './api-error';
import { exchange, type Sending } from './exchange';
import { endsSession, refreshSession } from './refresh';

export type Target = Omit<Sending, 'token'> & {
  /** Needs no session. */
  open?: boolean;
};

/** What a refusal says of the session that was asked with; one of before says nothing of the one in force. */
function hear(error: ApiError, token: string): void {
  const ends = endsSession(error);
  if (!ends && error.code !== 'CONSENT_REQUIRED') return;
  if (reloadSession()?.accessToken !== token) return;
  if (ends) endSession('ended');
  // The gate leads to the notice and back (shell/gate).
  else missConsent();
}

/** Success, or a throw of `ApiError`; an expired token is renewed once on the way. */
export async function perform({ open, ...sending }: Target): Promise<unknown> {
  const personId = currentPersonId();
  let token = open ? undefined : currentSession()?.accessToken;
  let answer = await exchange({ ...sending, token });
  if (answer.status === 401 && token) {
    const error = errorOf(answer.status, answer.data);
    if (error.code === 'TOKEN_EXPIRED' || error.code === 'UNAUTHENTICATED') {
      await refreshSession(token);
      // Somebody else may have signed in meanwhile: what one person did never goes out as another's.
      if (currentPersonId() !== personId) throw new ApiError('UNAUTHENTICATED', '请先登录');
      token = currentSession()?.accessToken;
      answer = await exchange({ ...sending, token });
    }
  }
  if (answer.status >= 200 && answer.status < 300) return answer.data;
  const error = errorOf(answer.status, answer.data);
  if (token) hear(error, token);
  throw error;
}

/** As `perform`, for routes that answer JSON: a page of a network on the way may answer 200 with HTML. */
export async function performJson(target: Target): Promise<object> {
  const data = await perform(target);
  if (typeof data !== 'object' || data === null) throw networkError();
  return data;
}
