import { drawFrom, isWithin, type Hmac } from '../core';

/**
 * The random draw of a spot check: a squadron, then inspectors from outside it (`core/draw.ts` says how
 * anybody can do it again).
 */

export interface DrawInspector {
  personId: string;
  /** The person's own unit when the draw was made. */
  unitPath: string;
}

export interface DrawCandidates {
  /** Paths of the squadrons that could be drawn; one alone where it was named instead of drawn. */
  squadrons: readonly string[];
  inspectors: readonly DrawInspector[];
}

export interface DrawOutcome {
  squadronPath: string;
  /** In the order in which they were drawn. */
  inspectorIds: string[];
}

/** A check is made by two or more (brief of the draw: exactly two are drawn). */
export const DRAWN_INSPECTORS = 2;

/** Those who may inspect a squadron: nobody who belongs to it. */
export function eligibleInspectors(
  inspectors: readonly DrawInspector[],
  squadronPath: string,
): string[] {
  return inspectors
    .filter((one) => !isWithin(one.unitPath, squadronPath))
    .map((one) => one.personId);
}

/** A squadron, then two inspectors from outside it; null where candidates do not suffice. */
export function drawCheck(
  hmac: Hmac,
  seed: string,
  candidates: DrawCandidates,
): DrawOutcome | null {
  const [squadronPath] = drawFrom(hmac, seed, 'squadron', candidates.squadrons, 1);
  if (squadronPath === undefined) return null;
  const eligible = eligibleInspectors(candidates.inspectors, squadronPath);
  const inspectorIds = drawFrom(hmac, seed, 'inspector', eligible, DRAWN_INSPECTORS);
  return inspectorIds.length < DRAWN_INSPECTORS ? null : { squadronPath, inspectorIds };
}

export interface DrawRecord {
  seed: string;
  candidates: DrawCandidates;
  outcome: DrawOutcome;
}

/** Whether a draw's record gives the outcome that it claims, recomputed from seed and candidates. */
export function verifyDraw(hmac: Hmac, record: DrawRecord): boolean {
  const again = drawCheck(hmac, record.seed, record.candidates);
  return (
    again !== null &&
    again.squadronPath === record.outcome.squadronPath &&
    again.inspectorIds.join() === record.outcome.inspectorIds.join()
  );
}
