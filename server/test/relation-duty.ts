import { dutyLogContract } from '@qiangji/shared-types';
import { makeId } from '../src/platform/ids';
import { openShift } from './duty-fixture';
import { phoneWrite, type Kit } from './kit';
import { UNITS, type PersonKey } from './org-fixture';
import { abroad, copied } from './relation-copies';
import type { Place, WorldRecord } from './relation-world';

export async function enter(
  kit: Kit,
  shiftId: string,
  as: PersonKey,
  extra: object = {},
): Promise<string> {
  const body = {
    ...phoneWrite(),
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
    ...extra,
  };
  return (await kit.ok(dutyLogContract.appendEntry, { params: { shiftId }, body }, as)).id;
}

/** An act of enforcement in the squadron's shift, with an officer who was not on it. */
export async function namedEntries(
  kit: Kit,
  shifts: readonly WorldRecord[],
): Promise<WorldRecord[]> {
  const shift = shifts.find((one) => one.place === 'squadron')!;
  const { siblingOfficer } = kit.people;
  const act = {
    handlingCode: 'on_spot_penalty',
    officerIds: [siblingOfficer._id],
    recorders: ['R-01', 'R-02'],
  };
  const id = await enter(kit, shift.id, 'officer', act);
  return [{ ...shift, id, owners: [...shift.owners, siblingOfficer._id] }];
}

/** A shift that its person wants to hand over, and to whom; no entry in it, so a leader looks at it. */
const HANDED_OVER: { place: Place; key: PersonKey; receiver: PersonKey }[] = [
  { place: 'squadron', key: 'officer2', receiver: 'inspector' },
  { place: 'sibling', key: 'siblingLeader', receiver: 'siblingOfficer' },
  { place: 'otherBureau', key: 'outsiderLeader', receiver: 'outsider' },
];

export async function handovers(kit: Kit): Promise<WorldRecord[]> {
  const made: WorldRecord[] = [];
  for (const { place, key, receiver } of HANDED_OVER) {
    const shiftId = await openShift(kit, key);
    const { _id, unitPath } = kit.people[key];
    const receiverId = kit.people[receiver]._id;
    const body = { ...phoneWrite(), receiverId, matters: [] };
    await kit.ok(dutyLogContract.requestHandover, { params: { shiftId }, body }, key);
    made.push({ place, id: shiftId, unitPath, owners: [_id, receiverId] });
  }
  return made;
}

/** An auxiliary's draft in the squadron, and its like elsewhere, where the fixture has no auxiliary. */
export async function drafts(kit: Kit): Promise<WorldRecord[]> {
  const shiftId = await openShift(kit, 'auxiliary');
  const act = { handlingCode: 'on_spot_penalty', draftForOfficer: true };
  const id = await enter(kit, shiftId, 'auxiliary', act);
  return andItsLike(kit, 'duty_entries', id);
}

/** A shift of the squadron that ended with something undone and nobody to follow it, and its like elsewhere. */
export async function leavingShifts(kit: Kit): Promise<WorldRecord[]> {
  const shiftId = await openShift(kit, 'officer3');
  const body = { ...phoneWrite(), matters: [{ text: '井盖要报修' }] };
  await kit.ok(dutyLogContract.closeShift, { params: { shiftId }, body }, 'officer3');
  return andItsLike(kit, 'duty_shifts', shiftId);
}

/** A record of the whole squadron, and the same in another squadron and in another bureau. */
async function andItsLike(kit: Kit, collection: string, id: string): Promise<WorldRecord[]> {
  const first = { place: 'squadron' as const, id, unitPath: UNITS.squadron, owners: [] };
  const elsewhere = new Map<string, string>([[UNITS.squadron, UNITS.sibling]]);
  return [
    first,
    await copied(kit, collection, first, 'sibling', elsewhere),
    await abroad(kit, collection, first),
  ];
}
