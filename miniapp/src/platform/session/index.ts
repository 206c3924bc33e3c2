import {
  authContract,
  PRIVACY_VERSION,
  type DemoAccount,
  type Profile,
  type Role,
  type Session,
} from '@qiangji/shared-types';
import { call, toApiError } from '../request';
import {
  endSession,
  setProfile,
  setSession,
  useSessionState,
  type EndReason,
} from './session.store';

export { currentPersonId, currentSession, type EndReason } from './session.store';

/** The person signed in, or undefined. */
export function useMe(): Profile | undefined {
  return useSessionState((state) => state.session?.me);
}

/** Whether whoever is signed in was entrusted with one of these, of whatever unit. */
export function useHasRole(...roles: readonly Role[]): boolean {
  return useMe()?.grants.some(({ role }) => roles.includes(role)) ?? false;
}

/** Why nobody is signed in, for the login page. */
export function useEndReason(): EndReason | undefined {
  return useSessionState((state) => state.endReason);
}

/** Called with the person at each sign-in and with undefined at each end; returns the way to stop. */
export function onPersonChange(handler: (me: Profile | undefined) => void): () => void {
  return useSessionState.subscribe((next, previous) => {
    if (next.session?.me.personId !== previous.session?.me.personId) handler(next.session?.me);
  });
}

function enter(session: Session): Profile {
  setSession(session);
  return session.me;
}

/** Signs in as a demo account; only where the service runs with DEMO=1. */
export async function loginDemo(account: DemoAccount): Promise<Profile> {
  return enter(await call(authContract.demo, { body: { account } }));
}

/** Asks the service who I am now: posts, grants and units change while one is signed in. */
export async function refreshMe(): Promise<Profile> {
  const me = await call(authContract.me);
  setProfile(me);
  return me;
}

/** Whether the privacy notice in force was agreed to; nothing is collected before. */
export function hasConsented(me: Profile): boolean {
  return me.consentVersion === PRIVACY_VERSION;
}

export async function giveConsent(): Promise<Profile> {
  const me = await call(authContract.consent, { body: { version: PRIVACY_VERSION } });
  setProfile(me);
  return me;
}

/**
 * Ends the session. What waits in the outbox stays on the phone and is sent after the same person
 * signs in again. Works without network: the service's side then ends by itself when tokens expire.
 */
export async function logout(): Promise<void> {
  await call(authContract.logout).catch(toApiError);
  endSession('logout');
}

/** Takes the agreement back: the service ends every session of this person. */
export async function withdrawConsent(): Promise<void> {
  await call(authContract.withdrawConsent);
  endSession('logout');
}

/** Deletes my WeChat account and phone number at the service, which ends every session of mine. */
export async function unbindWechat(): Promise<void> {
  await call(authContract.unbind);
  endSession('logout');
}

/** Signs in with a session that was got in another way than above (platform/wechat-login). */
export function enterSession(session: Session): Profile {
  return enter(session);
}
