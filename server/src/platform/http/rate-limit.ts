import { AppError } from '../errors';

/**
 * A token bucket per account, in memory. There is none per address: a whole bureau may sit behind
 * one. The burst lets a phone send what a shift offline gathered.
 */
export interface BucketOptions {
  burst: number;
  perSecond: number;
}

export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly options: BucketOptions,
    private readonly maxAccounts = 100_000,
  ) {}

  /** Takes one token; false where the bucket is empty. */
  take(account: string, nowMs: number): boolean {
    const { burst, perSecond } = this.options;
    const bucket = this.buckets.get(account) ?? { tokens: burst, at: nowMs };
    const refilled = bucket.tokens + (Math.max(0, nowMs - bucket.at) / 1000) * perSecond;
    const tokens = Math.min(burst, refilled);
    const allowed = tokens >= 1;
    this.buckets.delete(account);
    this.buckets.set(account, { tokens: allowed ? tokens - 1 : tokens, at: nowMs });
    if (this.buckets.size > this.maxAccounts) this.forgetOldest();
    return allowed;
  }

  private forgetOldest(): void {
    const oldest = this.buckets.keys().next();
    if (!oldest.done) this.buckets.delete(oldest.value);
  }
}

let accounts: TokenBuckets | undefined;

/** Throws `RATE_LIMITED` where an account asks faster than a person and a phone can. */
export function limitRate(account: string, nowMs: number): void {
  accounts ??= new TokenBuckets({
    burst: Number(process.env.RATE_BURST ?? 300),
    perSecond: Number(process.env.RATE_PER_SECOND ?? 30),
  });
  if (!accounts.take(account, nowMs)) throw new AppError('RATE_LIMITED');
}
