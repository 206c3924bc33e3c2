import { defineContract, route, text, z } from '../core';
import { demoAccount, done, PRIVACY_VERSION, profile, session } from './schema';

const refreshToken = text(200);

export const authContract = defineContract('auth', {
  demo: route({
    method: 'POST',
    path: '/api/v1/auth/demo',
    summary: 'Sign in as a demo account; exists only where the service runs with DEMO=1',
    policy: 'public',
    beforeConsent: true,
    body: z.strictObject({ account: demoAccount }),
    response: session,
    errors: ['NOT_FOUND'],
  }),
  refresh: route({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    summary: 'Rotate the refresh token; the old one stays valid until its successor is first used',
    policy: 'public',
    beforeConsent: true,
    body: z.strictObject({ refreshToken }),
    response: session,
    errors: ['REFRESH_REUSED', 'SESSION_REVOKED'],
  }),
  logout: route({
    method: 'POST',
    path: '/api/v1/auth/logout',
    summary: 'End this session',
    policy: 'signed_in',
    beforeConsent: true,
    response: done,
  }),
  me: route({
    method: 'GET',
    path: '/api/v1/auth/me',
    summary: 'Who I am, where I belong and what I may do',
    policy: 'signed_in',
    beforeConsent: true,
    response: profile,
  }),
  consent: route({
    method: 'POST',
    path: '/api/v1/auth/consent',
    summary: 'Agree to the privacy notice in force; nothing is collected before',
    policy: 'signed_in',
    beforeConsent: true,
    body: z.strictObject({ version: z.literal(PRIVACY_VERSION) }),
    response: profile,
  }),
});
