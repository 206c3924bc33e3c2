import { spotCheckContract, type CheckResult, type SpotCheck } from '@qiangji/shared-types';
import { makeId } from '../src/platform/ids';
import { phoneWrite, type Kit } from './kit';
import { UNITS, type PersonKey } from './org-fixture';

export const DAILY = { code: 'spot_daily', version: 2 };

/** A result with nothing beside its verdict. */
export function result(
  itemCode: string,
  personId: string | null,
  verdict: CheckResult['verdict'] = 'ok',
  more: Partial<CheckResult> = {},
): CheckResult {
  return { itemCode, personId, verdict, evidence: [], note: null, fixedOnSite: false, ...more };
}

/** Begins a check of people of the squadron by both inspectors. */
export async function beginCheck(
  kit: Kit,
  persons: PersonKey[] = ['officer', 'auxiliary'],
  covert = false,
  squadronPath: string = UNITS.squadron,
): Promise<SpotCheck> {
  const { inspector, inspector2 } = kit.people;
  const body = {
    ...phoneWrite(),
    checkId: makeId(),
    kind: 'special' as const,
    covert,
    squadronPath,
    reason: '12345 反映较多',
    inspectorIds: [inspector._id, inspector2._id],
    personIds: persons.map((key) => kit.people[key]._id),
    checklist: DAILY,
  };
  return kit.ok(spotCheckContract.createCheck, { body }, 'inspector');
}

export async function score(
  kit: Kit,
  checkId: string,
  results: CheckResult[],
  as: PersonKey = 'inspector',
): Promise<SpotCheck> {
  const body = { ...phoneWrite(), results };
  return kit.ok(spotCheckContract.appendResults, { params: { checkId }, body }, as);
}

export async function signFor(kit: Kit, check: SpotCheck): Promise<void> {
  for (const { personId } of check.persons) {
    const signed = { answer: null, signatureId: makeId(), refusalReason: null };
    const body = { ...phoneWrite(), personId, ...signed };
    await kit.ok(
      spotCheckContract.appendSignoff,
      { params: { checkId: check.id }, body },
      'inspector',
    );
  }
}

export async function seal(kit: Kit, check: SpotCheck): Promise<SpotCheck> {
  const input = { params: { checkId: check.id }, body: phoneWrite() };
  return kit.ok(spotCheckContract.sealCheck, input, 'inspector');
}

/** A whole check: the officer fails two items of one topic, the team one, the auxiliary none. */
export async function sealedCheck(kit: Kit): Promise<SpotCheck> {
  const { officer, auxiliary } = kit.people;
  const check = await beginCheck(kit);
  await score(kit, check.id, [
    result('A1', officer._id, 'fault', { note: '没戴胸号', evidence: [makeId()] }),
    result('A2', officer._id, 'fault', { fixedOnSite: true }),
    result('B1', officer._id),
    result('B2', officer._id),
    result('D2', officer._id),
    result('A1', auxiliary._id),
    result('B1', auxiliary._id, 'na'),
    result('D1', null, 'fault'),
    result('G1', null),
  ]);
  await signFor(kit, check);
  return seal(kit, check);
}
