import Taro from '@tarojs/taro';
import { create } from 'zustand';
import { ask } from '../ask';

/** WeChat's privacy gate: before location, camera or phone number it wants a tap on its own button. */
type Resolve = Parameters<Taro.onNeedPrivacyAuthorization.Listener>[0];

/** Id that the agreeing button of the dialog must have (`openType="agreePrivacyAuthorization"`). */
export const PRIVACY_BUTTON_ID = 'agree-privacy';

interface PrivacyState {
  /** What waits for the person's answer; the dialog shows while there is any. */
  waiting: readonly Resolve[];
}

const usePrivacy = create<PrivacyState>()(() => ({ waiting: [] }));

/** Starts listening; called once at start. */
export function watchPrivacy(): void {
  // Older WeChat versions have no gate, nor the function.
  if (!Taro.onNeedPrivacyAuthorization) return;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    resolve({ event: 'exposureAuthorization' });
    usePrivacy.setState(({ waiting }) => ({ waiting: [...waiting, resolve] }));
  });
}

/** Whether the privacy dialog is to be shown. */
export function usePrivacyAsked(): boolean {
  return usePrivacy((state) => state.waiting.length > 0);
}

/** The person's answer, from the dialog's buttons; what was asked then goes on or is refused. */
export function answerPrivacy(agreed: boolean): void {
  const { waiting } = usePrivacy.getState();
  usePrivacy.setState({ waiting: [] });
  for (const resolve of waiting) {
    resolve(agreed ? { event: 'agree', buttonId: PRIVACY_BUTTON_ID } : { event: 'disagree' });
  }
}

/** Asks now rather than in the middle of an act. False if the person declined. */
export async function requirePrivacy(): Promise<boolean> {
  // Older WeChat versions have no gate, nor the function.
  if (!Taro.requirePrivacyAuthorize) return true;
  try {
    await ask<unknown>((callbacks) => Taro.requirePrivacyAuthorize(callbacks));
    return true;
  } catch {
    return false;
  }
}

/** Whether WeChat still needs the person's agreement, and the name of the guide to show. */
export async function privacySetting(): Promise<{ needed: boolean; contractName: string }> {
  const { needAuthorization, privacyContractName } =
    await ask<Taro.getPrivacySetting.SuccessCallbackResult>((callbacks) =>
      Taro.getPrivacySetting(callbacks),
    );
  return { needed: needAuthorization, contractName: privacyContractName };
}

/** Opens the guide that was filed with WeChat. */
export async function openPrivacyContract(): Promise<void> {
  await ask<unknown>((callbacks) => Taro.openPrivacyContract(callbacks));
}
