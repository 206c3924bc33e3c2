import {
  addDays,
  dayOf,
  dutyLogContract,
  leaveContract,
  noticeContract,
} from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { busyNow } from '../../platform/availability';
import { now } from '../../platform/clock';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;

beforeAll(async () => {
  kit = await DutyKit.begin();
});

afterEach(async () => {
  await kit.endAll();
});

afterAll(async () => {
  await kit.stop();
});

const idOf = (key: PersonKey) => kit.people[key]._id;
const naming = (...keys: PersonKey[]) => kit.opening({ partnerIds: keys.map(idOf) });
const open = (body: ReturnType<typeof naming>, as: PersonKey) =>
  kit.ok(dutyLogContract.openShift, { body }, as);
const current = async (as: PersonKey) => (await kit.ok(dutyLogContract.currentShift, {}, as)).shift;
const membersOf = (shift: Awaited<ReturnType<typeof current>>) =>
  shift ? [shift.owner, ...shift.partners].map((one) => one.personId).sort() : [];
const write = (shiftId: string, as: PersonKey, extra: object = {}) =>
  kit.ok(dutyLogContract.appendEntry, { params: { shiftId }, body: kit.entry({ ...extra }) }, as);
const handOver = (to: PersonKey, ...texts: string[]) => ({
  ...phoneWrite(),
  receiverId: idOf(to),
  matters: texts.map((text) => ({ text })),
});

const ORDERS: [PersonKey, PersonKey][] = [
  ['officer', 'officer2'],
  ['officer2', 'officer'],
];

describe.each(ORDERS)('two who each tap 上岗, %s first', (first, second) => {
  it('are on one shift, whose id either phone may go on naming', async () => {
    const [one, two] = [naming(second), { ...naming(first), sections: ['学校门口'] }];
    await open(one, first);
    await kit.ok(dutyLogContract.openShift, { body: two }, second, (shift) => {
      expect(shift).toMatchObject({
        id: one.shiftId,
        sections: [...one.sections, '学校门口'],
        aliases: [{ shiftId: two.shiftId, personId: idOf(second) }],
        changes: [{ kind: 'opened_too', by: { personId: idOf(second) } }],
      });
    });
    const again = await open(two, second);
    expect(again.id).toBe(one.shiftId);
    await kit.fails(
      dutyLogContract.openShift,
      { body: { ...two, vehicle: '苏D·1' } },
      second,
      'OP_ID_REUSED',
    );
    await kit.fails(
      dutyLogContract.openShift,
      { body: naming(first) },
      second,
      'SHIFT_ALREADY_OPEN',
    );

    await write(one.shiftId, first);
    const entry = await write(two.shiftId, second);
    expect(entry.shiftId).toBe(one.shiftId);
    for (const member of [first, second]) {
      const shift = await current(member);
      expect(shift?.id).toBe(one.shiftId);
      expect(shift?.entries.map(({ author }) => author.personId).sort()).toEqual(
        [idOf(first), idOf(second)].sort(),
      );
      const { items } = await kit.ok(
        dutyLogContract.listShifts,
        { query: { state: 'on_duty' } },
        member,
      );
      expect(items.map(({ id }) => id)).toEqual([one.shiftId]);
    }

    // One hand-over ends it for both, by the id that the second phone knows.
    const params = { shiftId: two.shiftId };
    const body = handOver('auxiliary', '钥匙在值班室');
    await kit.ok(dutyLogContract.requestHandover, { params, body }, second);
    expect([await current(first), await current(second)]).toEqual([null, null]);
    expect(await busyNow([idOf(first), idOf(second)])).toEqual(new Map());
    // The first phone did not know of it: what it leaves goes along, and nothing comes back.
    const late = handOver('officer3', '钥匙在值班室', '花园街 3 号明天复查');
    await kit.ok(
      dutyLogContract.requestHandover,
      { params: { shiftId: one.shiftId }, body: late },
      first,
      ({ state, handover }) => {
        expect(state).toBe('handover_requested');
        expect(handover?.receiver.personId).toBe(idOf('auxiliary'));
        expect(handover?.matters.map(({ text }) => text)).toEqual([
          '钥匙在值班室',
          '花园街 3 号明天复查',
        ]);
      },
    );
  });

  it('lose nothing where the second was without a network until the first had closed', async () => {
    const [one, two] = [naming(second), naming(first)];
    const close = { ...phoneWrite(), matters: [{ text: '路灯不亮' }] };
    await open(one, first);
    await kit.ok(
      dutyLogContract.closeShift,
      { params: { shiftId: one.shiftId }, body: { ...phoneWrite(), matters: [] } },
      first,
    );
    expect((await open(two, second)).id).toBe(one.shiftId);
    expect((await write(two.shiftId, second)).shiftId).toBe(one.shiftId);
    const params = { shiftId: two.shiftId };
    await kit.ok(dutyLogContract.closeShift, { params, body: close }, second, (shift) => {
      expect(shift.leftOpen).toEqual([{ text: '路灯不亮', entryId: null }]);
      expect(shift.entryCount).toBe(1);
    });
    // Off duty, so the next one may begin.
    await open(kit.opening(), second);
  });

  it('are on one shift where its log was read before the second arrived, too', async () => {
    const [one, two] = [naming(second), naming(first)];
    await open(one, first);
    const params = { shiftId: one.shiftId };
    await kit.ok(dutyLogContract.closeShift, { params, body: phoneWrite() }, first);
    await kit.ok(dutyLogContract.approveLog, { params, body: phoneWrite() }, 'leader');
    const joined = await open(two, second);
    // Nothing that its leader has not read came with it.
    expect(joined).toMatchObject({ id: one.shiftId, log: 'approved' });
    expect(membersOf(joined)).toEqual([idOf(first), idOf(second)].sort());
    const entry = await write(two.shiftId, second, { deviceAt: two.deviceAt });
    expect(entry).toMatchObject({ shiftId: one.shiftId, late: { since: joined.reading?.at } });
    const after = await kit.ok(dutyLogContract.findShift, { params }, 'leader');
    expect(after.log).toBe('submitted');
    const ended = { params: { shiftId: two.shiftId }, body: phoneWrite() };
    await kit.ok(dutyLogContract.closeShift, ended, second);
    await open(kit.opening(), second);
  });
});

