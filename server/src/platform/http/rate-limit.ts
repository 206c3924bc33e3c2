import type { IncomingMessage } from 'node:http';
import { env } from '../env';
import { AppError } from '../errors';

/**
 * A token bucket per account, in memory; the burst lets a phone send what a shift offline gathered. Before
 * somebody has signed in there is one per address, as large as a bureau that sits behind one.
 */
export interface BucketOptions {
  burst: number;
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** A bucket that was not asked for as long moves to the end of the line (ms). */
const STIR_MS = 10_000;

export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly options: BucketOptions,
    private readonly maxAccounts = 100_000,
  ) {}

  /** Takes one token; false where the bucket is empty. */
  take(account: string, nowMs: number): boolean {
    const { burst, perSecond } = this.options;
    const bucket = this.bucketOf(account, nowMs);
    const refilled = bucket.tokens + (Math.max(0, nowMs - bucket.at) / 1000) * perSecond;
    bucket.tokens = Math.min(burst, refilled);
    bucket.at = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  private bucketOf(account: string, nowMs: number): Bucket {
    let bucket = this.buckets.get(account);
    // Those who asked lately stand last, so that the one to forget stands first.
    if (bucket && nowMs - bucket.at < STIR_MS) return bucket;
    this.buckets.delete(account);
    bucket ??= { tokens: this.options.burst, at: nowMs };
    this.buckets.set(account, bucket);
    if (this.buckets.size > this.maxAccounts) this.forgetOldest();
    return bucket;
  }

  private forgetOldest(): void {
    const oldest = this.buckets.keys().next();
    if (!oldest.done) this.buckets.delete(oldest.value);
  }
}

let accounts: TokenBuckets | undefined;
let addresses: TokenBuckets | undefined;

/** Throws `RATE_LIMITED` where an account asks faster than a person and a phone can. */
export function limitRate(account: string, nowMs: number): void {
  accounts ??= new TokenBuckets(env().rate);
  if (!accounts.take(account, nowMs)) throw new AppError('RATE_LIMITED');
}

/** Whom a request comes from: of a trusted proxy's list the last entry, which it wrote itself. */
export function addressOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const told = trustProxy
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : '';
  return told || (socket.remoteAddress ?? '');
}

/** Throws `RATE_LIMITED` where an address that has not signed in asks faster than a bureau does. */
export function limitAddress(request: IncomingMessage, nowMs: number): void {
  addresses ??= new TokenBuckets(env().publicRate);
  const address = addressOf(request, env().trustProxy);
  if (!addresses.take(address, nowMs)) throw new AppError('RATE_LIMITED');
}
