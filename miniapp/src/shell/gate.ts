import { useEffect } from 'react';
import Taro from '@tarojs/taro';
import { hasConsented, useMe } from '@/platform/session';
import { setPerson, setSideItems } from '@/ui/shell-store';
import { officePagesOf } from './office-menu';

export const LOGIN_PAGE = '/features/account/pages/login/index';
export const CONSENT_PAGE = '/features/account/pages/consent/index';
/** Read before signing in or agreeing. */
export const PRIVACY_PAGE = '/features/account/pages/privacy/index';

function here(): string {
  const path = Taro.getCurrentInstance().router?.path ?? '';
  return `/${path.replace(/^\//, '').split('?')[0]}`;
}

/**
 * Leads whoever is not signed in to the login page and whoever has not agreed to the privacy notice
 * to that, from wherever the session ended; and tells the frame of the pages who is signed in.
 */
export function useGate(): void {
  const me = useMe();
  const wanted = !me ? LOGIN_PAGE : hasConsented(me) ? undefined : CONSENT_PAGE;

  useEffect(() => {
    const page = here();
    if (wanted && page !== wanted && page !== PRIVACY_PAGE) void Taro.reLaunch({ url: wanted });
  }, [wanted]);

  useEffect(() => {
    setPerson(me && { name: me.name, post: me.post, unit: me.unitName });
    const [first, ...rest] = officePagesOf(me);
    setSideItems(first ? [{ ...first, group: '办公' }, ...rest] : []);
  }, [me]);
}