describe('the hand-over of the second phone', () => {
  const matters = async (shiftId: string) => {
    const shift = await kit.ok(dutyLogContract.findShift, { params: { shiftId } }, 'officer');
    return shift.handover?.matters.map(({ text }) => text);
  };
  const told = async (as: PersonKey) =>
    (await kit.ok(noticeContract.listMine, {}, as)).items.filter(({ kind }) => kind === 'handover');
  /** The ids under which the two phones know one shift. */
  async function openTwice() {
    const [one, two] = [naming('officer2'), naming('officer')];
    await open(one, 'officer');
    await open(two, 'officer2');
    return [one.shiftId, two.shiftId] as const;
  }

  it('goes to its receiver where the first phone has closed the shift', async () => {
    const [one, two] = await openTwice();
    const close = { ...phoneWrite(), matters: [{ text: '路灯不亮' }] };
    const { endedAt } = await kit.ok(
      dutyLogContract.closeShift,
      { params: { shiftId: one }, body: close },
      'officer',
    );
    const body = { ...handOver('auxiliary', '路灯不亮', '钥匙在值班室'), note: '车在院里' };
    const asked = { params: { shiftId: two }, body };
    for (let times = 0; times < 2; times += 1) {
      await kit.ok(dutyLogContract.requestHandover, asked, 'officer2', (shift) => {
        expect(shift).toMatchObject({ state: 'handover_requested', endedAt, leftOpen: [] });
        expect(shift.handover).toMatchObject({
          receiver: { personId: idOf('auxiliary') },
          requestedBy: { personId: idOf('officer2') },
          note: '车在院里',
        });
      });
    }
    expect(await matters(one)).toEqual(['路灯不亮', '钥匙在值班室']);
    expect((await told('auxiliary'))[0]).toMatchObject({
      title: '李国强交班给你',
      text: '有 2 件事要接着办',
      link: { id: one },
    });
    const confirm = { params: { shiftId: one }, body: phoneWrite() };
    await kit.ok(dutyLogContract.confirmHandover, confirm, 'auxiliary');
  });

  it('tells whoever goes on with the shift, once, what it adds, and nothing where it adds nothing', async () => {
    const [one, two] = await openTwice();
    const first = { params: { shiftId: one }, body: handOver('auxiliary', '钥匙在值班室') };
    await kit.ok(dutyLogContract.requestHandover, first, 'officer');
    const confirm = { params: { shiftId: one }, body: phoneWrite() };
    await kit.ok(dutyLogContract.confirmHandover, confirm, 'officer3');
    const before = await told('officer3');
    const params = { shiftId: two };
    const asked = { params, body: handOver('auxiliary', '钥匙在值班室', '路灯不亮') };
    await kit.ok(dutyLogContract.requestHandover, asked, 'officer2');
    await kit.ok(dutyLogContract.requestHandover, asked, 'officer2');
    const nothing = { ...phoneWrite(), matters: [{ text: '路灯不亮' }] };
    await kit.ok(dutyLogContract.closeShift, { params, body: nothing }, 'officer2');
    const [latest, ...others] = await told('officer3');
    expect(latest).toMatchObject({ title: '李国强又交代了 1 件事', link: { id: one } });
    expect(others).toEqual(before);
    const close = { ...phoneWrite(), matters: [{ text: '井盖松了' }] };
    await kit.ok(dutyLogContract.closeShift, { params, body: close }, 'officer2');
    expect(await told('officer3')).toHaveLength(before.length + 2);
  });

  it('keeps its matters where the first phone names another receiver', async () => {
    const [one, two] = await openTwice();
    const ask = (shiftId: string, as: PersonKey, body: ReturnType<typeof handOver>) =>
      kit.ok(dutyLogContract.requestHandover, { params: { shiftId }, body }, as);
    await ask(one, 'officer', handOver('auxiliary', '钥匙在值班室'));
    await ask(two, 'officer2', handOver('auxiliary', '路灯不亮'));
    await ask(one, 'officer', handOver('officer3', '钥匙在值班室'));
    expect(await matters(one)).toEqual(['钥匙在值班室', '路灯不亮']);
  });
});

