import {
  authContract,
  dutyLogContract,
  mediaContract,
  noticeContract,
  type Shift,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { personCollection } from '../org';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;
let shift: Shift;
let params: { shiftId: string };

beforeAll(async () => {
  kit = await DutyKit.begin();
  const partnerIds = [kit.people.auxiliary._id, kit.people.officer2._id];
  shift = await kit.open('officer', { partnerIds });
  params = { shiftId: shift.id };
});

afterAll(async () => {
  await kit.stop();
});

const append = dutyLogContract.appendEntry;
const recorders = ['R-01', 'R-02'];

function penalty(extra: Record<string, unknown> = {}) {
  const officerIds = [kit.people.officer2._id];
  return kit.entry({ handlingCode: 'on_spot_penalty', officerIds, recorders, ...extra });
}

describe('an entry', () => {
  it('takes a category, a handling and nothing else, once', async () => {
    const place = { lng: 119.94, lat: 31.72, accuracyM: 15 };
    const photos = [{ mediaId: makeId(), sha256: 'a'.repeat(64) }];
    const body = kit.entry({ place, photos, text: '收回门内 😀𠮷' });
    await kit.ok(append, { params, body }, 'officer', (entry) => {
      expect(entry).toMatchObject({
        id: body.entryId,
        category: { name: '店外经营' },
        handling: { name: '劝导' },
        ladder: 'manage',
        place,
        photos,
        text: '收回门内 😀𠮷',
        state: 'recorded',
        enforcement: false,
        author: { name: '陈立' },
      });
    });
    await kit.ok(append, { params, body }, 'officer');
    const found = await kit.ok(dutyLogContract.findShift, { params }, 'officer');
    expect(found.entries.filter((entry) => entry.id === body.entryId)).toHaveLength(1);
    const other = { ...body, text: '改了' };
    await kit.fails(append, { params, body: other }, 'officer', 'OP_ID_REUSED');
    const sameId = { ...body, ...phoneWrite() };
    await kit.fails(append, { params, body: sameId }, 'officer', 'OP_ID_REUSED');
  });

  it('is read by those on the shift and their leaders only', async () => {
    const { id } = await kit.enter('auxiliary', shift);
    const one = { params: { entryId: id } };
    for (const reader of ['officer', 'officer2', 'leader'] as const) {
      await kit.ok(dutyLogContract.findEntry, one, reader, (entry) => {
        expect(entry.author.name).toBe('周敏');
      });
    }
    const strangers: PersonKey[] = ['officer3', 'siblingLeader', 'outsiderLeader', 'inspector'];
    for (const stranger of strangers) {
      await kit.fails(dutyLogContract.findEntry, one, stranger, 'NOT_FOUND');
      await kit.fails(append, { params, body: kit.entry() }, stranger, 'NOT_FOUND');
    }
  });

  it('refuses a typed time to come, a place outside the earth and words it does not know', async () => {
    const happenedAt = new Date(Date.now() + 3_600_000).toISOString();
    await kit.fails(
      append,
      { params, body: kit.entry({ happenedAt }) },
      'officer',
      'DATE_IN_FUTURE',
    );
    const earlier = new Date(Date.now() - 3_600_000).toISOString();
    const late = kit.entry({ happenedAt: earlier });
    await kit.ok(append, { params, body: late }, 'officer', (entry) => {
      expect(entry.at).toBe(earlier);
    });
    const wrong = [
      { place: { lng: 200, lat: 31, accuracyM: 5 } },
      { place: { lng: 119, lat: -91, accuracyM: 5 } },
      { categoryCode: 'nope' },
      { handlingCode: 'nope' },
      { partyTypeCode: 'nope' },
      { recorderSkipReason: 'nope' },
      { text: 'x'.repeat(100_000) },
      { section: { $gt: '' } },
      { surprise: 1 },
    ];
    for (const extra of wrong) {
      await kit.fails(append, { params, body: kit.entry(extra) }, 'officer', 'VALIDATION_FAILED');
    }
  });

  it('leaves to others what another authority decides', async () => {
    const body = penalty({ categoryCode: 'sidewalk_parking' });
    const error = await kit.fails(append, { params, body }, 'officer', 'VALIDATION_FAILED');
    expect(error.details?.[0]?.message).toContain('公安');
  });

  it('tells the leader of an incident at once', async () => {
    const body = kit.entry({ categoryCode: 'incident', text: '煤气泄漏' });
    await kit.ok(append, { params, body }, 'officer', (entry) => {
      expect(entry.incident).toBe(true);
    });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'leader');
    expect(items[0]).toMatchObject({ kind: 'incident', title: '突发事件：花园街北' });
  });

  it('is corrected by its author; what stood there stays', async () => {
    const { id } = await kit.enter('officer', shift, { text: '原来的话' });
    const input = { params: { entryId: id }, body: { ...phoneWrite(), text: '改过的话' } };
    await kit.fails(dutyLogContract.amendEntry, input, 'officer2', 'NOT_FOUND');
    await kit.ok(dutyLogContract.amendEntry, input, 'officer', (entry) => {
      expect(entry.text).toBe('改过的话');
      expect(entry.amendments).toMatchObject([
        { by: { name: '陈立' }, before: { text: '原来的话' } },
      ]);
    });
    const again = await kit.ok(dutyLogContract.amendEntry, input, 'officer');
    expect(again.amendments).toHaveLength(1);
  });

  it('may leave a matter open, flagged if it came by 12345, until somebody settles it', async () => {
    const body = { categoryCode: 'public_request', openMatter: true };
    const entry = await kit.enter('officer', shift, body);
    expect(entry).toMatchObject({ matter: 'open', from12345: true });
    const input = { params: { entryId: entry.id }, body: { ...phoneWrite(), note: '已回复' } };
    await kit.fails(dutyLogContract.settleMatter, input, 'siblingOfficer', 'NOT_FOUND');
    await kit.ok(dutyLogContract.settleMatter, input, 'officer3', (one) => {
      expect(one).toMatchObject({ matter: 'settled', matterNote: '已回复' });
    });
    const second = { ...input, body: phoneWrite() };
    await kit.ok(dutyLogContract.settleMatter, second, 'officer', (one) => {
      expect(one).toMatchObject({ matter: 'settled', matterNote: '已回复' });
    });
    const other = { ...input, body: { ...phoneWrite(), note: '没人管' } };
    await kit.fails(dutyLogContract.settleMatter, other, 'officer', 'STATE_CONFLICT');
  });
});

