import { useEffect } from 'react';
import Taro from '@tarojs/taro';
import type { Profile } from '@qiangji/shared-types';
import { currentSession, hasConsented, useMe } from '@/platform/session';
import { openAlone } from '@/ui/nav';
import { setPerson, setSideItems } from '@/ui/shell-store';
import { openFirst } from './first-page';
import { officePagesOf } from './office-menu';

export const LOGIN_PAGE = '/features/account/pages/login/index';
export const CONSENT_PAGE = '/features/account/pages/consent/index';
/** Read before signing in or agreeing. */
export const PRIVACY_PAGE = '/features/account/pages/privacy/index';

/** Nobody wants back to these. */
const BEFORE = [LOGIN_PAGE, PRIVACY_PAGE];

/** Where somebody has to go first; undefined for whoever may go anywhere. */
export function gateOf(me: Profile | undefined): string | undefined {
  if (!me) return LOGIN_PAGE;
  return hasConsented(me) ? undefined : CONSENT_PAGE;
}

/** Where the first page was led already, before any page was shown. */
let led: string | undefined;

/** Looks at who is signed in before the first page is opened; once, by the app. */
export function startGate(): void {
  const wanted = gateOf(currentSession()?.me);
  if (wanted && openFirst(wanted)) led = wanted;
}

function here(): string {
  const path = Taro.getCurrentInstance().router?.path ?? '';
  return `/${path.replace(/^\//, '').split('?')[0]}`;
}

/** The page one stands on, with what it shows: the way back from the notice. */
function standing(): string {
  const params = Taro.getCurrentInstance().router?.params ?? {};
  const query = Object.entries(params)
    // What Taro adds for itself begins with a dollar sign.
    .filter(([key, value]) => value !== undefined && !key.startsWith('$') && key !== 'stamp')
    // A browser's values come decoded, WeChat's as they stood in the address.
    .map(([key, value]) => `${key}=${encodeURIComponent(decodeURIComponent(String(value)))}`)
    .join('&');
  return query ? `${here()}?${query}` : here();
}

/**
 * Leads whoever is not signed in to the login page and whoever has not agreed to the privacy notice
 * to that, from wherever the session ended; and tells the frame of the pages who is signed in.
 */
export function useGate(): void {
  const me = useMe();
  const wanted = gateOf(me);

  useEffect(() => {
    const done = wanted === led;
    led = undefined;
    if (!wanted || done || here() === wanted) return;
    const back = wanted === CONSENT_PAGE && ![...BEFORE, '/'].includes(here());
    openAlone(back ? `${wanted}?back=${encodeURIComponent(standing())}` : wanted);
  }, [wanted]);

  useEffect(() => {
    setPerson(me && { name: me.name, post: me.post, unit: me.unitName });
    const [first, ...rest] = officePagesOf(me);
    setSideItems(first ? [{ ...first, group: '办公' }, ...rest] : []);
  }, [me]);
}
