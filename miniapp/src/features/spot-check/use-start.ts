import { useMemo } from 'react';
import { orgContract, spotCheckContract } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { fellows } from './start.view';

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

/** Squadrons to choose from (not one's own), and fellow inspectors. */
export function useChoices() {
  const me = useMe();
  const { data } = useResource(orgContract.listUnits, {});
  const draws = usePagedResource(spotCheckContract.listDraws, {});
  const squadrons = (data?.units ?? []).filter(
    (unit) => unit.kind === 'squadron' && unit.path !== me?.unitPath,
  );
  return { squadrons, fellows: fellows(draws.items, me?.personId ?? '') };
}
