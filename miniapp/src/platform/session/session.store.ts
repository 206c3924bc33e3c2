import type { Profile, Session } from '@qiangji/shared-types';
import { create } from 'zustand';
import { newId } from '../ids';
import { deviceStore, StorageError } from '../storage';

/** Why nobody is signed in: `logout` by the person, or the service ended the session. */
export type EndReason = 'logout' | 'ended';

/**
 * A session as a phone keeps it, with the id of the one attempt to renew by its token: the same until its answer
 * came, also after a restart, since the service takes whoever comes with a token a second time for somebody else.
 * Not there where an app from before attempts had one kept it, which may have asked without.
 */
export type KeptSession = Session & { attemptId?: string };

interface SessionState {
  session: KeptSession | undefined;
  endReason: EndReason | undefined;
}

const store = deviceStore('session');
const KEY = 'current';

const stored = () => store.get<KeptSession>(KEY);

/** What the storage of a full phone still holds in place of the session in force. */
let behind: { refreshToken: string | undefined } | undefined;

export const useSessionState = create<SessionState>()(() => ({
  session: stored(),
  endReason: undefined,
}));

export function currentSession(): KeptSession | undefined {
  return useSessionState.getState().session;
}

export function currentPersonId(): string | undefined {
  return currentSession()?.me.personId;
}

/** A full phone goes on with what it was given, and keeps it as soon as it can. */
function keep(session: KeptSession): void {
  try {
    store.set(KEY, session);
    behind = undefined;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    behind = { refreshToken: stored()?.refreshToken };
  }
  useSessionState.setState({ session, endReason: undefined });
}

/** Tokens that came. Those that another tab was given as well are renewed by its attempt. */
export function setSession(session: Session): void {
  const known = [stored(), currentSession()].find(
    (one) => one?.refreshToken === session.refreshToken,
  );
  keep({ ...session, attemptId: known ? known.attemptId : newId() });
}

/** A profile that changed, for example by consent, in the session that is kept; nothing where it is somebody else's. */
export function setProfile(me: Profile): void {
  const session = currentSession();
  if (session?.me.personId === me.personId) keep({ ...session, me });
}

/** The service asks for an agreement to the privacy notice that this session does not have. */
export function missConsent(): void {
  const me = currentSession()?.me;
  if (me && me.consentVersion !== null) setProfile({ ...me, consentVersion: null });
}

export function endSession(endReason: EndReason): void {
  store.remove(KEY);
  behind = undefined;
  if (currentSession()) useSessionState.setState({ session: undefined, endReason });
}

/**
 * Takes over what another tab stored meanwhile; answers the session now in force. Another tab's
 * refreshed tokens must be used, since a second use of the old one would end them all.
 */
export function reloadSession(): KeptSession | undefined {
  const found = stored();
  const mine = currentSession();
  if (mine && behind && behind.refreshToken === found?.refreshToken) {
    keep(mine);
    return mine;
  }
  if (found?.refreshToken !== mine?.refreshToken || found?.attemptId !== mine?.attemptId) {
    useSessionState.setState({ session: found, endReason: found ? undefined : 'logout' });
  }
  return found;
}
