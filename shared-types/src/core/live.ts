import type { ErrorCode } from './errors';
import { z } from './zod';

/** Where a page listens to the answer of a `live` route as it changes, by WebSocket. */
export const LIVE_PATH = '/api/v1/live';

/** The service says something at least so often (ms): a line that is silent for twice as long is dead. */
export const LIVE_STILL_MS = 20_000;

/**
 * The first and only message of a listener, as JSON text. The token is here and not in the address, which
 * proxies write down; browsers could not send it as a header.
 */
export const liveAsk = z.strictObject({
  token: z.string().check(z.minLength(1), z.maxLength(2_000)),
  /** Id of a route that is marked `live`. */
  route: z.string().check(z.maxLength(80)),
  params: z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(200))),
});
export type LiveAsk = z.infer<typeof liveAsk>;

/** What the service says, as JSON text. */
export type LiveWord =
  /** The route's answer as it is now; the same body that a request would get. */
  | { type: 'now'; body: unknown }
  /** Nothing has changed; said every `LIVE_STILL_MS`. */
  | { type: 'still' }
  /** Why the line ends: what a request would be refused with. */
  | { type: 'end'; code: ErrorCode; message: string };
