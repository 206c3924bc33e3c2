import Taro from '@tarojs/taro';
import { authContract, PRIVACY_VERSION } from '@qiangji/shared-types';
import { ask } from '../ask';
import { call } from '../request';
import { enterSession } from '../session';

/** Whether this is WeChat; a browser has no WeChat account to sign in with. */
export const CAN_USE_WECHAT = true;

/** Signs in, or answers the token for binding this WeChat account first. Throws `ApiError`. */
export async function loginWechat(): Promise<{ bindToken?: string }> {
  const { code } = await ask<{ code: string }>((callbacks) => Taro.login(callbacks));
  const result = await call(authContract.wechat, { body: { code } });
  if (result.status === 'bind_required') return { bindToken: result.bindToken };
  enterSession(result.session);
  return {};
}

const agreed = { privacyVersion: PRIVACY_VERSION };

/**
 * Binds by the code of WeChat's phone number button and signs in; the notice was agreed to. Throws
 * `ApiError`.
 */
export async function bindByPhone(bindToken: string, phoneCode: string): Promise<void> {
  const body = { by: 'phone' as const, bindToken, phoneCode, ...agreed };
  enterSession(await call(authContract.bind, { body }));
}

/** The same by a code that the liaison issued. */
export async function bindByCode(bindToken: string, bindingCode: string): Promise<void> {
  const body = { by: 'code' as const, bindToken, bindingCode, ...agreed };
  enterSession(await call(authContract.bind, { body }));
}
