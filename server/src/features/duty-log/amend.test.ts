import {
  DAY_MS,
  dutyLogContract,
  mediaContract,
  noticeContract,
  type Entry,
  type Shift,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { makeId } from '../../platform/ids';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;
let shift: Shift;

beforeAll(async () => {
  kit = await DutyKit.begin();
  const partnerIds = [kit.people.auxiliary._id, kit.people.officer2._id];
  shift = await kit.open('officer', { partnerIds });
});

afterAll(async () => {
  await kit.stop();
});

const amendEntry = dutyLogContract.amendEntry;
const recorders = ['R-01', 'R-02'];

const asked = (entry: Entry, change: object) => ({
  params: { entryId: entry.id },
  body: { ...phoneWrite(), ...change },
});
const amended = (entry: Entry, change: object, as: PersonKey = 'officer') =>
  kit.ok(amendEntry, asked(entry, change), as);

async function penalty(extra: Record<string, unknown> = {}): Promise<Entry> {
  const officerIds = [kit.people.officer2._id];
  const act = { handlingCode: 'on_spot_penalty', officerIds, recorders };
  return kit.enter('officer', shift, { ...act, ...extra });
}

const titles = async (who: PersonKey) =>
  (await kit.ok(noticeContract.listMine, {}, who)).items.map((one) => one.title);

describe('an entry that is put right', () => {
  it('says another handling with its officers and recorders, and keeps each thing that stood there', async () => {
    const entry = await kit.enter('officer', shift, { text: '两次劝导不听' });
    const change = {
      categoryCode: 'mobile_vendor',
      handlingCode: 'on_spot_penalty',
      partyTypeCode: 'person',
      section: '菜场门口',
      officerIds: [kit.people.officer2._id],
      recorders,
    };
    const after = await amended(entry, change);
    expect(after).toMatchObject({
      category: { name: '流动摊点' },
      handling: { name: '当场处罚' },
      ladder: 'enforce',
      enforcement: true,
      partyType: { name: '个人' },
      section: '菜场门口',
      text: '两次劝导不听',
      recorders,
    });
    expect(after.officers.map(({ name }) => name)).toEqual(['陈立', '李国强']);
    expect(after.amendments).toHaveLength(1);
    expect(after.amendments[0]!.before).toEqual({
      category: { code: 'outdoor_trading', name: '店外经营' },
      handling: { code: 'persuasion', name: '劝导' },
      partyType: { code: 'shop', name: '商户' },
      section: '花园街北',
      officers: [],
      recorders: [],
    });
    const listed = await kit.ok(
      dutyLogContract.findShift,
      { params: { shiftId: shift.id } },
      'leader',
    );
    expect(listed.enforcementCount).toBe(1);
  });

  it('is held to the rules of a new one', async () => {
    const entry = await kit.enter('officer', shift);
    const { officer2, officer3, auxiliary } = kit.people;
    const act = { handlingCode: 'on_spot_penalty', officerIds: [officer2._id], recorders };
    const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
    const wrong = [
      [{ ...act, officerIds: [] }, 'OFFICERS_REQUIRED'],
      [{ ...act, officerIds: [officer3._id] }, 'ENFORCEMENT_ID_INVALID'],
      [{ ...act, officerIds: [officer2._id, auxiliary._id] }, 'NOT_AN_OFFICER'],
      [{ ...act, recorders: ['R-01'] }, 'RECORDERS_REQUIRED'],
      [{ ...act, categoryCode: 'sidewalk_parking' }, 'VALIDATION_FAILED'],
      [{ categoryCode: 'nope' }, 'VALIDATION_FAILED'],
      [{ partyTypeCode: 'nope' }, 'VALIDATION_FAILED'],
      [{ ...act, recorderSkipReason: 'nope' }, 'VALIDATION_FAILED'],
      [{ happenedAt: tomorrow }, 'DATE_IN_FUTURE'],
      [{}, 'VALIDATION_FAILED'],
    ] as const;
    for (const [change, code] of wrong) {
      await kit.fails(amendEntry, asked(entry, change), 'officer', code);
    }
    const found = await kit.ok(
      dutyLogContract.findEntry,
      { params: { entryId: entry.id } },
      'officer',
    );
    expect(found).toMatchObject({ amendments: [], handling: { code: 'persuasion' } });
  });

  it('forgets why recorders were short once they are named, and says when it happened', async () => {
    const short = { recorders: ['R-01'], recorderSkipReason: 'battery_empty' };
    const entry = await penalty(short);
    const happenedAt = new Date(Date.parse(entry.at) - 600_000).toISOString();
    const after = await amended(entry, { recorders, happenedAt });
    expect(after).toMatchObject({ recorders, recorderSkipReason: null, at: happenedAt });
    expect(after.amendments[0]!.before).toEqual({
      recorders: ['R-01'],
      recorderSkipReason: { code: 'battery_empty', name: '电量用完' },
      at: entry.at,
    });
  });

  it('tells whoever it names now and whoever it names no more, partners of the shift too', async () => {
    const photo = await kit.picture('officer');
    const photos = [{ mediaId: photo.id, sha256: photo.sha256 }];
    const { officer2, siblingOfficer } = kit.people;
    const entry = await penalty({ officerIds: [officer2._id, siblingOfficer._id], photos });
    const see = async (who: PersonKey) =>
      (await kit.call(mediaContract.thumbnail, { params: { mediaId: photo.id } }, who)).status;
    expect(await see('siblingOfficer')).toBe(200);
    await amended(entry, { officerIds: [officer2._id] });
    expect((await titles('siblingOfficer'))[0]).toBe('陈立记的一次执法改了，不再写你');
    expect(await see('siblingOfficer')).toBe(404);
    await amended(entry, { officerIds: [siblingOfficer._id] });
    expect((await titles('siblingOfficer'))[0]).toBe('陈立记的一次执法写了你');
    expect(await see('siblingOfficer')).toBe(200);
    expect((await titles('officer2'))[0]).toBe('陈立记的一次执法改了，不再写你');
  });

  it('gets photos, and loses none', async () => {
    const first = { mediaId: makeId(), sha256: 'a'.repeat(64) };
    const entry = await kit.enter('officer', shift, { photos: [first] });
    const photo = await kit.picture('officer');
    const second = { mediaId: photo.id, sha256: photo.sha256 };
    const after = await amended(entry, { addedPhotos: [first, second] });
    expect(after.photos).toEqual([first, second]);
    expect(after.amendments).toMatchObject([{ addedPhotos: 1, before: {} }]);
    const see = { params: { mediaId: photo.id } };
    expect((await kit.call(mediaContract.thumbnail, see, 'auxiliary')).status).toBe(200);
    const many = [...Array(8)].map(() => ({ mediaId: makeId(), sha256: 'b'.repeat(64) }));
    await kit.fails(
      amendEntry,
      asked(entry, { addedPhotos: many }),
      'officer',
      'VALIDATION_FAILED',
    );
  });

  it('goes up at once where it turns out to be an incident', async () => {
    const entry = await kit.enter('officer', shift, { text: '树倒了' });
    const change = { categoryCode: 'incident', handlingCode: 'report_up' };
    expect((await amended(entry, change)).incident).toBe(true);
    expect((await titles('leader'))[0]).toBe('突发事件：花园街北');
  });

  it('of an auxiliary may not become what an auxiliary never handles, unless it is left to an officer', async () => {
    const entry = await kit.enter('auxiliary', shift);
    const change = { handlingCode: 'on_spot_penalty' };
    await kit.fails(amendEntry, asked(entry, change), 'auxiliary', 'AUXILIARY_NOT_ALLOWED');
    const left = await amended(entry, { ...change, draftForOfficer: true }, 'auxiliary');
    expect(left).toMatchObject({ state: 'draft_for_officer', officers: [] });
    expect((await titles('officer2'))[0]).toBe('有一条草稿要执法员接手');
    const back = await amended(entry, { handlingCode: 'persuasion' }, 'auxiliary');
    expect(back.state).toBe('recorded');
  });
});

describe('a draft that an officer took over', () => {
  async function taken() {
    const draft = await kit.enter('auxiliary', shift, {
      handlingCode: 'on_spot_penalty',
      draftForOfficer: true,
    });
    const officerIds = [kit.people.officer._id];
    const body = { ...phoneWrite(), handlingCode: 'transfer', officerIds, recorders };
    const input = { params: { entryId: draft.id }, body };
    // Of the squadron, and not on the shift.
    return kit.ok(dutyLogContract.takeOverDraft, input, 'officer3');
  }
  const may = async (entry: Entry, who: PersonKey) =>
    (await kit.ok(dutyLogContract.findEntry, { params: { entryId: entry.id } }, who)).may;

  it('is put right by them, and by its author in what they saw', async () => {
    const entry = await taken();
    expect(await may(entry, 'officer3')).toEqual({ amend: true, amendAct: true, settle: false });
    expect(await may(entry, 'auxiliary')).toEqual({ amend: true, amendAct: false, settle: false });
    expect(await may(entry, 'officer')).toEqual({ amend: false, amendAct: false, settle: false });
    const change = { handlingCode: 'report_up' };
    const error = await kit.fails(amendEntry, asked(entry, change), 'auxiliary', 'FORBIDDEN');
    expect(error.message).toContain('沈洁');
    await kit.fails(amendEntry, asked(entry, change), 'officer', 'NOT_FOUND');
    const photo = await kit.picture('officer3');
    const addedPhotos = [{ mediaId: photo.id, sha256: photo.sha256 }];
    const after = await amended(entry, { ...change, addedPhotos }, 'officer3');
    expect(after.handling.name).toBe('上报交办');
    const see = { params: { mediaId: photo.id } };
    expect((await kit.call(mediaContract.thumbnail, see, 'auxiliary')).status).toBe(200);
    expect((await amended(entry, { text: '我看到的' }, 'auxiliary')).text).toBe('我看到的');
  });

  it('is seen before that by who may take it over, one of a long list too', async () => {
    const draft = await kit.enter('auxiliary', shift, {
      handlingCode: 'on_spot_penalty',
      draftForOfficer: true,
    });
    const input = { params: { entryId: draft.id } };
    await kit.ok(dutyLogContract.findEntry, input, 'officer3', (entry) => {
      expect(entry.state).toBe('draft_for_officer');
    });
    for (const stranger of ['siblingOfficer', 'outsider', 'office'] as const) {
      await kit.fails(dutyLogContract.findEntry, input, stranger, 'NOT_FOUND');
    }
  });

  it('is handled as its category allows', async () => {
    const draft = await kit.enter('auxiliary', shift, {
      categoryCode: 'sidewalk_parking',
      handlingCode: 'transfer',
      draftForOfficer: true,
    });
    const officerIds = [kit.people.officer2._id];
    const take = (handlingCode: string) => ({
      params: { entryId: draft.id },
      body: { ...phoneWrite(), handlingCode, officerIds, recorders },
    });
    const error = await kit.fails(
      dutyLogContract.takeOverDraft,
      take('on_spot_penalty'),
      'officer',
      'VALIDATION_FAILED',
    );
    expect(error.details?.[0]?.message).toContain('公安');
    await kit.ok(dutyLogContract.takeOverDraft, take('transfer'), 'officer');
  });
});

describe('what a reader of an entry may do', () => {
  const may = async (entry: Entry, who: PersonKey) =>
    (await kit.ok(dutyLogContract.findEntry, { params: { entryId: entry.id } }, who)).may;

  it('is settling for the squadron, and nothing for those who only read', async () => {
    const entry = await kit.enter('officer', shift, { openMatter: true });
    expect((await may(entry, 'officer2')).settle).toBe(true);
    expect(await may(entry, 'bureauLeader')).toEqual({
      amend: false,
      amendAct: false,
      settle: false,
    });
  });

  it('is correcting until the log was read', async () => {
    const own = await kit.open('officer2');
    const entry = await kit.enter('officer2', own);
    await kit.close('officer2', own);
    expect((await may(entry, 'officer2')).amend).toBe(true);
    const params = { shiftId: own.id };
    await kit.ok(dutyLogContract.approveLog, { params, body: phoneWrite() }, 'leader');
    expect((await may(entry, 'officer2')).amend).toBe(false);
  });
});

describe('what was not written down in its shift', () => {
  it('is added to an ended one whose log is not closed, with the time at which it was', async () => {
    const own = await kit.open('auxiliary');
    await kit.close('auxiliary', own);
    const body = { ...phoneWrite(), reason: '少一条' };
    await kit.ok(dutyLogContract.returnLog, { params: { shiftId: own.id }, body }, 'leader');
    const happenedAt = own.openedAt;
    const entry = await kit.enter('auxiliary', own, { happenedAt });
    expect(entry).toMatchObject({ at: happenedAt, late: null });
  });
});
