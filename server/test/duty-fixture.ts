import { dutyLogContract } from '@qiangji/shared-types';
import { makeId } from '../src/platform/ids';
import { phoneWrite, type Kit } from './kit';
import type { PersonKey } from './org-fixture';

/** Goes on the early shift, by the clock of the service unless another is given; answers its id. */
export async function openShift(
  kit: Kit,
  as: PersonKey,
  more: { deviceAt?: string; templateCode?: string } = {},
): Promise<string> {
  const body = {
    ...phoneWrite(),
    shiftId: makeId(),
    templateCode: 'early',
    catalogueVersion: 1,
    sections: ['花园街北'],
    recorders: [],
    partnerIds: [],
    ...more,
  };
  return (await kit.ok(dutyLogContract.openShift, { body }, as)).id;
}
