/** A browser has no WeChat account; it is for the desk, signed in from the mini-program's accounts. */
export const CAN_USE_WECHAT = false;

const refuse = () => Promise.reject(new Error('only in WeChat'));

export const loginWechat: () => Promise<{ bindToken?: string }> = refuse;
export const bindByPhone: (bindToken: string, phoneCode: string) => Promise<void> = refuse;
export const bindByCode: (bindToken: string, bindingCode: string) => Promise<void> = refuse;