it('ends up as one shift where both arrive at the same moment', async () => {
  const bodies = { officer: naming('officer2'), officer2: naming('officer') };
  const keys = ['officer', 'officer2'] as const;
  const send = (key: (typeof keys)[number]) =>
    kit.call(dutyLogContract.openShift, { body: bodies[key] }, key);
  const answers = await Promise.all(keys.map(send));
  // Whoever saw the other at it is to come again; the phone does so by itself.
  for (const [index, { status }] of answers.entries()) {
    expect([201, 503]).toContain(status);
    if (status === 503) expect((await send(keys[index]!)).status).toBe(201);
  }
  const shifts = await Promise.all(
    keys.map((key) =>
      kit.ok(dutyLogContract.findShift, { params: { shiftId: bodies[key].shiftId } }, key),
    ),
  );
  expect(shifts[0]!.id).toBe(shifts[1]!.id);
  expect(membersOf(shifts[0]!)).toEqual([idOf('officer'), idOf('officer2')].sort());
});

it('keeps two shifts of those who do not name each other, each with its own people', async () => {
  const one = await open(naming('auxiliary'), 'officer');
  // Names the first by habit, and is not named by them.
  const two = await open(naming('officer', 'auxiliary'), 'officer2');
  expect(two.id).not.toBe(one.id);
  expect(membersOf(two)).toEqual([idOf('officer2'), idOf('auxiliary')].sort());
  // Named by both, and goes with the second.
  expect((await open(naming('officer2'), 'auxiliary')).id).toBe(two.id);
  expect(membersOf(await current('officer'))).toEqual([idOf('officer')]);
  expect(membersOf(await current('auxiliary'))).toEqual(
    [idOf('officer2'), idOf('auxiliary')].sort(),
  );
});

