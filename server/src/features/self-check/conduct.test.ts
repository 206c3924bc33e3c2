import {
  checklistFor,
  dutyLogContract,
  selfCheckContract,
  todayContract,
  type SelfCheck,
} from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { makeId } from '../../platform/ids';
import { ChecklistService } from '../standard';

let kit: Kit;
let shiftId: string;

beforeAll(async () => {
  kit = await Kit.start();
  shiftId = await onDuty('officer');
});

afterAll(async () => {
  await kit.stop();
});

async function onDuty(owner: PersonKey): Promise<string> {
  const id = makeId();
  const open = { shiftId: id, templateCode: 'early', catalogueVersion: 1, sections: ['花园街'] };
  await kit.ok(dutyLogContract.openShift, { body: { ...phoneWrite(), ...open } }, owner);
  return id;
}

async function enter(handlingCode: string, entryId = makeId(), shift = shiftId): Promise<string> {
  const body = {
    ...phoneWrite(),
    entryId,
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode,
    partyTypeCode: 'shop',
    officerIds: [kit.people.officer2._id],
    recorders: ['R-01', 'R-02'],
  };
  await kit.ok(dutyLogContract.appendEntry, { params: { shiftId: shift }, body }, 'officer');
  return entryId;
}

async function conductOf(entryId: string, handlingCode: string) {
  const whole = await (await kit.get(ChecklistService)).current('conduct');
  const list = checklistFor(whole, { personKind: 'officer', handlingCode });
  return {
    body: {
      ...phoneWrite(),
      checklistCode: list.code,
      checklistVersion: list.version,
      groups: list.groups.map((group) => ({ groupCode: group.code })),
      entryId,
      handlingCode,
    },
  };
}

async function submit(entryId: string, handlingCode: string, as: PersonKey): Promise<SelfCheck> {
  return kit.ok(selfCheckContract.submit, await conductOf(entryId, handlingCode), as);
}

async function askedAbout(): Promise<string[]> {
  const { tasks } = await kit.ok(todayContract.find, {}, 'officer');
  return tasks.filter((task) => task.kind === 'conduct').map((task) => task.link.id ?? '');
}

describe('a conduct check of an entry that the service knows', () => {
  it('is taken from those whose act it was, under the handling that the entry says', async () => {
    const entryId = await enter('on_spot_penalty');
    expect(await askedAbout()).toEqual([`${entryId}/on_spot_penalty`]);
    for (const as of ['officer', 'officer2'] as const) {
      const check = await submit(entryId, 'on_spot_penalty', as);
      expect(check).toMatchObject({ entryId, handlingCode: 'on_spot_penalty' });
    }
    expect(await askedAbout()).toEqual([]);
  });

  it('is refused under another handling, which would have asked about other steps', async () => {
    const entryId = await enter('on_spot_penalty');
    const other = await conductOf(entryId, 'order_to_correct');
    const error = await kit.fails(selfCheckContract.submit, other, 'officer', 'VALIDATION_FAILED');
    expect(error.details).toMatchObject([{ path: 'body.handlingCode', reason: 'not_as_recorded' }]);
  });

  it('is nobody else’s to make, a colleague of the same shift or squadron included', async () => {
    const entryId = await enter('on_spot_penalty');
    const input = await conductOf(entryId, 'on_spot_penalty');
    for (const as of ['officer3', 'leader', 'siblingOfficer', 'outsider'] as const) {
      await kit.fails(selfCheckContract.submit, input, as, 'NOT_FOUND');
    }
  });

  it('is not asked of an entry that was no enforcement', async () => {
    const input = await conductOf(await enter('persuasion'), 'persuasion');
    const error = await kit.fails(selfCheckContract.submit, input, 'officer', 'VALIDATION_FAILED');
    expect(error.details).toMatchObject([{ path: 'body.entryId', reason: 'not_allowed' }]);
  });
});

describe('a conduct check that overtook its entry', () => {
  it('is kept, and stands for the act once that arrives', async () => {
    const entryId = makeId();
    const early = await conductOf(entryId, 'on_spot_penalty');
    const before = await kit.ok(selfCheckContract.submit, early, 'officer');
    await enter('on_spot_penalty', entryId);
    expect((await askedAbout()).filter((id) => id.startsWith(entryId))).toEqual([]);
    expect(await kit.ok(selfCheckContract.submit, early, 'officer')).toEqual(before);
  });

  it('does not stand for an act that turns out to be another, and a repeat is not lost', async () => {
    const entryId = makeId();
    const early = await conductOf(entryId, 'order_to_correct');
    const before = await kit.ok(selfCheckContract.submit, early, 'officer');
    await enter('on_spot_penalty', entryId);
    expect(await askedAbout()).toContain(`${entryId}/on_spot_penalty`);
    expect(await kit.ok(selfCheckContract.submit, early, 'officer')).toEqual(before);
    await submit(entryId, 'on_spot_penalty', 'officer');
    expect(await askedAbout()).not.toContain(`${entryId}/on_spot_penalty`);
  });
});
