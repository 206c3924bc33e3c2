import { PRIVACY_VERSION } from '@qiangji/shared-types';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import {
  currentSession,
  giveConsent,
  hasConsented,
  loginDemo,
  logout,
  onPersonChange,
  refreshMe,
} from './index';
import { endSession, setSession } from './session.store';

beforeEach(() => {
  resetDevice();
  endSession('logout');
});

it('keeps the session over a restart and tells who came and went', async () => {
  const seen: (string | undefined)[] = [];
  const stop = onPersonChange((me) => seen.push(me?.personId));
  device.answer = () => ({ statusCode: 200, data: sessionOf('a') });
  const me = await loginDemo('officer');
  expect(JSON.parse(String(device.storage.get('qj/session/current')))).toEqual({
    ...sessionOf('a'),
    attemptId: expect.any(String) as string,
  });
  await logout();
  stop();
  expect(seen).toEqual([me.personId, undefined]);
});

it('signs out without network too', async () => {
  device.answer = () => ({ statusCode: 200, data: sessionOf('a') });
  await loginDemo('officer');
  device.networkType = 'none';
  await logout();
  expect(currentSession()).toBeUndefined();
});

it('puts consent and a changed profile into the session', async () => {
  device.answer = () => ({ statusCode: 200, data: sessionOf('a') });
  expect(hasConsented(await loginDemo('officer'))).toBe(false);
  device.answer = () => ({
    statusCode: 200,
    data: { ...sessionOf('a').me, consentVersion: PRIVACY_VERSION },
  });
  expect(hasConsented(await giveConsent())).toBe(true);
  device.answer = () => ({ statusCode: 200, data: { ...sessionOf('a').me, post: '中队长' } });
  await refreshMe();
  expect(currentSession()?.me.post).toBe('中队长');
});

it('puts nobody’s profile into the session of somebody who signed in meanwhile', async () => {
  device.answer = () => ({ statusCode: 200, data: sessionOf('a') });
  await loginDemo('officer');
  device.answer = () => {
    setSession(sessionOf('b'));
    return { statusCode: 200, data: sessionOf('a').me };
  };
  await refreshMe();
  expect(currentSession()?.me.personId).toBe(sessionOf('b').me.personId);
});
