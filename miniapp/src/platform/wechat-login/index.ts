import Taro from '@tarojs/taro';
import { authContract } from '@qiangji/shared-types';
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

/** Binds by the code of WeChat's phone number button and signs in. Throws `ApiError`. */
export async function bindByPhone(bindToken: string, phoneCode: string): Promise<void> {
  enterSession(await call(authContract.bind, { body: { by: 'phone', bindToken, phoneCode } }));
}

/** Binds by a code that the liaison issued and signs in. Throws `ApiError`. */
export async function bindByCode(bindToken: string, bindingCode: string): Promise<void> {
  enterSession(await call(authContract.bind, { body: { by: 'code', bindToken, bindingCode } }));
}
