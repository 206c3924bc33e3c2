import { createHmac, timingSafeEqual } from 'node:crypto';

export const ACCESS_TTL_MS = 15 * 60_000;
export const REFRESH_TTL_MS = 30 * 86_400_000;
/** A session at a desk, in all. */
export const DESK_SESSION_MS = 12 * 3_600_000;

/**
 * Refresh tokens are numbered and derived, not stored: `<session>.<seq>.<mac>`. The same number
 * always gives the same token, so a phone whose reply was lost may ask again and gets the successor
 * that it missed.
 */
export function refreshTokenOf(secret: string, sessionId: string, seq: number): string {
  const mac = createHmac('sha256', secret)
    .update(`refresh:${sessionId}:${seq}`)
    .digest('base64url');
  return `${sessionId}.${seq}.${mac}`;
}

/** The session and number of a genuine token; null for anything else. */
export function readRefreshToken(
  secret: string,
  token: string,
): { sessionId: string; seq: number } | null {
  const [sessionId = '', number = '', mac = ''] = token.split('.');
  const seq = Number(number);
  if (!Number.isSafeInteger(seq) || seq < 0) return null;
  const right = Buffer.from(refreshTokenOf(secret, sessionId, seq).split('.')[2] ?? '');
  const given = Buffer.from(mac);
  return right.length === given.length && timingSafeEqual(right, given) ? { sessionId, seq } : null;
}

/** What a genuine token of number `seq` means for a session whose current number is `current`. */
export function judgeRefresh(seq: number, current: number): 'advance' | 'repeat' | 'reuse' {
  if (seq === current) return 'advance';
  return seq === current - 1 ? 'repeat' : 'reuse';
}
