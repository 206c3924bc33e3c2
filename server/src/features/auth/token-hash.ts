import { createHash } from 'node:crypto';

/** What is kept of a token that somebody else holds: it can be told again, and not be used. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
