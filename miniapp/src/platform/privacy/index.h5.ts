/** The browser asks for place and camera by itself; there is no gate of WeChat's. */
export const PRIVACY_BUTTON_ID = 'agree-privacy';

export function watchPrivacy(): void {}

export function usePrivacyAsked(): boolean {
  return false;
}

export function answerPrivacy(_agreed: boolean): void {}

export function requirePrivacy(): Promise<boolean> {
  return Promise.resolve(true);
}

export function privacySetting(): Promise<{ needed: boolean; contractName: string }> {
  return Promise.resolve({ needed: false, contractName: '' });
}

export function openPrivacyContract(): Promise<void> {
  return Promise.resolve();
}
