import type { Session } from '@qiangji/shared-types';

const PEOPLE = {
  a: '0190a000-0000-7000-8000-00000000000a',
  b: '0190a000-0000-7000-8000-00000000000b',
};

/** A session of one of two people; `turn` counts the renewals of its tokens. */
export function sessionOf(person: keyof typeof PEOPLE, turn = 1): Session {
  return {
    accessToken: `access-${person}-${turn}`,
    accessExpiresAt: '2026-11-24T01:15:00.000Z',
    refreshToken: `refresh-${person}-${turn}`,
    refreshExpiresAt: '2026-12-24T01:00:00.000Z',
    me: {
      personId: PEOPLE[person],
      name: person === 'a' ? '沈一鸣' : '周岚',
      kind: 'officer',
      post: '执法员',
      unitPath: '/bureau/brigade/squadron1',
      unitName: '一中队',
      townName: '临江镇',
      grants: [],
      enforcementId: null,
      consentVersion: null,
    },
  };
}