describe('an act of enforcement', () => {
  it('names two officers with valid IDs and two recorders', async () => {
    await kit.ok(append, { params, body: penalty() }, 'officer', (entry) => {
      expect(entry).toMatchObject({ enforcement: true, ladder: 'enforce', recorders });
      expect(entry.officers.map((one) => one.name)).toEqual(['陈立', '李国强']);
    });
    const alone = penalty({ officerIds: [] });
    await kit.fails(append, { params, body: alone }, 'officer', 'OFFICERS_REQUIRED');
    const withHelper = penalty({ officerIds: [kit.people.auxiliary._id] });
    await kit.fails(append, { params, body: withHelper }, 'officer', 'OFFICERS_REQUIRED');
    const withStranger = penalty({ officerIds: [kit.people.outsider._id] });
    await kit.fails(append, { params, body: withStranger }, 'officer', 'OFFICERS_REQUIRED');
    const expired = penalty({ officerIds: [kit.people.officer3._id] });
    const error = await kit.fails(
      append,
      { params, body: expired },
      'officer',
      'ENFORCEMENT_ID_INVALID',
    );
    expect(error.message).toContain('沈洁');
    const one = penalty({ recorders: ['R-01'] });
    await kit.fails(append, { params, body: one }, 'officer', 'RECORDERS_REQUIRED');
    const reason = penalty({ recorders: ['R-01'], recorderSkipReason: 'battery_empty' });
    await kit.ok(append, { params, body: reason }, 'officer', (entry) => {
      expect(entry.recorderSkipReason?.name).toBe('电量用完');
    });
  });

  it('names nobody beside them who is no active officer of the bureau', async () => {
    const { officer2, auxiliary, outsider } = kit.people;
    for (const other of [auxiliary._id, outsider._id, makeId()]) {
      const body = penalty({ officerIds: [officer2._id, other] });
      const error = await kit.fails(append, { params, body }, 'officer', 'NOT_AN_OFFICER');
      expect(error.message).not.toContain(outsider.name);
    }
    const org = await kit.get(MongoService);
    const persons = org.collection(personCollection);
    await persons.updateOne({ _id: kit.people.inspector2._id }, { $set: { active: false } });
    const away = penalty({ officerIds: [officer2._id, kit.people.inspector2._id] });
    await kit.fails(append, { params, body: away }, 'officer', 'NOT_AN_OFFICER');
  });

  it('is told to and read by an officer whom it names and who was not on the shift', async () => {
    const photo = await kit.picture('officer');
    const photos = [{ mediaId: photo.id, sha256: photo.sha256 }];
    const officerIds = [kit.people.officer2._id, kit.people.siblingOfficer._id];
    const holding = async () => {
      const { holdings } = await kit.ok(authContract.myHoldings, {}, 'siblingOfficer');
      return holdings.find((one) => one.name === 'duty_entries')?.count ?? 0;
    };
    const before = await holding();
    const { id } = await kit.enter('officer', shift, {
      ...{ handlingCode: 'on_spot_penalty', recorders, officerIds, photos },
    });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'siblingOfficer');
    expect(items[0]).toMatchObject({
      kind: 'named',
      title: '陈立记的一次执法写了你',
      link: { feature: 'duty-log', page: 'note', id },
    });
    const own = await kit.ok(noticeContract.listMine, {}, 'officer2');
    expect(own.items.map((one) => one.link?.id)).not.toContain(id);
    const one = { params: { entryId: id } };
    await kit.ok(dutyLogContract.findEntry, one, 'siblingOfficer', (entry) => {
      expect(entry.officers.map(({ name }) => name)).toContain('许明');
    });
    await kit.ok(mediaContract.picture, { params: { mediaId: photo.id } }, 'siblingOfficer');
    await kit.fails(dutyLogContract.findShift, { params }, 'siblingOfficer', 'NOT_FOUND');
    const amend = { ...one, body: { ...phoneWrite(), text: '改' } };
    await kit.fails(dutyLogContract.amendEntry, amend, 'siblingOfficer', 'NOT_FOUND');
    expect(await holding()).toBe(before + 1);
  });

  it.each(['licence_check', 'on_spot_penalty', 'seizure'])(
    'has no auxiliary as its handler: %s',
    async (handlingCode) => {
      const body = penalty({ handlingCode });
      await kit.fails(append, { params, body }, 'auxiliary', 'AUXILIARY_NOT_ALLOWED');
    },
  );

  it('is refused to an auxiliary, whose facts and photos stay as a draft', async () => {
    const photos = [{ mediaId: makeId(), sha256: 'b'.repeat(64) }];
    const body = penalty({ photos, text: '占道摆摊，两次劝导不听' });
    const error = await kit.fails(append, { params, body }, 'auxiliary', 'AUXILIARY_NOT_ALLOWED');
    expect(error.message).toContain('草稿');
    await kit.fails(append, { params, body }, 'auxiliary', 'AUXILIARY_NOT_ALLOWED');
    await kit.ok(dutyLogContract.listDrafts, {}, 'officer3', (page) => {
      expect(page.items.filter((one) => one.id === body.entryId)).toMatchObject([
        { state: 'draft_for_officer', photos, text: '占道摆摊，两次劝导不听', officers: [] },
      ]);
    });
    // Told so, the phone passes the same one on: it is here already, once.
    const again = { ...body, ...phoneWrite(), draftForOfficer: true };
    await kit.ok(append, { params, body: again }, 'auxiliary', (entry) => {
      expect(entry).toMatchObject({ id: body.entryId, state: 'draft_for_officer' });
    });
    const known = penalty({ draftForOfficer: true });
    await kit.ok(append, { params, body: known }, 'auxiliary', (entry) => {
      expect(entry.state).toBe('draft_for_officer');
    });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'officer2');
    const link = { feature: 'duty-log', page: 'draft', id: known.entryId };
    expect(items[0]).toMatchObject({ kind: 'draft', link });
    const sibling = await kit.ok(dutyLogContract.listDrafts, {}, 'siblingOfficer');
    expect(sibling.items).toEqual([]);
  });

  it('keeps its pictures for the officer who took it over, though another goes on with the shift', async () => {
    const alone = await kit.open('auxiliary', { partnerIds: [] });
    const { id: mediaId, sha256 } = await kit.picture('auxiliary');
    const draft = await kit.enter('auxiliary', alone, {
      handlingCode: 'transfer',
      draftForOfficer: true,
      openMatter: true,
      photos: [{ mediaId, sha256 }],
    });
    await kit.ok(
      dutyLogContract.takeOverDraft,
      {
        params: { entryId: draft.id },
        body: { ...phoneWrite(), handlingCode: 'transfer', officerIds: [], recorders: [] },
      },
      'officer2',
    );
    const matters = [{ text: '接着办', entryId: draft.id }];
    for (const receiver of ['officer2', 'officer'] as const) {
      const body = { ...phoneWrite(), receiverId: kit.people[receiver]._id, matters };
      const asked = { params: { shiftId: alone.id }, body };
      await kit.ok(dutyLogContract.requestHandover, asked, 'auxiliary');
    }
    for (const who of ['officer2', 'officer'] as const) {
      expect((await kit.call(mediaContract.thumbnail, { params: { mediaId } }, who)).status).toBe(
        200,
      );
    }
  });

  it('reaches every officer of the squadron where none is on the shift', async () => {
    const alone = await kit.open('auxiliary', { partnerIds: [] });
    const draft = await kit.enter('auxiliary', alone, {
      handlingCode: 'on_spot_penalty',
      draftForOfficer: true,
    });
    for (const officer of ['officer', 'officer2', 'officer3'] as const) {
      const { items } = await kit.ok(noticeContract.listMine, {}, officer);
      expect(items[0]?.link).toEqual({ feature: 'duty-log', page: 'draft', id: draft.id });
    }
    const { items } = await kit.ok(noticeContract.listMine, {}, 'siblingOfficer');
    expect(items.filter((one) => one.kind === 'draft')).toEqual([]);
  });

  it('is taken over from a draft by an officer with all that enforcement needs', async () => {
    const draft = await kit.enter('auxiliary', shift, {
      handlingCode: 'seizure',
      draftForOfficer: true,
    });
    const take = dutyLogContract.takeOverDraft;
    const input = (extra: object = {}) => ({
      params: { entryId: draft.id },
      body: {
        ...phoneWrite(),
        handlingCode: 'seizure',
        officerIds: [kit.people.officer2._id],
        recorders,
        ...extra,
      },
    });
    await kit.fails(take, input(), 'auxiliary', 'AUXILIARY_NOT_ALLOWED');
    await kit.fails(take, input(), 'siblingOfficer', 'NOT_FOUND');
    await kit.fails(take, input({ officerIds: [] }), 'officer', 'OFFICERS_REQUIRED');
    await kit.fails(take, input({ recorders: [] }), 'officer', 'RECORDERS_REQUIRED');
    await kit.fails(take, input(), 'officer3', 'ENFORCEMENT_ID_INVALID');
    const asked = input();
    await kit.ok(take, asked, 'officer', (entry) => {
      expect(entry).toMatchObject({
        state: 'recorded',
        author: { name: '周敏' },
        takenOverBy: { name: '陈立' },
      });
      expect(entry.officers.map((one) => one.name)).toEqual(['陈立', '李国强']);
    });
    await kit.ok(take, asked, 'officer');
    const late = await kit.fails(take, input(), 'officer2', 'DRAFT_TAKEN');
    expect(late.message).toContain('陈立已经接手');
  });

  it('is taken over by one of two officers at once', async () => {
    const draft = await kit.enter('auxiliary', shift, {
      handlingCode: 'case_filing',
      draftForOfficer: true,
    });
    const take = (as: PersonKey, other: PersonKey) =>
      kit.call(
        dutyLogContract.takeOverDraft,
        {
          params: { entryId: draft.id },
          body: {
            ...phoneWrite(),
            handlingCode: 'case_filing',
            officerIds: [kit.people[other]._id],
            recorders,
          },
        },
        as,
      );
    const answers = await Promise.all([take('officer', 'officer2'), take('officer2', 'officer')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409)!.body;
    expect(lost).toMatchObject({ code: 'DRAFT_TAKEN' });
  });
});