it('does not keep whom it names where they had a shift of their own that is over by now', async () => {
  const late = naming('officer2');
  const own = { params: { shiftId: (await open(naming(), 'officer2')).id }, body: phoneWrite() };
  await kit.ok(dutyLogContract.closeShift, own, 'officer2');
  expect(membersOf(await open(late, 'officer'))).toEqual([idOf('officer')]);
});

it('is not joined by a shift of another template, nor by one that began after it ended', async () => {
  const one = await open(naming('officer2'), 'officer');
  const late = await open({ ...naming('officer'), templateCode: 'late' }, 'officer2');
  expect(late.id).not.toBe(one.id);
  await kit.endAll();
  expect((await open(naming('officer'), 'officer2')).id).not.toBe(one.id);
});

it('answers the same to whoever taps 接班 twice', async () => {
  const params = { shiftId: (await open(naming(), 'officer')).id };
  await kit.ok(dutyLogContract.requestHandover, { params, body: handOver('officer2') }, 'officer');
  for (const body of [phoneWrite(), phoneWrite()]) {
    const one = await kit.ok(dutyLogContract.confirmHandover, { params, body }, 'officer2');
    expect(one.handover?.confirmedBy?.personId).toBe(idOf('officer2'));
  }
  const other = { params, body: phoneWrite() };
  await kit.fails(dutyLogContract.confirmHandover, other, 'auxiliary', 'HANDOVER_TAKEN');
});

it('tells those whom somebody else put on it, once, and not who opened it too', async () => {
  const before = async (as: PersonKey) =>
    (await kit.ok(noticeContract.listMine, {}, as)).items.filter((one) => one.kind === 'shift');
  const known = {
    auxiliary: await before('auxiliary'),
    officer: await before('officer'),
    officer2: await before('officer2'),
  };
  const body = naming('auxiliary', 'officer2');
  await open(body, 'officer');
  await open(body, 'officer');
  await open(naming('officer', 'auxiliary'), 'officer2');
  const [told, ...others] = await before('auxiliary');
  expect(others).toEqual(known.auxiliary);
  expect(told).toMatchObject({
    title: '陈立上岗，写了你同班',
    link: { feature: 'duty-log', id: body.shiftId },
  });
  expect((await before('officer2')).length).toBe(known.officer2.length + 1);
  expect(await before('officer')).toEqual(known.officer);
});

it('says on which days colleagues of one’s own unit are away, and never why', async () => {
  const today = dayOf(now());
  const away = { from: today, to: addDays(today, 2) };
  const body = { ...phoneWrite(), personId: idOf('officer3'), kind: 'sick' as const, ...away };
  await kit.ok(leaveContract.record, { body }, 'leader');
  await kit.ok(dutyLogContract.listAbsences, {}, 'officer', ({ absences }) => {
    expect(absences).toEqual([{ personId: idOf('officer3'), ...away }]);
  });
  expect(await kit.ok(dutyLogContract.listAbsences, {}, 'siblingOfficer')).toEqual({
    absences: [],
  });
  expect(await kit.ok(dutyLogContract.listAbsences, {}, 'inspector')).toEqual({ absences: [] });
  await kit.fails(dutyLogContract.listAbsences, {}, 'office', 'FORBIDDEN');
});

it('finds officers of the whole bureau by name, with no more than an act takes', async () => {
  const named = (q: string) => ({ query: { q } });
  await kit.ok(dutyLogContract.listOfficers, named('明'), 'officer', ({ officers }) => {
    expect(officers).toEqual([
      {
        personId: idOf('siblingOfficer'),
        name: '许明',
        unitName: '牛塘中队',
        enforcementIdValid: true,
      },
    ]);
  });
  await kit.ok(dutyLogContract.listOfficers, named('沈洁'), 'officer', ({ officers }) => {
    expect(officers).toMatchObject([{ name: '沈洁', enforcementIdValid: false }]);
  });
  for (const other of ['外人', '陈立', '周敏', '.']) {
    expect(await kit.ok(dutyLogContract.listOfficers, named(other), 'officer')).toEqual({
      officers: [],
    });
  }
  await kit.fails(dutyLogContract.listOfficers, named('许'), 'office', 'FORBIDDEN');
});
