import { useMemo } from 'react';
import { orgContract, spotCheckContract } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { eligible } from './plan.view';
import { useInspectors } from './use-plan';

/** What is already settled when a check begins: by a draw, by an assignment, or nothing. */
export function useSettled({ drawId, checkId }: { drawId?: string; checkId?: string }) {
  const draw = useResource(
    spotCheckContract.findDraw,
    drawId ? { params: { drawId } } : undefined,
  ).data;
  const check = useResource(
    spotCheckContract.findCheck,
    checkId ? { params: { checkId } } : undefined,
  ).data;
  return useMemo(() => {
    if (check) {
      const { kind, covert, squadron, inspectors, checklist } = check;
      return { kind, covert, squadron, inspectors, checklist, check };
    }
    if (draw) {
      const { kind, covert, outcome } = draw;
      return { kind, covert, squadron: outcome.squadron, inspectors: outcome.inspectors };
    }
    return undefined;
  }, [draw, check]);
}

/** A draw of one's own that was neither used nor cancelled: there is no other beside it. */
export function useStandingDraw() {
  const me = useMe();
  const draws = usePagedResource(spotCheckContract.listDraws, { query: { mine: '1' } });
  return draws.items.find(
    ({ state, madeBy }) => state === 'made' && madeBy?.personId === me?.personId,
  );
}

/** Squadrons to choose from (not one's own), and fellow inspectors who may visit one of them. */
export function useChoices(squadronPath?: string) {
  const me = useMe();
  const inspectors = useInspectors();
  const { data } = useResource(orgContract.listUnits, {});
  const squadrons = (data?.units ?? []).filter(
    (unit) => unit.kind === 'squadron' && unit.path !== me?.unitPath,
  );
  const fellows = eligible(inspectors, squadronPath).filter((one) => one.personId !== me?.personId);
  return { squadrons, fellows };
}
