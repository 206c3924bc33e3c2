import { contracts, drawCheck, sortedOnce, type DrawOutcome } from '@qiangji/shared-types';
import type { PersonDocument } from '../../features/org';
import { nodeHmac, type DrawDocument } from '../../features/spot-check';
import type { World } from './world';
import { opOf, writtenAt } from './written';

export interface DrawAsk {
  by: PersonDocument;
  atMs: number;
  covert: boolean;
  /** Names the squadron, with the reason, as special checks may. */
  named?: { squadronPath: string; reason: string };
  /** Draws again until the outcome is such: for visits that the demo wants. */
  until?: (outcome: DrawOutcome) => boolean;
}

function seedOf({ random }: World): string {
  const bytes = Uint8Array.from({ length: 32 }, () => random.below(256));
  return Buffer.from(bytes).toString('hex');
}

/** A draw by the service's own rule: anybody can recompute its outcome from seed and candidates. */
export function makeDraw(world: World, { by, atMs, covert, named, until }: DrawAsk): DrawDocument {
  const { random, squads, inspectors, nowMs } = world;
  const all = squads.map((squad) => squad.path);
  const candidates = {
    squadrons: named ? [named.squadronPath] : sortedOnce(all),
    inspectors: inspectors
      .map(({ _id, unitPath }) => ({ personId: _id, unitPath }))
      .sort((a, b) => (a.personId < b.personId ? -1 : 1)),
  };
  let seed = seedOf(world);
  let outcome = drawCheck(nodeHmac, seed, candidates);
  while (outcome && until && !until(outcome)) {
    seed = seedOf(world);
    outcome = drawCheck(nodeHmac, seed, candidates);
  }
  if (!outcome) throw new Error('the demo has too few inspectors to draw from');
  const kind = named ? ('special' as const) : ('daily' as const);
  const body = { kind, covert, ...named };
  return {
    _id: random.id(atMs),
    ...opOf(contracts.spotCheck.makeDraw, by._id, random.id(atMs), atMs, { body }),
    kind,
    covert,
    squadronBy: named ? 'assigned' : 'drawn',
    reason: named?.reason ?? null,
    seed,
    candidates,
    outcome,
    checkId: null,
    cancelled: null,
    unitPath: by.unitPath,
    ...writtenAt(random, atMs, nowMs),
    version: 0,
    events: [],
    schemaVersion: 1,
  };
}

export function cancelDraw(world: World, draw: DrawDocument, atMs: number, reason: string): void {
  const route = contracts.spotCheck.cancelDraw;
  const asked = { params: { drawId: draw._id }, body: { reason } };
  const op = opOf(route, draw.actorId, world.random.id(atMs), atMs, asked);
  const when = new Date(atMs);
  draw.cancelled = { by: draw.actorId, at: when, reason };
  draw.events.push({ ...op, type: 'cancelled', at: when });
  draw.version++;
}
