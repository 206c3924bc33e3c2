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

/**
 * What a genuine token of number `seq` means for a session. The one before is answered again to the attempt that it
 * was first exchanged by, whose reply was lost: anybody else who comes with it has a copy, or is the one copied from.
 */
export function judgeRefresh(
  { seq, attemptId }: { seq: number; attemptId: string | null },
  { refreshSeq, refreshedBy = null }: { refreshSeq: number; refreshedBy?: string | null },
): 'advance' | 'repeat' | 'reuse' {
  if (seq === refreshSeq) return 'advance';
  return seq === refreshSeq - 1 && attemptId === refreshedBy ? 'repeat' : 'reuse';
}
