import { act, fireEvent, render, renderHook, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { dutyLogContract, PRIVACY_VERSION } from '@qiangji/shared-types';
import ConsentPage from './index';
import { call } from '@/platform/request';
import { currentSession, hasConsented } from '@/platform/session';
import { setSession } from '@/platform/session/session.store';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { CONSENT_PAGE, LOGIN_PAGE, useGate } from '@/shell/gate';

const REFUSED = { code: 'CONSENT_REQUIRED', message: '请先阅读并同意隐私说明', requestId: 'r' };
const agreed = { ...sessionOf('a').me, consentVersion: PRIVACY_VERSION };

/** A service whose notice in force this person has not agreed to. */
function service({ url }: FakeRequest) {
  return url.includes('/consent')
    ? { statusCode: 200, data: agreed }
    : { statusCode: 403, data: REFUSED };
}

beforeAll(startPhone);

beforeEach(() => {
  resetDevice();
  device.answer = service;
  setSession({ ...sessionOf('a'), me: agreed });
});
afterEach(() => jest.restoreAllMocks());

function standOn(path: string, params: object = {}): void {
  jest.spyOn(Taro, 'getCurrentInstance').mockReturnValue({ router: { path, params } } as never);
}

it('leads to the notice when the service asks for it, and back to the same page after', async () => {
  standOn('/features/duty-log/pages/shifts/index', { unit: '%2Fwh%2Fbrigade', $taroTimestamp: 7 });
  renderHook(useGate);
  expect(device.navigations).toEqual([]);
  await act(async () => {
    await expect(call(dutyLogContract.currentShift)).rejects.toMatchObject({
      code: 'CONSENT_REQUIRED',
    });
  });
  const [led = ''] = device.navigations;
  expect(led.startsWith(`reLaunch ${CONSENT_PAGE}?back=`)).toBe(true);

  device.navigations = [];
  device.routerParams = { back: led.split('?back=')[1] ?? '' };
  render(<ConsentPage />);
  fireEvent.click(screen.getByRole('button', { name: '同意并继续' }));
  await act(settle);
  expect(device.navigations).toEqual([
    'reLaunch /features/duty-log/pages/shifts/index?unit=%2Fwh%2Fbrigade',
  ]);
  const me = currentSession()?.me;
  expect(me && hasConsented(me)).toBe(true);
});

it('leads nobody back to the login', () => {
  standOn(LOGIN_PAGE);
  renderHook(useGate);
  act(() => setSession(sessionOf('a')));
  expect(device.navigations).toEqual([`reLaunch ${CONSENT_PAGE}`]);
});

it('goes to 今日 where one came from signing in', async () => {
  render(<ConsentPage />);
  fireEvent.click(screen.getByRole('button', { name: '同意并继续' }));
  await act(settle);
  expect(device.navigations).toEqual(['reLaunch /tabs/today/index']);
});
