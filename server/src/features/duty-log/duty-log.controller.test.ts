import {
  DAY_MS,
  dayOf,
  dutyLogContract,
  mediaContract,
  noticeContract,
  type Shift,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { shiftClock } from '../../platform/clock';
import { drawSample } from './duty-log.rules';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;

beforeAll(async () => {
  kit = await DutyKit.begin();
});

afterEach(async () => {
  shiftClock(0);
  await kit.endAll();
});

afterAll(async () => {
  await kit.stop();
});

const of = (shift: Shift) => ({ shiftId: shift.id });

describe('a shift', () => {
  it('is opened once under the id that the phone made', async () => {
    const body = kit.opening({ partnerIds: [kit.people.auxiliary._id] });
    await kit.ok(dutyLogContract.openShift, { body }, 'officer', (shift) => {
      expect(shift).toMatchObject({
        id: body.shiftId,
        day: dayOf(Date.now()),
        owner: { name: '陈立' },
        partners: [{ name: '周敏', kind: 'auxiliary' }],
        state: 'on_duty',
        log: 'draft',
        entries: [],
      });
    });
    const again = await kit.ok(dutyLogContract.openShift, { body }, 'officer');
    expect(again.id).toBe(body.shiftId);
    const second = { body: kit.opening() };
    await kit.fails(dutyLogContract.openShift, second, 'officer', 'SHIFT_ALREADY_OPEN');
    const changed = { body: { ...body, vehicle: '苏D·1' } };
    await kit.fails(dutyLogContract.openShift, changed, 'officer', 'OP_ID_REUSED');
    await kit.fails(dutyLogContract.openShift, { body }, 'officer2', 'OP_ID_REUSED');
  });

  it('opens one of two at once', async () => {
    const answers = await Promise.all(
      [1, 2].map(() => kit.call(dutyLogContract.openShift, { body: kit.opening() }, 'officer')),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  it('is no business of office staff, and knows its templates and people', async () => {
    await kit.fails(dutyLogContract.openShift, { body: kit.opening() }, 'office', 'FORBIDDEN');
    const unknown = { body: kit.opening({ templateCode: 'nope' }) };
    await kit.fails(dutyLogContract.openShift, unknown, 'officer', 'VALIDATION_FAILED');
    const stranger = { body: kit.opening({ partnerIds: [kit.people.outsider._id] }) };
    await kit.fails(dutyLogContract.openShift, stranger, 'officer', 'VALIDATION_FAILED');
  });

  it('is current for its owner and partners, and for nobody else', async () => {
    const shift = await kit.open('officer', { partnerIds: [kit.people.auxiliary._id] });
    for (const member of ['officer', 'auxiliary'] as const) {
      await kit.ok(dutyLogContract.currentShift, {}, member, (body) => {
        expect(body.shift?.id).toBe(shift.id);
      });
    }
    expect(await kit.ok(dutyLogContract.currentShift, {}, 'officer2')).toEqual({ shift: null });
    for (const reader of ['officer', 'auxiliary', 'leader', 'bureauLeader'] as const) {
      await kit.ok(dutyLogContract.findShift, { params: of(shift) }, reader, (body) => {
        expect(body.unitName).toBe('湖塘中队');
      });
    }
    const strangers: PersonKey[] = ['officer2', 'siblingLeader', 'outsiderLeader', 'inspector'];
    for (const stranger of strangers) {
      const input = { params: of(shift) };
      await kit.fails(dutyLogContract.findShift, input, stranger, 'NOT_FOUND');
    }
  });

  it('belongs across midnight to the day it began', async () => {
    // Tomorrow at 00:30 by the clock of Shanghai.
    const midnight = Date.parse(`${dayOf(Date.now() + DAY_MS)}T00:30:00+08:00`);
    shiftClock(midnight - Date.now());
    kit.tokens.clear();
    const deviceAt = new Date(midnight).toISOString();
    const body = { ...kit.opening({ templateCode: 'night' }), deviceAt };
    await kit.ok(dutyLogContract.openShift, { body }, 'officer2', (shift) => {
      expect(shift.day).toBe(dayOf(midnight - DAY_MS));
      expect(shift.plannedEndAt).toBe(new Date(midnight + 2 * 3_600_000).toISOString());
      expect(shift.clockDoubt).toBe(false);
    });
    await kit.endAll();
    kit.tokens.clear();
  });

  it('flags a phone whose clock is a day off and keeps the record', async () => {
    const deviceAt = new Date(Date.now() + DAY_MS).toISOString();
    const body = { ...kit.opening(), deviceAt };
    await kit.ok(dutyLogContract.openShift, { body }, 'officer2', (shift) => {
      expect(shift.clockDoubt).toBe(true);
      expect(Date.parse(shift.openedAt)).toBeLessThanOrEqual(Date.now());
    });
  });

  it('is listed newest first for oneself and for a leader', async () => {
    const shift = await kit.open('auxiliary');
    await kit.ok(dutyLogContract.listShifts, {}, 'auxiliary', (page) => {
      expect(page.items[0]).toMatchObject({ id: shift.id, entryCount: 0 });
    });
    const query = { unitPath: shift.unitPath, limit: 1 };
    const first = await kit.ok(dutyLogContract.listShifts, { query }, 'leader');
    const cursor = first.nextCursor!;
    const next = await kit.ok(
      dutyLogContract.listShifts,
      { query: { ...query, cursor } },
      'leader',
    );
    expect(next.items[0]!.id).not.toBe(first.items[0]!.id);
    const everything = { query: { unitPath: shift.unitPath, limit: 100 } };
    const all = await kit.ok(dutyLogContract.listShifts, everything, 'leader');
    const now = { query: { ...everything.query, state: 'on_duty' as const } };
    await kit.ok(dutyLogContract.listShifts, now, 'leader', ({ items }) => {
      const onDuty = all.items.filter((one) => one.state === 'on_duty');
      expect(items).toEqual(onDuty);
      expect(items.map((one) => one.id)).toContain(shift.id);
      expect(items.length).toBeLessThan(all.items.length);
    });
    const personId = kit.people.auxiliary._id;
    await kit.ok(dutyLogContract.listShifts, { query: { personId } }, 'leader', (page) => {
      const members = page.items.map((one) => [one.owner, ...one.partners]);
      const everyTime = members.map((all) => all.some((one) => one.personId === personId));
      expect(new Set(everyTime)).toEqual(new Set([true]));
    });
    for (const stranger of ['officer', 'siblingLeader', 'outsiderLeader'] as const) {
      await kit.fails(dutyLogContract.listShifts, { query }, stranger, 'NOT_FOUND');
      await kit.fails(dutyLogContract.listShifts, { query: { personId } }, stranger, 'NOT_FOUND');
    }
  });
});

describe('a hand-over', () => {
  const request = (receiver: PersonKey, extra: object = {}) => ({
    ...phoneWrite(),
    receiverId: kit.people[receiver]._id,
    ...extra,
  });

  it('is asked for with what is left open, and confirmed by the one who takes over', async () => {
    const shift = await kit.open('officer');
    const params = of(shift);
    const body = request('officer2', { matters: [{ text: '早餐摊 16 点回头看' }] });
    await kit.ok(dutyLogContract.requestHandover, { params, body }, 'officer', (one) => {
      expect(one).toMatchObject({
        state: 'handover_requested',
        log: 'submitted',
        handover: { receiver: { name: '李国强' }, confirmedAt: null, overdue: false },
      });
    });
    await kit.ok(dutyLogContract.listHandovers, {}, 'officer2', ({ shifts }) => {
      expect(shifts[0]).toMatchObject({
        id: shift.id,
        handover: { matters: [{ text: '早餐摊 16 点回头看', entryId: null }] },
      });
    });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'officer2');
    expect(items[0]).toMatchObject({ kind: 'handover', title: '陈立交班给你' });
    const confirm = { params, body: phoneWrite() };
    await kit.fails(dutyLogContract.confirmHandover, confirm, 'officer', 'FORBIDDEN');
    await kit.fails(dutyLogContract.confirmHandover, confirm, 'siblingOfficer', 'NOT_FOUND');
    await kit.fails(dutyLogContract.confirmHandover, confirm, 'outsider', 'NOT_FOUND');
    await kit.ok(dutyLogContract.confirmHandover, confirm, 'officer2', (one) => {
      expect(one).toMatchObject({
        state: 'handed_over',
        handover: { confirmedBy: { name: '李国强' } },
      });
    });
    const again = await kit.ok(dutyLogContract.confirmHandover, confirm, 'officer2');
    expect(again.state).toBe('handed_over');
    await kit.ok(dutyLogContract.findShift, { params }, 'officer2');
  });

  it('is asked for by one of two at once; the other is told by whom', async () => {
    const shift = await kit.open('officer', { partnerIds: [kit.people.officer2._id] });
    const params = of(shift);
    const answers = await Promise.all([
      kit.call(dutyLogContract.requestHandover, { params, body: request('officer3') }, 'officer'),
      kit.call(dutyLogContract.requestHandover, { params, body: request('leader') }, 'officer2'),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409)!.body;
    expect(lost).toMatchObject({ code: 'HANDOVER_TAKEN' });
    expect((lost as { message: string }).message).toMatch(/陈立|李国强/);
  });

  it('is confirmed by one of two at once; the other is told by whom', async () => {
    const shift = await kit.open('officer');
    const params = of(shift);
    const body = request('officer2');
    await kit.ok(dutyLogContract.requestHandover, { params, body }, 'officer');
    const answers = await Promise.all(
      (['officer2', 'officer3'] as const).map((taker) =>
        kit.call(dutyLogContract.confirmHandover, { params, body: phoneWrite() }, taker),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409)!.body;
    expect(lost).toMatchObject({ code: 'HANDOVER_TAKEN' });
    expect((lost as { message: string }).message).toMatch(/已由(李国强|沈洁)接班/);
  });

  it('shows the one who goes on with a matter the pictures of it', async () => {
    const shift = await kit.open('officer');
    const { id: mediaId, sha256 } = await kit.picture('officer');
    const photos = [{ mediaId, sha256 }];
    const entry = await kit.enter('officer', shift, { openMatter: true, photos });
    const see = { params: { mediaId } };
    await kit.fails(mediaContract.thumbnail, see, 'officer2', 'NOT_FOUND');
    const body = request('officer2', { matters: [{ text: '接着办', entryId: entry.id }] });
    await kit.ok(dutyLogContract.requestHandover, { params: of(shift), body }, 'officer');
    const answer = await kit.call(mediaContract.thumbnail, see, 'officer2');
    expect(answer.status).toBe(200);
    await kit.ok(dutyLogContract.findEntry, { params: { entryId: entry.id } }, 'officer2');
  });

  it('shows them no more to whoever does not go on with it after all, and to the partners still', async () => {
    const shift = await kit.open('officer', { partnerIds: [kit.people.auxiliary._id] });
    const { id: mediaId, sha256 } = await kit.picture('officer');
    const photos = [{ mediaId, sha256 }];
    const entry = await kit.enter('officer', shift, { openMatter: true, photos });
    const matters = [{ text: '接着办', entryId: entry.id }];
    const seen = async (who: PersonKey) =>
      (await kit.call(mediaContract.thumbnail, { params: { mediaId } }, who)).status;
    const ask = (who: PersonKey) =>
      kit.ok(
        dutyLogContract.requestHandover,
        { params: of(shift), body: request(who, { matters }) },
        'officer',
      );
    await ask('officer2');
    expect(await seen('officer2')).toBe(200);
    await ask('officer3');
    expect(await Promise.all([seen('officer2'), seen('officer3')])).toEqual([404, 200]);
    // Somebody else takes over than the one who was asked.
    const confirm = { params: of(shift), body: phoneWrite() };
    await kit.ok(dutyLogContract.confirmHandover, confirm, 'officer2');
    expect(await Promise.all([seen('officer2'), seen('officer3')])).toEqual([200, 404]);
    expect(await seen('auxiliary')).toBe(200);
  });

  it('tells the one who asked where somebody else took over', async () => {
    const shift = await kit.open('officer');
    const params = of(shift);
    await kit.ok(dutyLogContract.requestHandover, { params, body: request('officer2') }, 'officer');
    await kit.ok(dutyLogContract.confirmHandover, { params, body: phoneWrite() }, 'officer3');
    const { items } = await kit.ok(noticeContract.listMine, {}, 'officer');
    expect(items[0]).toMatchObject({ title: '你的班由沈洁接了' });
  });

  it('may name another receiver until it is confirmed, and is overdue after an hour', async () => {
    const shift = await kit.open('officer');
    const params = of(shift);
    const asked = { params, body: request('officer2') };
    const { endedAt } = await kit.ok(dutyLogContract.requestHandover, asked, 'officer');
    await kit.ok(dutyLogContract.approveLog, { params, body: phoneWrite() }, 'leader');
    const other = { params, body: request('officer3') };
    await kit.ok(dutyLogContract.requestHandover, other, 'officer', (one) => {
      expect(one).toMatchObject({ endedAt, log: 'approved', state: 'handover_requested' });
    });
    const told = async (who: PersonKey) =>
      (await kit.ok(noticeContract.listMine, {}, who)).items[0]?.title;
    expect(await told('officer3')).toBe('陈立交班给你');
    expect(await told('officer2')).toBe('陈立的班不用你接了');
    const self = request('officer');
    await kit.fails(
      dutyLogContract.requestHandover,
      { params, body: self },
      'officer',
      'VALIDATION_FAILED',
    );
    shiftClock(61 * 60_000);
    kit.tokens.clear();
    await kit.ok(dutyLogContract.findShift, { params }, 'officer', ({ handover }) => {
      expect(handover).toMatchObject({ receiver: { name: '沈洁' }, overdue: true });
    });
    kit.tokens.clear();
  });

  it('is not needed where no shift follows; then the shift is closed', async () => {
    const shift = await kit.open('officer');
    const params = of(shift);
    const confirm = { params, body: phoneWrite() };
    await kit.fails(dutyLogContract.confirmHandover, confirm, 'officer2', 'STATE_CONFLICT');
    const matters = [{ text: '花园街 3 号明天复查' }];
    const close = { params, body: { ...phoneWrite(), matters, note: '收班' } };
    await kit.fails(dutyLogContract.closeShift, close, 'officer2', 'NOT_FOUND');
    await kit.ok(dutyLogContract.closeShift, close, 'officer', (one) => {
      expect(one).toMatchObject({ state: 'closed', log: 'submitted' });
      expect(one.leftOpen).toEqual([{ ...matters[0], entryId: null }]);
      expect(one.endedAt).not.toBeNull();
    });
    const late = { params, body: request('officer2') };
    await kit.fails(dutyLogContract.requestHandover, late, 'officer', 'STATE_CONFLICT');
    await kit.open('officer');
  });
});

describe('what a leader reads', () => {
  async function closed(owner: PersonKey, incident = false): Promise<Shift> {
    const shift = await kit.open(owner);
    const extra = incident ? { categoryCode: 'incident', text: '路灯杆歪了' } : {};
    await kit.enter(owner, shift, extra);
    return kit.close(owner, shift);
  }

  it('is every unusual log and a sample of the others', async () => {
    const odd = await closed('officer', true);
    for (const owner of ['officer2', 'officer2', 'auxiliary'] as const) await closed(owner);
    const own = await closed('leader');
    const query = { unitPath: odd.unitPath };
    const all = await kit.ok(
      dutyLogContract.listShifts,
      { query: { ...query, limit: 100 } },
      'leader',
    );
    await kit.ok(dutyLogContract.readDay, { query }, 'leader', (day) => {
      const unusual = day.unusual.find((one) => one.shift.id === odd.id);
      expect(unusual?.anomalies[0]).toMatchObject({ code: 'incident' });
      const seen = new Set(day.unusual.map((one) => one.shift.id));
      const clean = all.items
        .filter((one) => one.day === day.day && one.id !== own.id && !seen.has(one.id))
        .map((one) => ({ _id: one.id, unitPath: one.unitPath, day: one.day }));
      const drawn = drawSample(clean, () => 2).map((one) => one._id);
      expect(day.sample.map((one) => one.id).sort()).toEqual(drawn.sort());
      expect(day.others).toBe(clean.length - drawn.length);
      expect(JSON.stringify(day)).not.toContain(own.id);
    });
    const again = await kit.ok(dutyLogContract.readDay, {}, 'leader');
    const once = await kit.ok(dutyLogContract.readDay, {}, 'leader');
    expect(once).toEqual(again);
    await kit.fails(dutyLogContract.readDay, { query }, 'siblingLeader', 'NOT_FOUND');
    await kit.fails(dutyLogContract.readDay, {}, 'officer', 'FORBIDDEN');
    const params = of(own);
    const approve = { params, body: phoneWrite() };
    await kit.fails(dutyLogContract.approveLog, approve, 'leader', 'FORBIDDEN');
    await kit.ok(dutyLogContract.approveLog, approve, 'bureauLeader');
  });

  it('is returned with a reason, handed in again and marked as read', async () => {
    const shift = await closed('officer');
    const params = of(shift);
    const body = { ...phoneWrite(), reason: '第二条没写结果' };
    await kit.fails(dutyLogContract.returnLog, { params, body }, 'siblingLeader', 'NOT_FOUND');
    await kit.ok(dutyLogContract.returnLog, { params, body }, 'leader', (one) => {
      expect(one).toMatchObject({ log: 'returned', reading: { reason: '第二条没写结果' } });
    });
    const { items } = await kit.ok(noticeContract.listMine, {}, 'officer');
    expect(items[0]).toMatchObject({ kind: 'returned', text: '第二条没写结果' });
    const second = { params, body: { ...phoneWrite(), reason: '还有' } };
    await kit.fails(dutyLogContract.returnLog, second, 'leader', 'STATE_CONFLICT');
    const resubmit = { params, body: phoneWrite() };
    await kit.fails(dutyLogContract.resubmitLog, resubmit, 'officer2', 'NOT_FOUND');
    await kit.ok(dutyLogContract.resubmitLog, resubmit, 'officer', (one) => {
      expect(one.log).toBe('submitted');
    });
    await kit.ok(dutyLogContract.approveLog, { params, body: phoneWrite() }, 'leader', (one) => {
      expect(one).toMatchObject({ log: 'approved', reading: { kind: 'approved' } });
    });
    const late = { params, body: phoneWrite() };
    await kit.fails(dutyLogContract.resubmitLog, late, 'officer', 'STATE_CONFLICT');
  });

  it('cannot be read before the shift has ended', async () => {
    const shift = await kit.open('officer');
    const input = { params: of(shift), body: phoneWrite() };
    await kit.fails(dutyLogContract.approveLog, input, 'leader', 'STATE_CONFLICT');
  });
});
