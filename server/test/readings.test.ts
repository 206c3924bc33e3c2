import {
  authContract,
  checklistFor,
  dutyLogContract,
  quizContract,
  selfCheckContract,
  spotCheckContract,
  studyContract,
} from '@qiangji/shared-types';
import { ChecklistService } from '../src/features/standard';
import { DutyKit } from '../src/features/duty-log/duty-log.test-kit';
import { type Kit, phoneWrite } from './kit';
import type { PersonKey } from './org-fixture';
import { sealedCheck } from './spot-check-fixture';

let duty: DutyKit;
let kit: Kit;

beforeAll(async () => {
  duty = await DutyKit.begin();
  ({ kit } = duty);
});
afterAll(() => duty?.stop());

/** What the officer is told of who looked, newest first, since the last time. */
let told = 0;
async function readings(): Promise<string[]> {
  const { items } = await kit.ok(authContract.listMyReaders, { query: { limit: 50 } }, 'officer');
  const fresh = items.slice(0, items.length - told).map((one) => `${one.readerName} ${one.what}`);
  told = items.length;
  return fresh;
}

/** A readiness check with one fault. */
async function selfCheck() {
  const whole = await (await kit.get(ChecklistService)).current('readiness');
  const list = checklistFor(whole, { personKind: 'officer', handlingCode: null });
  const groups = list.groups.map(({ code, items }, index) => ({
    groupCode: code,
    faults: index === 0 ? [{ itemCode: items[0]!.code }] : [],
  }));
  const body = {
    ...phoneWrite(),
    checklistCode: list.code,
    checklistVersion: list.version,
    groups,
  };
  return kit.ok(selfCheckContract.submit, { body }, 'officer');
}

it('tells whose record it is that somebody else opened it, and keeps nothing of one’s own', async () => {
  const shift = await duty.open('officer');
  const entry = await duty.enter('officer', shift);
  const check = await selfCheck();
  const visit = await sealedCheck(kit);
  const personId = kit.people.officer._id;
  const opens: [string, (as: PersonKey) => Promise<unknown>][] = [
    [
      'duty_shift',
      (as) => kit.ok(dutyLogContract.findShift, { params: { shiftId: shift.id } }, as),
    ],
    [
      'duty_entry',
      (as) => kit.ok(dutyLogContract.findEntry, { params: { entryId: entry.id } }, as),
    ],
    [
      'self_check',
      (as) => kit.ok(selfCheckContract.findCheck, { params: { checkId: check.id } }, as),
    ],
    [
      'correction',
      (as) => {
        const params = { correctionId: check.corrections[0]!.id };
        return kit.ok(selfCheckContract.findCorrection, { params }, as);
      },
    ],
    [
      'spot_check',
      (as) => kit.ok(spotCheckContract.findCheck, { params: { checkId: visit.id } }, as),
    ],
    ['review_study', (as) => kit.ok(studyContract.listPieces, { query: { personId } }, as)],
    ['review_mastery', (as) => kit.ok(quizContract.listMastery, { query: { personId } }, as)],
  ];
  await readings();
  for (const [what, open] of opens) {
    await open('leader');
    expect(await readings()).toEqual([`${kit.people.leader.name} ${what}`]);
    await open('officer');
    expect(await readings()).toEqual([]);
  }
  // Whoever takes over reads what they go on with.
  const handover = { ...phoneWrite(), receiverId: kit.people.officer2._id };
  const params = { shiftId: shift.id };
  await kit.ok(dutyLogContract.requestHandover, { params, body: handover }, 'officer');
  await kit.ok(dutyLogContract.findShift, { params }, 'officer2');
  await kit.ok(dutyLogContract.findEntry, { params: { entryId: entry.id } }, 'officer2');
  expect(await readings()).toEqual([]);
});
