import { opHashOf, type OpFields } from '../../platform/mongo';
import type { SeededRandom } from '../random';

export interface WrittenAt {
  deviceAt: Date;
  occurredAt: Date;
  receivedAt: Date;
  clockDoubt: boolean;
}

/** Times of a write from a phone: mostly sent at once, now and then from where there was no network. */
export function writtenAt(random: SeededRandom, atMs: number, nowMs: number): WrittenAt {
  const delay = random.chance(0.04)
    ? random.between(600_000, 5_400_000)
    : random.between(200, 3000);
  const at = new Date(atMs);
  const receivedAt = new Date(Math.min(atMs + delay, Math.max(atMs, nowMs)));
  return { deviceAt: at, occurredAt: at, receivedAt, clockDoubt: false };
}

interface Route {
  id: string;
}

/** The op of a write with the hash that the service takes of its route, path and body. */
export function opOf(
  route: Route,
  actorId: string,
  opId: string,
  atMs: number,
  asked: { params?: Record<string, string>; body?: object },
): OpFields {
  const body = { opId, deviceAt: new Date(atMs).toISOString(), ...asked.body };
  return { actorId, opId, opHash: opHashOf([route.id, asked.params ?? {}, body]) };
}
