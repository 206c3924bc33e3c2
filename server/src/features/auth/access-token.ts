import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { ACCESS_TTL_MS } from './auth.rules';

/** Tokens remembered as genuine, at most: those of a whole bureau. The oldest are verified anew. */
const MAX_KNOWN = 100_000;

interface Claims {
  sessionId: string;
  /** Second since the epoch at which the token is no longer good. */
  expires: number;
}

/**
 * Access tokens: signed, and read back. A genuine token is verified once and then known by its text,
 * since a signature that was right stays right; its end is looked at each time.
 */
export class AccessTokens {
  // A KeyObject verifies in 8 us; a string secret is parsed anew each time and costs 443 us.
  private readonly key: KeyObject;
  private readonly known = new Map<string, Claims>();

  constructor(secret: string) {
    this.key = createSecretKey(Buffer.from(secret));
  }

  sign(sessionId: string): { token: string; expiresAtMs: number } {
    const expiresAtMs = now() + ACCESS_TTL_MS;
    const claims = {
      sid: sessionId,
      iat: Math.floor(now() / 1000),
      exp: Math.floor(expiresAtMs / 1000),
    };
    const token = jwt.sign(claims, this.key, { algorithm: 'HS256', audience: 'access' });
    return { token, expiresAtMs };
  }

  /** The session that a token was signed for; throws `TOKEN_EXPIRED` or `UNAUTHENTICATED`. */
  sessionOf(token: string): string {
    const claims = this.known.get(token) ?? this.verify(token);
    if (Math.floor(now() / 1000) >= claims.expires) {
      this.known.delete(token);
      throw new AppError('TOKEN_EXPIRED');
    }
    return claims.sessionId;
  }

  private verify(token: string): Claims {
    let claims: string | jwt.JwtPayload;
    try {
      const options = {
        algorithms: ['HS256' as const],
        audience: 'access',
        ignoreExpiration: true,
      };
      claims = jwt.verify(token, this.key, options);
    } catch {
      throw new AppError('UNAUTHENTICATED');
    }
    if (typeof claims !== 'object' || typeof claims.sid !== 'string' || claims.exp === undefined) {
      throw new AppError('UNAUTHENTICATED');
    }
    const read = { sessionId: claims.sid, expires: claims.exp };
    this.known.set(token, read);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return read;
  }
}
