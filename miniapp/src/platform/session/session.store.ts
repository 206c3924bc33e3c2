import type { Profile, Session } from '@qiangji/shared-types';
import { create } from 'zustand';
import { newId } from '../ids';
import { deviceStore, StorageError } from '../storage';

/** Why nobody is signed in: `logout` by the person, or the service ended the session. */
export type EndReason = 'logout' | 'ended';

interface SessionState {
  session: Session | undefined;
  endReason: EndReason | undefined;
}

const store = deviceStore('session');
const KEY = 'current';

export const useSessionState = create<SessionState>()(() => ({
  session: store.get<Session>(KEY),
  endReason: undefined,
}));

export function currentSession(): Session | undefined {
  return useSessionState.getState().session;
}

export function currentPersonId(): string | undefined {
  return currentSession()?.me.personId;
}

export function setSession(session: Session): void {
  store.set(KEY, session);
  useSessionState.setState({ session, endReason: undefined });
}

const ATTEMPT = 'attempt';

/**
 * The id of the one attempt to renew by a token: the same until its answer came, also after a restart, since the
 * service takes whoever comes with a token a second time for somebody else.
 */
export function attemptOf(refreshToken: string): string {
  const known = store.get<{ refreshToken: string; attemptId: string }>(ATTEMPT);
  if (known?.refreshToken === refreshToken) return known.attemptId;
  const attemptId = newId();
  try {
    store.set(ATTEMPT, { refreshToken, attemptId });
  } catch (error) {
    // A full phone renews all the same; should the answer be lost, it signs in anew.
    if (!(error instanceof StorageError)) throw error;
  }
  return attemptId;
}

/** A profile that changed, for example by consent, in the session that is kept; nothing where it is somebody else's. */
export function setProfile(me: Profile): void {
  const session = currentSession();
  if (session?.me.personId === me.personId) setSession({ ...session, me });
}

/** The service asks for an agreement to the privacy notice that this session does not have. */
export function missConsent(): void {
  const me = currentSession()?.me;
  if (me && me.consentVersion !== null) setProfile({ ...me, consentVersion: null });
}

export function endSession(endReason: EndReason): void {
  store.remove(KEY);
  store.remove(ATTEMPT);
  if (currentSession()) useSessionState.setState({ session: undefined, endReason });
}

/**
 * Takes over what another tab stored meanwhile; answers the session now in force. Another tab's
 * refreshed tokens must be used, since a second use of the old one would end them all.
 */
export function reloadSession(): Session | undefined {
  const stored = store.get<Session>(KEY);
  const mine = currentSession();
  if (stored?.refreshToken !== mine?.refreshToken) {
    useSessionState.setState({ session: stored, endReason: stored ? undefined : 'logout' });
  }
  return stored;
}
