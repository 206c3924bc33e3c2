import { spotCheckContract } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';

/** The bureau's inspectors; kept for a start without a network. */
export function useInspectors() {
  return useResource(spotCheckContract.listInspectors, {}).data?.inspectors ?? [];
}
