import {
  DAY_MS,
  dutyLogContract,
  noticeContract,
  reviewContract,
  todayContract,
  type Shift,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import { now, shiftClock } from '../../platform/clock';
import { MongoService } from '../../platform/mongo';
import { entryCollection, shiftCollection } from './duty-log.collection';
import { DutyKit } from './duty-log.test-kit';
import { LateService } from './late.service';
import { ShiftRepository } from './shift.repository';

let kit: DutyKit;

beforeAll(async () => {
  kit = await DutyKit.begin();
});

afterEach(async () => {
  goTo(0);
  await kit.endAll();
});

afterAll(async () => {
  await kit.stop();
});

/** A session does not last until the clock that a test moves to. */
function goTo(offsetMs: number): void {
  shiftClock(offsetMs);
  kit.tokens.clear();
}

const of = (shift: Shift) => ({ shiftId: shift.id });
const writtenAt = (ms: number) => ({ deviceAt: new Date(ms).toISOString() });

/** A shift of two, ended and marked as read; with the entry that was in it. */
async function readLog() {
  const partnerIds = [kit.people.officer2._id];
  const shift = await kit.open('officer', { partnerIds });
  const entry = await kit.enter('officer', shift, { text: '原来的话' });
  await kit.close('officer', shift);
  const body = phoneWrite();
  await kit.ok(dutyLogContract.approveLog, { params: of(shift), body }, 'leader');
  return { shift, entry, readAt: now() };
}

const found = (shift: Shift) => kit.ok(dutyLogContract.findShift, { params: of(shift) }, 'leader');

/** Whether the log waits for its leader in the unit's week, and on 今日. */
async function waits(shift: Shift): Promise<boolean[]> {
  const link = ({ link: to }: { link: { id: string | null } | null }) => to?.id === shift.id;
  const { waiting } = await kit.ok(reviewContract.week, { query: {} }, 'leader');
  const today = await kit.ok(todayContract.find, {}, 'leader');
  return [waiting.some(link), today.lead?.looks.some(link) ?? false];
}

async function told(shift: Shift) {
  const { items } = await kit.ok(noticeContract.listMine, {}, 'leader');
  return items.find(({ kind, link }) => kind === 'late' && link?.id === shift.id);
}

async function anomalies(shift: Shift): Promise<string[]> {
  const query = { day: shift.day };
  const { unusual } = await kit.ok(dutyLogContract.readDay, { query }, 'leader');
  const own = unusual.find((one) => one.shift.id === shift.id);
  return own?.anomalies.filter((one) => one.code === 'came_late').map((one) => one.text) ?? [];
}

describe('an entry that was written in its shift', () => {
  it('is kept when it comes months after its log was read, and goes before the leader again', async () => {
    const { shift } = await readLog();
    const wroteMs = now();
    expect(await anomalies(shift)).toEqual([]);
    goTo(90 * DAY_MS);
    expect((await found(shift)).log).toBe('archived');
    expect(await waits(shift)).toEqual([false, false]);
    const body = { ...kit.entry({ text: '手机没电了' }), ...writtenAt(wroteMs) };
    const sent = { params: of(shift), body };
    const entry = await kit.ok(dutyLogContract.appendEntry, sent, 'officer2');
    expect(entry).toMatchObject({ text: '手机没电了', at: new Date(wroteMs).toISOString() });
    const after = await found(shift);
    expect(after).toMatchObject({ log: 'submitted', reading: { kind: 'approved' } });
    expect(entry.late).toMatchObject({ since: after.reading?.at, closed: 'read' });
    expect(Date.parse(entry.late!.receivedAt)).toBeGreaterThan(wroteMs + 89 * DAY_MS);
    expect(await anomalies(shift)).toEqual(['看过以后又到了 1 条']);
    expect(await waits(shift)).toEqual([true, true]);
    const { items } = await kit.ok(noticeContract.listMine, {}, 'leader');
    expect(items[0]).toMatchObject({ kind: 'late', link: { feature: 'duty-log', id: shift.id } });

    // The same again changes nothing more, though the log was read meanwhile.
    const approve = { params: of(shift), body: phoneWrite() };
    approve.body.deviceAt = new Date(now()).toISOString();
    await kit.ok(dutyLogContract.approveLog, approve, 'leader');
    await kit.ok(dutyLogContract.appendEntry, sent, 'officer2');
    const end = await found(shift);
    expect(end.log).toBe('approved');
    expect(await waits(shift)).toEqual([false, false]);
    expect(end.entries).toHaveLength(2);
    expect(await anomalies(shift)).toEqual(['1 条是看过以后才到的，已再看']);
    const mongo = await kit.get(MongoService);
    const stored = await mongo.collection(shiftCollection).findOne({ _id: shift.id });
    expect(stored?.events.map(({ type, actorId }) => [type, actorId])).toEqual([
      ['closed', kit.people.officer._id],
      ['approved', kit.people.leader._id],
      ['came_late', kit.people.officer2._id],
      ['approved', kit.people.leader._id],
    ]);
  });

  describe.each([undefined, 'came_late', 'came'])(
    'by somebody taken off, with a crash before the step %s',
    (crash) => {
      it('puts them back on the shift and the log before its leader, once each', async () => {
        const { _id: id } = kit.people.officer2;
        const shift = await kit.open('officer', { partnerIds: [id] });
        const wrote = { params: of(shift), body: kit.entry({ text: '在现场' }) };
        const off = { ...phoneWrite(), absentIds: [id] };
        await kit.ok(dutyLogContract.changeShift, { params: of(shift), body: off }, 'officer');
        await kit.close('officer', shift);
        const approve = { params: of(shift), body: phoneWrite() };
        await kit.ok(dutyLogContract.approveLog, approve, 'leader');
        const repository = await kit.get(ShiftRepository);
        const save = repository.save.bind(repository);
        const saving = jest.spyOn(repository, 'save').mockImplementation((found, event, change) => {
          if (event.type === crash) return Promise.reject(new Error('crash'));
          return save(found, event, change);
        });
        if (crash) {
          const { status } = await kit.call(dutyLogContract.appendEntry, wrote, 'officer2');
          expect(status).toBe(500);
        }
        saving.mockRestore();
        for (let times = 0; times < 2; times += 1) {
          await kit.ok(dutyLogContract.appendEntry, wrote, 'officer2');
        }
        const after = await found(shift);
        expect(after.log).toBe('submitted');
        expect(after.partners.map(({ personId }) => personId)).toEqual([id]);
        const stored = await repository.findUnscoped(shift.id);
        const steps = stored!.events.filter(({ actorId }) => actorId === id);
        expect(steps.map(({ type }) => type)).toEqual(['came_late', 'came']);
      });
    },
  );

  it('is no late one where the log is open, handed over or not', async () => {
    const shift = await kit.open('officer', { partnerIds: [kit.people.officer2._id] });
    const body = { ...phoneWrite(), receiverId: kit.people.officer3._id };
    await kit.ok(dutyLogContract.requestHandover, { params: of(shift), body }, 'officer');
    expect((await kit.enter('officer2', shift)).late).toBeNull();
    expect(await anomalies(shift)).toEqual([]);
  });

  it('comes to the log that its leader returned as any other', async () => {
    const { shift } = await readLog();
    await kit.enter('officer2', shift);
    const body = { ...phoneWrite(), reason: '补写处置' };
    await kit.ok(dutyLogContract.returnLog, { params: of(shift), body }, 'leader');
    expect((await kit.enter('officer2', shift)).late).toBeNull();
    expect((await found(shift)).log).toBe('returned');
  });
});

describe('an entry that is kept while its leader looks at the log', () => {
  it('opens it again as one that came late', async () => {
    const { shift, entry } = await readLog();
    const mongo = await kit.get(MongoService);
    const stored = await mongo.collection(entryCollection).findOne({ _id: entry.id });
    const late = await kit.get(LateService);
    // A repeat of one that was there before is none of these.
    await late.entryKept(stored!, true);
    expect((await found(shift)).log).toBe('approved');
    await late.entryKept(stored!, false);
    const after = await found(shift);
    expect(after.log).toBe('submitted');
    expect(after.entries[0]!.late).toMatchObject({ since: after.reading?.at });
  });
});

describe('what is written down only after the log was closed', () => {
  it('is refused in words that say why', async () => {
    const { shift, readAt, entry } = await readLog();
    goTo(2 * DAY_MS);
    const today = writtenAt(now());
    // Typed as if it had been then.
    const happenedAt = new Date(readAt).toISOString();
    const body = { ...kit.entry({ happenedAt }), ...today };
    const refused = { params: of(shift), body };
    const error = await kit.fails(
      dutyLogContract.appendEntry,
      refused,
      'officer',
      'STATE_CONFLICT',
    );
    expect(error.message).toContain('补写');
    const amend = {
      params: { entryId: entry.id },
      body: { ...phoneWrite(), ...today, text: '改' },
    };
    await kit.fails(dutyLogContract.amendEntry, amend, 'officer', 'STATE_CONFLICT');
    expect((await found(shift)).log).toBe('approved');
  });
});

describe('a correction that was made before the log was read', () => {
  it('is kept when it comes after that, and opens the log again', async () => {
    const shift = await kit.open('officer');
    const { id } = await kit.enter('officer', shift, { text: '原来的话' });
    await kit.close('officer', shift);
    const body = { ...phoneWrite(), text: '改过的话' };
    goTo(DAY_MS);
    const approve = { params: of(shift), body: { ...phoneWrite(), ...writtenAt(now()) } };
    await kit.ok(dutyLogContract.approveLog, approve, 'leader');
    const sent = { params: { entryId: id }, body };
    for (let times = 0; times < 2; times += 1) {
      await kit.ok(dutyLogContract.amendEntry, sent, 'officer', (entry) => {
        expect(entry).toMatchObject({ text: '改过的话', late: null });
        expect(entry.amendments).toMatchObject([
          { before: { text: '原来的话' }, late: { since: expect.any(String) } },
        ]);
      });
    }
    expect((await found(shift)).log).toBe('submitted');
    expect(await anomalies(shift)).toEqual(['看过以后又到了 1 条']);
    expect(await told(shift)).toMatchObject({
      title: '看过的执勤日志又到了新记录',
      text: expect.stringContaining('陈立当时改的现在才送到，请再看一遍'),
    });
  });
});

describe('an entry of a log that was archived without being read', () => {
  it('is told and shown as such', async () => {
    const shift = await kit.open('officer');
    await kit.close('officer', shift);
    const body = kit.entry();
    goTo(90 * DAY_MS);
    const sent = { params: of(shift), body };
    const { late } = await kit.ok(dutyLogContract.appendEntry, sent, 'officer');
    expect(late).toMatchObject({ closed: 'archived' });
    expect(await told(shift)).toMatchObject({
      title: '归档的执勤日志又到了新记录',
      text: expect.stringMatching(/陈立当时记的现在才送到，请看一遍$/),
    });
    expect(await anomalies(shift)).toEqual(['归档以后又到了 1 条']);
  });
});

describe('a draft that an officer took over', () => {
  const handling = { handlingCode: 'transfer', officerIds: [], recorders: [] };

  async function readDraft() {
    const shift = await kit.open('auxiliary');
    const draft = { handlingCode: 'transfer', draftForOfficer: true };
    const { id: entryId } = await kit.enter('auxiliary', shift, draft);
    await kit.close('auxiliary', shift);
    const taken = { params: { entryId }, body: { ...phoneWrite(), ...handling } };
    const body = phoneWrite();
    await kit.ok(dutyLogContract.approveLog, { params: of(shift), body }, 'leader');
    return { shift, entryId, taken };
  }

  it('opens the log again where it comes after that was read, once', async () => {
    const { shift, taken } = await readDraft();
    const late = await kit.get(LateService);
    // A crash before the log is open again.
    const crash = jest.spyOn(late, 'reopen').mockRejectedValueOnce(new Error('crash'));
    expect((await kit.call(dutyLogContract.takeOverDraft, taken, 'officer')).status).toBe(500);
    crash.mockRestore();
    expect((await found(shift)).log).toBe('approved');
    await kit.ok(dutyLogContract.takeOverDraft, taken, 'officer');
    expect((await found(shift)).log).toBe('submitted');
    expect(await anomalies(shift)).toEqual(['看过以后又到了 1 条']);
    const again = { params: of(shift), body: phoneWrite() };
    await kit.ok(dutyLogContract.approveLog, again, 'leader');
    await kit.ok(dutyLogContract.takeOverDraft, taken, 'officer');
    expect((await found(shift)).log).toBe('approved');
  });

  it('is refused where it was taken over only after the log was closed', async () => {
    const { shift, entryId } = await readDraft();
    goTo(2 * DAY_MS);
    const body = { ...phoneWrite(), ...writtenAt(now()), ...handling };
    const taken = { params: { entryId }, body };
    await kit.fails(dutyLogContract.takeOverDraft, taken, 'officer', 'STATE_CONFLICT');
    expect((await found(shift)).log).toBe('approved');
  });
});
