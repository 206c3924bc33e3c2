import { act, fireEvent, render, screen } from '@testing-library/react';
import Taro from '@tarojs/taro';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import { WechatSignIn } from './wechat-sign-in';

type Asked = Parameters<typeof Taro.requirePrivacyAuthorize>[0];
type Login = Parameters<typeof Taro.login>[0];

beforeAll(startPhone);
beforeEach(resetDevice);
afterEach(() => jest.restoreAllMocks());

const agree = (agreed: boolean) =>
  jest.spyOn(Taro, 'requirePrivacyAuthorize').mockImplementation((options: Asked) => {
    if (agreed) options?.success?.({ errMsg: '' });
    else options?.fail?.({ errMsg: 'requirePrivacyAuthorize:fail' });
  });

async function press() {
  const login = jest.spyOn(Taro, 'login').mockImplementation((options: Login) => {
    options?.success?.({ code: 'c', errMsg: '' });
    return Promise.resolve({ code: 'c', errMsg: '' });
  });
  device.answer = () => ({
    statusCode: 200,
    data: { status: 'bind_required', bindToken: 'b'.repeat(43) },
  });
  const onError = jest.fn<void, [string]>();
  render(<WechatSignIn onDone={() => undefined} onError={onError} />);
  fireEvent.click(screen.getByRole('button', { name: '微信登录' }));
  await act(settle);
  return { login, said: () => onError.mock.lastCall?.[0] };
}

it('asks WeChat for nothing and sends nothing before the privacy guide is agreed to', async () => {
  agree(false);
  const { login, said } = await press();
  expect(login).not.toHaveBeenCalled();
  expect(device.requests).toHaveLength(0);
  expect(said()).toContain('没同意');
});

it('goes on where it is agreed to, and says what to do where the phone number is refused', async () => {
  agree(true);
  const { login, said } = await press();
  expect(login).toHaveBeenCalledTimes(1);
  expect(device.requests).toHaveLength(1);
  // Nothing to press before our own notice is agreed to.
  expect(screen.queryByText('用名册上的手机号绑定')).toBeNull();
  fireEvent.click(screen.getByRole('switch', { name: '看过隐私说明，同意' }));
  const button = screen.getByText('用名册上的手机号绑定').closest('button')!;
  // What WeChat's native button calls, which no browser has.
  const key = Object.keys(button).find((name) => name.startsWith('__reactProps'))!;
  const props = (button as unknown as Record<string, unknown>)[key] as {
    onGetPhoneNumber: (event: { detail: object }) => void;
  };
  act(() => props.onGetPhoneNumber({ detail: { errMsg: 'getPhoneNumber:fail user deny' } }));
  expect(said()).toContain('没取到手机号');
  expect(device.requests).toHaveLength(1);
});
