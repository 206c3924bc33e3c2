import { AppError } from '../errors';

/** Wrong, used or expired codes of `wx.login` and of the phone number button. */
const CODE_INVALID = new Set([40029, 40163, 41008]);
const TOO_OFTEN = 45011;

/** The error of ours that an errcode of WeChat's means. */
export function refusal(errcode: number): AppError {
  const internal = `WeChat answered errcode ${errcode}`;
  if (CODE_INVALID.has(errcode)) return new AppError('WECHAT_CODE_INVALID', { internal });
  if (errcode === TOO_OFTEN) return new AppError('WECHAT_BUSY', { internal });
  return new AppError('WECHAT_UNAVAILABLE', { internal });
}
