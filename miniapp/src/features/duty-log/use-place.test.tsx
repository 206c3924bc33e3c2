import Taro from '@tarojs/taro';
import { act, cleanup, renderHook } from '@testing-library/react';
import { settle } from '../../../test/settle';
import { resetDevice } from '../../../test/mocks/taro-device';
import { useFixAhead, usePlace } from './use-place';

const HERE = { longitude: 120.15, latitude: 30.28, accuracy: 25 };
const PLACE = { lng: 120.15, lat: 30.28, accuracyM: 25 };
const allowed = { authSetting: { 'scope.userLocation': true }, errMsg: '' };

type Located = Taro.getLocation.SuccessCallbackResult;
type Privacy = Taro.getPrivacySetting.Option;

let clock = Date.parse('2026-11-24T00:30:00Z');
/** Answers each fix that is asked for, when the test says so. */
let fixes: ((found: Located) => void)[] = [];

const located = async () => {
  await act(async () => {
    for (const found of fixes.splice(0)) found({ ...HERE } as Located);
    await settle();
  });
};
const turn = () => act(async () => settle());

beforeEach(() => {
  resetDevice();
  // Far from any fix of the test before.
  clock += 3_600_000;
  fixes = [];
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
  jest.spyOn(Taro, 'getSetting').mockResolvedValue(allowed as never);
  jest
    .spyOn(Taro, 'getLocation')
    .mockImplementation(() => new Promise((resolve) => fixes.push(resolve)) as never);
});

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

it('begins a fix while the shift is looked at, once, and the entry has it at once', async () => {
  renderHook(() => useFixAhead(true));
  await turn();
  renderHook(() => useFixAhead(true));
  await turn();
  expect(Taro.getLocation).toHaveBeenCalledTimes(1);
  await located();
  clock += 50_000;
  const { result } = renderHook(() => usePlace());
  await turn();
  expect(result.current).toMatchObject({ place: PLACE, note: '误差 25 米' });
  expect(Taro.getLocation).toHaveBeenCalledTimes(1);
});

it('takes a new one where the last is older than a minute, or the person asks', async () => {
  renderHook(() => useFixAhead(true));
  await turn();
  await located();
  clock += 61_000;
  const { result } = renderHook(() => usePlace());
  await turn();
  expect(result.current.place).toBeUndefined();
  expect(Taro.getLocation).toHaveBeenCalledTimes(2);
  await located();
  expect(result.current.place).toEqual(PLACE);
  act(() => result.current.again());
  await turn();
  expect(Taro.getLocation).toHaveBeenCalledTimes(3);
});

it('locates nobody who is off duty, has not agreed, or was never asked', async () => {
  renderHook(() => useFixAhead(false));
  await turn();
  jest.spyOn(Taro, 'getSetting').mockResolvedValue({ authSetting: {}, errMsg: '' } as never);
  renderHook(() => useFixAhead(true));
  await turn();
  jest.spyOn(Taro, 'getSetting').mockResolvedValue(allowed as never);
  jest
    .spyOn(Taro, 'getPrivacySetting')
    .mockImplementation((({ success }: Privacy) =>
      success?.({ needAuthorization: true, privacyContractName: '', errMsg: '' })) as never);
  renderHook(() => useFixAhead(true));
  await turn();
  expect(Taro.getLocation).not.toHaveBeenCalled();
});

it('is waited for a moment when the entry is saved, and no longer', async () => {
  const { result } = renderHook(() => usePlace());
  await turn();
  const inTime = result.current.soon();
  await located();
  expect(await inTime).toEqual(PLACE);

  act(() => result.current.again());
  await turn();
  jest.useFakeTimers();
  const tooLate = result.current.soon();
  jest.advanceTimersByTime(1_000);
  expect(await tooLate).toBeUndefined();
});
