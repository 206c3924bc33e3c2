import { DAY_MS, dutyLogContract } from '@qiangji/shared-types';
import type { PersonKey } from '../../../test/org-fixture';
import { phoneWrite } from '../../../test/kit';
import { shiftClock } from '../../platform/clock';
import { DutyKit } from './duty-log.test-kit';

let kit: DutyKit;

beforeAll(async () => {
  kit = await DutyKit.begin();
});
afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

const left = async (as: PersonKey) =>
  (
    await kit.ok(dutyLogContract.listMatters, {}, as, ({ matters }) => {
      expect(Array.isArray(matters)).toBe(true);
    })
  ).matters;

it('left by a shift is on the list of the squadron, mine first, until somebody settles it', async () => {
  const first = await kit.open('officer');
  const open = await kit.enter('officer', first, { openMatter: true, text: '说好明早拆' });
  const done = await kit.enter('officer', first, { openMatter: true });
  await kit.enter('officer', first, {});
  // What goes on is nobody's yet but theirs who are on it.
  expect(await left('officer3')).toEqual([]);
  await kit.ok(
    dutyLogContract.settleMatter,
    { params: { entryId: done.id }, body: phoneWrite() },
    'officer',
  );
  const params = { shiftId: first.id };
  const matters = [{ text: '校门口 16 点回头看' }, { text: '说好明早拆', entryId: open.id }];
  const asked = { ...phoneWrite(), receiverId: kit.people.officer2._id, matters };
  await kit.ok(dutyLogContract.requestHandover, { params, body: asked }, 'officer');
  const closed = await kit.open('officer3');
  const nobody = { ...phoneWrite(), matters: [{ text: '井盖要报修' }] };
  await kit.ok(
    dutyLogContract.closeShift,
    { params: { shiftId: closed.id }, body: nobody },
    'officer3',
  );

  const forHeir = await left('officer2');
  expect(forHeir.map(({ text, toMe }) => [text, toMe])).toEqual([
    [expect.stringContaining('说好明早拆'), true],
    ['校门口 16 点回头看', true],
    ['井盖要报修', false],
  ]);
  expect(forHeir[0]).toMatchObject({ entryId: open.id, shiftId: first.id, from: { name: '陈立' } });
  expect((await left('officer3')).map(({ toMe }) => toMe)).toEqual([false, false, false]);
  expect(await left('siblingOfficer')).toEqual([]);

  const say = (text: string) => ({ params, body: { ...phoneWrite(), text } });
  const settle = say('校门口 16 点回头看');
  await kit.fails(dutyLogContract.settleLeft, settle, 'siblingOfficer', 'NOT_FOUND');
  await kit.fails(dutyLogContract.settleLeft, say('没说过'), 'officer3', 'STATE_CONFLICT');
  await kit.ok(dutyLogContract.settleLeft, settle, 'officer3', (list) => {
    expect(list.matters.map(({ text }) => text)).not.toContain('校门口 16 点回头看');
    expect(list.matters).toHaveLength(2);
  });
  // Again, and by another who came second.
  await kit.ok(dutyLogContract.settleLeft, settle, 'officer3');
  await kit.ok(dutyLogContract.settleLeft, say('校门口 16 点回头看'), 'officer2');
  await kit.ok(
    dutyLogContract.settleMatter,
    { params: { entryId: open.id }, body: phoneWrite() },
    'officer2',
  );
  expect((await left('officer2')).map(({ text }) => text)).toEqual(['井盖要报修']);
});

it('goes off the list by itself after 30 days', async () => {
  shiftClock(-29 * DAY_MS);
  const shift = await kit.open('officer');
  const body = { ...phoneWrite(), matters: [{ text: '路灯不亮' }] };
  await kit.ok(dutyLogContract.closeShift, { params: { shiftId: shift.id }, body }, 'officer');
  shiftClock(0);
  expect((await left('officer')).map(({ text }) => text)).toContain('路灯不亮');
  // The token is good for minutes only.
  shiftClock(-60 * DAY_MS);
  const older = await kit.open('officer');
  const other = { ...phoneWrite(), matters: [{ text: '树压了线' }] };
  await kit.ok(
    dutyLogContract.closeShift,
    { params: { shiftId: older.id }, body: other },
    'officer',
  );
  expect((await left('officer')).map(({ text }) => text)).toContain('树压了线');
  shiftClock(0);
  expect((await left('officer')).map(({ text }) => text)).not.toContain('树压了线');
});
