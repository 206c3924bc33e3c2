import { spotCheckContract } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';

/** The bureau's inspectors, as the last draw found them. */
export function useInspectors() {
  const draws = usePagedResource(spotCheckContract.listDraws, {});
  const last = draws.items[0]?.id;
  const { data } = useResource(
    spotCheckContract.findDraw,
    last === undefined ? undefined : { params: { drawId: last } },
  );
  return data?.candidates.inspectors ?? [];
}
