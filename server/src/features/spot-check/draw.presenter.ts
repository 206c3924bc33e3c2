import type { Draw, DrawSummary } from '@qiangji/shared-types';
import type { Names } from './directory';
import type { DrawDocument } from './spot-check.collection';

/** Everybody whom a draw names. */
export function peopleOfDraw(draw: DrawDocument): string[] {
  const { candidates, outcome, cancelled, actorId } = draw;
  const inspectors = candidates.inspectors.map((one) => one.personId);
  return [...inspectors, ...outcome.inspectorIds, actorId, ...(cancelled ? [cancelled.by] : [])];
}

export function presentDrawSummary(draw: DrawDocument, names: Names): DrawSummary {
  const state = draw.cancelled ? 'cancelled' : draw.checkId ? 'used' : 'made';
  return {
    id: draw._id,
    kind: draw.kind,
    covert: draw.covert,
    squadronBy: draw.squadronBy,
    state,
    outcome: {
      squadron: names.unit(draw.outcome.squadronPath),
      inspectors: draw.outcome.inspectorIds.map(names.person),
    },
    checkId: draw.checkId,
    madeBy: names.person(draw.actorId),
    madeAt: draw.occurredAt.toISOString(),
  };
}

export function presentDraw(draw: DrawDocument, names: Names): Draw {
  const { candidates, cancelled } = draw;
  return {
    ...presentDrawSummary(draw, names),
    reason: draw.reason,
    seed: draw.seed,
    candidates: {
      squadrons: candidates.squadrons.map(names.unit),
      inspectors: candidates.inspectors.map(({ personId, unitPath }) => ({
        ...names.person(personId),
        unitPath,
      })),
    },
    cancelled: cancelled && {
      by: names.person(cancelled.by),
      at: cancelled.at.toISOString(),
      reason: cancelled.reason,
    },
  };
}
