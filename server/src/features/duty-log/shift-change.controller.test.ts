import { dutyLogContract, mediaContract, noticeContract, type Shift } from '@qiangji/shared-types';
import { phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { busyNow } from '../../platform/availability';
import { now } from '../../platform/clock';
import { DutyKit } from './duty-log.test-kit';
import { ShiftRepository } from './shift.repository';

let kit: DutyKit;
let shift: Shift;

beforeAll(async () => {
  kit = await DutyKit.begin();
});

beforeEach(async () => {
  const partnerIds = [idOf('officer2'), idOf('auxiliary')];
  shift = await kit.open('officer', { partnerIds });
});

afterEach(async () => {
  await kit.endAll();
});

afterAll(async () => {
  await kit.stop();
});

const idOf = (key: PersonKey) => kit.people[key]._id;
const changeOf = (change: object) => ({
  params: { shiftId: shift.id },
  body: { ...phoneWrite(), ...change },
});
const absent = (key: PersonKey) => changeOf({ absentIds: [idOf(key)] });
const change = (asked: ReturnType<typeof changeOf>, as: PersonKey) =>
  kit.ok(dutyLogContract.changeShift, asked, as);
const refusal = async (asked: ReturnType<typeof changeOf>, as: PersonKey) => {
  const { status, body } = await kit.call(dutyLogContract.changeShift, asked, as);
  return { status, ...(body as unknown as { code: string; message: string }) };
};
const current = async (as: PersonKey) => (await kit.ok(dutyLogContract.currentShift, {}, as)).shift;
const members = async () => {
  const { owner, partners } = await kit.ok(
    dutyLogContract.findShift,
    { params: { shiftId: shift.id } },
    'officer',
  );
  return [owner, ...partners].map((one) => one.personId);
};
const news = async (as: PersonKey) => (await kit.ok(noticeContract.listMine, {}, as)).items[0];

it('takes off who did not come: they are off duty and told, and it stays in the history', async () => {
  await kit.ok(dutyLogContract.changeShift, absent('officer2'), 'officer', (one) => {
    expect(one.partners.map(({ name }) => name)).toEqual(['周敏']);
    expect(one.changes).toMatchObject([
      {
        kind: 'changed',
        by: { name: '陈立' },
        joined: [],
        absent: [{ name: '李国强' }],
        before: {},
      },
    ]);
  });
  expect(await current('officer2')).toBeNull();
  expect(await busyNow([idOf('officer2')])).toEqual(new Map());
  expect(await news('officer2')).toMatchObject({ title: '陈立写你这一班没来', kind: 'shift' });
  // What they were told of still opens; it is nothing that they act in.
  const params = { shiftId: shift.id };
  await kit.ok(dutyLogContract.findShift, { params }, 'officer2');
  const change = { params, body: { ...phoneWrite(), vehicle: '苏D·1' } };
  await kit.fails(dutyLogContract.changeShift, change, 'officer2', 'NOT_FOUND');
});

it('leaves what was put right later, where an earlier change comes after it', async () => {
  const early = { ...phoneWrite(), deviceAt: new Date(now() - 60_000).toISOString() };
  await change(changeOf({ vehicle: '苏D·2', joinedIds: [idOf('officer3')] }), 'officer');
  const late = { ...early, vehicle: '苏D·1', recorders: ['R9'], absentIds: [idOf('officer3')] };
  const answered = await change(changeOf(late), 'officer');
  expect(answered).toMatchObject({ vehicle: '苏D·2', recorders: ['R9'] });
  expect(await members()).toContain(idOf('officer3'));
  expect(await change(changeOf(late), 'officer')).toMatchObject({ vehicle: '苏D·2' });
});

describe('an end that comes from the phone of somebody taken off meanwhile', () => {
  const ends = {
    'a hand-over': () =>
      kit.ok(
        dutyLogContract.requestHandover,
        {
          params: { shiftId: shift.id },
          body: {
            ...phoneWrite(),
            receiverId: idOf('officer3'),
            matters: [{ text: '路灯不亮' }],
          },
        },
        'officer2',
      ),
    'a close': () =>
      kit.ok(
        dutyLogContract.closeShift,
        { params: { shiftId: shift.id }, body: phoneWrite() },
        'officer2',
      ),
  };

  beforeEach(async () => {
    await change(absent('officer2'), 'officer');
  });

  it.each(Object.entries(ends))('is taken, and they are on it again: %s', async (_, end) => {
    const { id: mediaId, sha256 } = await kit.picture('officer');
    await kit.enter('officer', shift, { photos: [{ mediaId, sha256 }] });
    const ended = await end();
    expect(ended.endedAt).not.toBeNull();
    expect(ended.partners.map(({ name }) => name)).toEqual(['周敏', '李国强']);
    expect(ended.changes?.at(-1)).toMatchObject({ kind: 'came', by: { name: '李国强' } });
    const { status } = await kit.call(mediaContract.thumbnail, { params: { mediaId } }, 'officer2');
    expect(status).toBe(200);
    expect((await refusal(absent('officer2'), 'officer')).message).toContain('李国强交的班');
  });

  it('is refused by name where another has handed over before', async () => {
    const params = { shiftId: shift.id };
    const body = { ...phoneWrite(), receiverId: idOf('officer3') };
    await kit.ok(dutyLogContract.requestHandover, { params, body }, 'officer');
    const late = { params, body: { ...body, ...phoneWrite() } };
    await kit.fails(dutyLogContract.requestHandover, late, 'officer2', 'HANDOVER_TAKEN');
    expect(await members()).not.toContain(idOf('officer2'));
  });
});

it('lets a member say that they did not come, and answers a repeat the same', async () => {
  const asked = absent('auxiliary');
  await change(asked, 'auxiliary');
  const again = await change(asked, 'auxiliary');
  expect(again.changes).toHaveLength(1);
  expect(await current('auxiliary')).toBeNull();
  expect(await members()).not.toContain(idOf('auxiliary'));
  await kit.fails(
    dutyLogContract.changeShift,
    changeOf({ vehicle: '苏D·1' }),
    'auxiliary',
    'NOT_FOUND',
  );
  await kit.fails(dutyLogContract.changeShift, changeOf({}), 'siblingOfficer', 'NOT_FOUND');
  await kit.fails(dutyLogContract.changeShift, changeOf({}), 'leader', 'NOT_FOUND');
  await kit.fails(dutyLogContract.changeShift, changeOf({}), 'office', 'FORBIDDEN');
});

it('keeps who wrote in it and who opened it, and says why', async () => {
  await kit.enter('officer2', shift);
  expect(await refusal(absent('officer2'), 'officer')).toMatchObject({
    status: 409,
    message: '李国强在这一班有记录，不能写成没来',
  });
  expect(await refusal(absent('officer2'), 'officer2')).toMatchObject({ code: 'STATE_CONFLICT' });
  expect(await refusal(absent('officer'), 'officer')).toMatchObject({
    status: 409,
    message: '你自己上的岗，不能写成没来；不上了就交班或收班',
  });
  expect((await refusal(absent('officer'), 'auxiliary')).message).toContain('陈立自己上的岗');
  await kit.ok(
    dutyLogContract.openShift,
    { body: kit.opening({ partnerIds: [idOf('officer')] }) },
    'auxiliary',
  );
  expect((await refusal(absent('auxiliary'), 'officer')).message).toContain('周敏自己上的岗');
});

it('adds who came along, who is told and sees the pictures, and not one of another bureau or shift', async () => {
  const { id: mediaId, sha256 } = await kit.picture('officer');
  await kit.enter('officer', shift, { photos: [{ mediaId, sha256 }] });
  const seen = async (who: PersonKey) =>
    (await kit.call(mediaContract.thumbnail, { params: { mediaId } }, who)).status;
  expect(await seen('officer3')).toBe(404);
  await change(changeOf({ joinedIds: [idOf('officer3')] }), 'auxiliary');
  expect((await current('officer3'))?.id).toBe(shift.id);
  expect(await seen('officer3')).toBe(200);
  expect(await news('officer3')).toMatchObject({ title: '周敏把你加进这一班' });
  await change(absent('officer3'), 'officer3');
  expect(await seen('officer3')).toBe(404);

  const stranger = changeOf({ joinedIds: [idOf('outsider')] });
  await kit.fails(dutyLogContract.changeShift, stranger, 'officer', 'VALIDATION_FAILED');
  const own = await kit.open('leader');
  const elsewhere = await refusal(changeOf({ joinedIds: [idOf('leader')] }), 'officer');
  expect(elsewhere).toMatchObject({ status: 409, message: '马骏自己上了另一班，等他交班再加' });
  await kit.close('leader', own);
});

it('gives two who change it at once what each of them said', async () => {
  const asked = [
    [changeOf({ absentIds: [idOf('officer2')], sections: ['学校门口'] }), 'officer'],
    [changeOf({ joinedIds: [idOf('leader')], recorders: ['R-09'] }), 'auxiliary'],
  ] as const;
  const answers = await Promise.all(
    asked.map(([input, as]) => kit.call(dutyLogContract.changeShift, input, as)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const now = (await current('officer'))!;
  expect(now).toMatchObject({ sections: ['学校门口'], recorders: ['R-09'] });
  expect(now.partners.map(({ name }) => name)).toEqual(['周敏', '马骏']);
  const before = Object.assign({}, ...now.changes!.map((one) => one.before)) as object;
  expect(before).toEqual({ sections: shift.sections, recorders: shift.recorders });
  await change(absent('leader'), 'leader');
});

it('takes what was written without a network by somebody taken off, who is on it again', async () => {
  await change(absent('officer2'), 'officer');
  const entry = await kit.enter('officer2', shift);
  expect(entry.author.personId).toBe(idOf('officer2'));
  expect(await members()).toContain(idOf('officer2'));
  const { changes } = (await current('officer2'))!;
  expect(changes?.at(-1)).toMatchObject({ kind: 'came', by: { name: '李国强' } });
  expect((await refusal(absent('officer2'), 'officer')).status).toBe(409);
  // Nobody else writes in it.
  const input = { params: { shiftId: shift.id }, body: kit.entry() };
  await kit.fails(dutyLogContract.appendEntry, input, 'officer3', 'NOT_FOUND');
});

it('keeps on it who writes at the very moment of being taken off', async () => {
  const repository = await kit.get(ShiftRepository);
  const save = repository.save.bind(repository);
  const between = jest.spyOn(repository, 'save').mockImplementationOnce(async (...asked) => {
    // Nothing was written when it was looked at, and still a member when this is written.
    await kit.enter('officer2', shift);
    return save(...asked);
  });
  await change(absent('officer2'), 'officer');
  expect(between).toHaveBeenCalled();
  between.mockRestore();
  expect(await members()).toContain(idOf('officer2'));
});

it('is put right after its end, too, until its leader has read the log', async () => {
  await kit.close('officer', shift);
  await change(absent('auxiliary'), 'auxiliary');
  const read = { params: { shiftId: shift.id }, body: phoneWrite() };
  await kit.ok(dutyLogContract.approveLog, read, 'leader');
  expect(await refusal(absent('officer2'), 'officer2')).toMatchObject({
    code: 'STATE_CONFLICT',
    message: '这一班的日志看过了，不能再改',
  });
});
