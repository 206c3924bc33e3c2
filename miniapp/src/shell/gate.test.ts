import { PRIVACY_VERSION, type Profile } from '@qiangji/shared-types';
import { CONSENT_PAGE, gateOf, LOGIN_PAGE } from './gate';

const me = (consentVersion: string | null) => ({ consentVersion }) as Profile;

it('leads to the login first, then to the privacy notice in force, then nowhere', () => {
  expect(gateOf(undefined)).toBe(LOGIN_PAGE);
  expect(gateOf(me(null))).toBe(CONSENT_PAGE);
  expect(gateOf(me('2020-01'))).toBe(CONSENT_PAGE);
  expect(gateOf(me(PRIVACY_VERSION))).toBeUndefined();
});
