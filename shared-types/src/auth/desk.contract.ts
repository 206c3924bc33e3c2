import { instant, route, text, z } from '../core';
import { done, session } from './schema';

/** Eight digits that a desk's screen shows and its person types into the phone. */
export const deskCode = z.string().check(z.regex(/^\d{8}$/));

/** What a desk holds while it waits: the shown code, and a secret that never leaves it. */
export const deskTicket = z.object({ code: deskCode, deskToken: z.string(), expiresAt: instant });
export type DeskTicket = z.infer<typeof deskTicket>;

/** Whether the phone has confirmed by now. */
export const deskState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('signed_in'), session }),
]);
export type DeskState = z.infer<typeof deskState>;

/** A browser at a desk has no WeChat account: its person vouches for it from the phone. */
export const deskRoutes = {
  startDesk: route({
    method: 'POST',
    path: '/api/v1/auth/desk',
    summary: 'Begin to sign in at a desk: a code to type into the phone, good for three minutes',
    policy: 'public',
    beforeConsent: true,
    response: deskTicket,
  }),
  pollDesk: route({
    method: 'POST',
    path: '/api/v1/auth/desk/session',
    summary: 'Ask whether the phone has confirmed; answers the session once',
    policy: 'public',
    beforeConsent: true,
    body: z.strictObject({ deskToken: text(200) }),
    response: deskState,
    errors: ['DESK_CODE_INVALID'],
  }),
  confirmDesk: route({
    method: 'POST',
    path: '/api/v1/auth/desk/confirm',
    summary: 'Let the desk that shows this code in as me, for twelve hours',
    policy: 'signed_in',
    body: z.strictObject({ code: deskCode }),
    response: done,
    errors: ['DESK_CODE_INVALID'],
  }),
};
