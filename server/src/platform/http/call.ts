import type { IncomingMessage } from 'node:http';
import { CLOCK_DOUBT_MS } from '@qiangji/shared-types';
import type { Actor } from '../actor';
import { now } from '../clock';
import type { Scope } from '../policy';

/** When an act happened, as far as it can be known. */
export interface OccurredAt {
  /** The phone's own clock. */
  deviceAt: Date;
  /** `deviceAt` corrected by the offset measured at sending. */
  occurredAt: Date;
  receivedAt: Date;
  /** The phone's clock was off by more than five minutes, or claims a time to come. */
  clockDoubt: boolean;
}

/** What a handler gets beside its input. It is handed on whole: a copy by spreading would lack `opHash`. */
export interface Call {
  requestId: string;
  actor: Actor;
  /** What the route's policy lets this actor reach; hand it to every query. */
  scope: Scope;
  /** Hash of what was asked, for `appendOnce` and `stepOnce`; made when it is first read. */
  opHash: string;
  /** Service's time minus the phone's at sending (ms); 0 where the phone did not say. */
  clockOffsetMs: number;
  /** The raw request, for uploads. */
  request: IncomingMessage;
}

/** A handler of a public route has nobody acting. */
export type PublicCall = Omit<Call, 'actor' | 'scope'>;

/**
 * Corrects a phone's time. A record is never refused for its clock: a time that lies ahead of the
 * service's is set to now, and doubt is flagged for people to judge.
 */
export function occurred(call: Pick<Call, 'clockOffsetMs'>, deviceAt: string): OccurredAt {
  const received = now();
  const device = Date.parse(deviceAt);
  const corrected = device + call.clockOffsetMs;
  const ahead = corrected > received + CLOCK_DOUBT_MS;
  return {
    deviceAt: new Date(device),
    occurredAt: new Date(Math.min(corrected, received)),
    receivedAt: new Date(received),
    clockDoubt: ahead || Math.abs(call.clockOffsetMs) > CLOCK_DOUBT_MS,
  };
}
