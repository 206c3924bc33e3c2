/** A browser has no WeChat account: its person vouches for it from the phone (a code at the desk). */
export const CAN_USE_WECHAT = false;

const refuse = () => Promise.reject(new Error('only in WeChat'));

export const loginWechat: () => Promise<{ bindToken?: string }> = refuse;
export const bindByPhone: (bindToken: string, phoneCode: string) => Promise<void> = refuse;
export const bindByCode: (bindToken: string, bindingCode: string) => Promise<void> = refuse;
