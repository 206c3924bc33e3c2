import { errors, type ErrorCode, type ErrorDetail } from '@qiangji/shared-types';

/** The only error that the house throws on purpose: a code of the shared map, safe details, and a reason for the log. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly options: {
      details?: ErrorDetail[];
      /** Replaces the map's Chinese message where the case can be said more exactly. */
      message?: string;
      /** For the log only. */
      internal?: string;
    } = {},
  ) {
    super(options.internal ?? code);
    this.name = 'AppError';
    this.status = errors[code].status;
  }

  get shown(): string {
    return this.options.message ?? errors[this.code].message;
  }
}

/** One place of a request that may not be so, with words for whoever wrote it. */
export function invalid(path: string, reason: string, message: string): AppError {
  return new AppError('VALIDATION_FAILED', { details: [{ path, reason, message }] });
}

const NETWORK_ERRORS = new Set<unknown>([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoOperationTimeoutError',
  'MongoWaitQueueTimeoutError',
  'MongoWriteConcernError',
  'PoolClearedOnNetworkError',
  // A read past its own limit (`guardRead`) where the driver looks at it between two steps.
  'TimeoutError',
]);

/** Any error as one of ours: the database being away is told apart, everything unknown is masked. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  // Midway's own word for a path that no route and no file answers.
  if (name === 'NotFoundError') return new AppError('NOT_FOUND');
  if (NETWORK_ERRORS.has(name)) {
    return new AppError('DATABASE_UNAVAILABLE', { internal: String(name) });
  }
  return new AppError('INTERNAL', { internal: reasonOf(error) });
}

/** The server's words for: not now, not me, I am on my way out. */
const AWAY = new Set([6, 7, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** Whether the database is away: what was asked is nobody's fault, and may have been done or not. */
export function isDatabaseAway(error: unknown): boolean {
  if (toAppError(error).code === 'DATABASE_UNAVAILABLE') return true;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return AWAY.has(Number(code ?? NaN));
}

/** A code that a library gives its errors: a number or `ECONNREFUSED`. Any other may be what somebody wrote. */
function plainCode(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  const isPlain = typeof code === 'number' || /^[A-Z][A-Z\d_]*$/.test(String(code));
  return isPlain ? String(code) : '';
}

/**
 * What a log may say of an error: the house's own words, else its name, its code and where it was thrown.
 * Other messages may hold anything: a unique index names the phone number that is there already, a parser
 * what it could not read.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const [frame = ''] = framesOf(error);
  return [error.name, plainCode(error), frame].filter(Boolean).join(' ');
}

/** The places of a stack, innermost first, without the message above them. */
export function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim());
}

/** Whether a write was refused by a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}
