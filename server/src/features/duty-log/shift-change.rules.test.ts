import {
  allMatters,
  cameAfterAll,
  changed,
  joined,
  notOvertaken,
  twinOf,
} from './shift-change.rules';
import type { ShiftFix } from './duty-log.collection';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00+08:00`);

const shift = {
  _id: 'a',
  actorId: 'chen',
  partnerIds: ['li', 'zhou'],
  memberIds: ['chen', 'li', 'zhou'],
  unitPath: '/wj/brigade/hutang',
  day: '2026-11-24',
  templateCode: 'early',
  sections: ['花园街北'],
  vehicle: null,
  recorders: ['R1'],
  events: [],
  occurredAt: at('08:28'),
  clockDoubt: false,
  endedAt: null as Date | null,
};

const opening = {
  ...shift,
  shiftId: 'b',
  actorId: 'li',
  partnerIds: ['chen'],
  sections: ['花园街北', '菜场门口'],
  vehicle: '苏D·1',
  recorders: ['R2'],
  occurredAt: at('08:25'),
};

describe('the shift that a second phone opens', () => {
  it('is the one that a colleague opened with this person in it', () => {
    expect(twinOf([shift], opening)).toBe(shift);
    expect(twinOf([shift], { ...opening, partnerIds: [] })).toBe(shift);
    const off = { ...shift, memberIds: ['chen', 'zhou'], formerIds: ['li'] };
    expect(twinOf([off], opening)).toBe(off);
  });

  it.each([
    ['of another template', { templateCode: 'late' }],
    ['of another day', { day: '2026-11-25' }],
    ['of another unit', { unitPath: '/wj/brigade/niutang' }],
    ['with other people', { partnerIds: ['shen'] }],
    ['of somebody who was not named', { actorId: 'shen' }],
  ])('is another one %s', (_, other) => {
    expect(twinOf([shift], { ...opening, ...other })).toBeUndefined();
  });

  it('is the same where it was opened before the other ended, however late that is known', () => {
    const over = { ...shift, endedAt: at('10:00') };
    expect(twinOf([over], opening)).toBe(over);
    expect(twinOf([over], { ...opening, occurredAt: at('11:00') })).toBeUndefined();
  });

  it('holds what both said, from when the first went on it', () => {
    const { set, fix } = joined(shift, opening);
    expect(set).toEqual({
      sections: ['花园街北', '菜场门口'],
      recorders: ['R1', 'R2'],
      vehicle: '苏D·1',
      aliases: [{ shiftId: 'b', personId: 'li' }],
      occurredAt: at('08:25'),
    });
    expect(fix.before).toEqual({ sections: ['花园街北'], recorders: ['R1'], vehicle: null });
    expect(joined(shift, { ...opening, clockDoubt: true }).set.occurredAt).toBeUndefined();
  });

  it('does not put back whom the first phone took off', () => {
    const without = { ...shift, memberIds: ['chen', 'li'], formerIds: ['zhou'] };
    const { set } = joined(without, { ...opening, partnerIds: ['chen', 'zhou', 'shen'] });
    expect(set.memberIds).toEqual(['chen', 'li', 'shen']);
  });
});

describe('putting right who came', () => {
  const none = new Set<string>();

  it('keeps those who came after all: who opened it, wrote in it or handed it over', () => {
    expect(cameAfterAll(shift, ['zhou'], none, 'chen')).toBeNull();
    expect(cameAfterAll(shift, ['nobody'], none, 'chen')).toBeNull();
    expect(cameAfterAll(shift, ['chen'], none, 'chen')?.reason).toBe('self_opened');
    expect(cameAfterAll(shift, ['chen'], none, 'li')?.reason).toBe('opened');
    const two = { ...shift, aliases: [{ shiftId: 'b', personId: 'li' }] };
    expect(cameAfterAll(two, ['li'], none, 'chen')?.reason).toBe('opened');
    const closed = {
      type: 'closed',
      at: at('14:30'),
      note: null,
      actorId: 'li',
      opId: 'o',
      opHash: '',
    };
    const over = { ...shift, events: [closed] };
    expect(cameAfterAll(over, ['li'], none, 'chen')?.reason).toBe('ended');
    expect(cameAfterAll(over, ['zhou'], none, 'chen')).toBeNull();
    expect(cameAfterAll(shift, ['li', 'zhou'], new Set(['zhou']), 'chen')).toEqual({
      personId: 'zhou',
      reason: 'wrote',
    });
  });

  it('changes what is another, and keeps what stood there', () => {
    const change = {
      joinedIds: ['shen', 'li'],
      absentIds: ['zhou'],
      recorders: ['R1'],
      vehicle: '苏D·1',
    };
    expect(changed(shift, change)).toEqual({
      set: { memberIds: ['chen', 'li', 'shen'], formerIds: ['zhou'], vehicle: '苏D·1' },
      fix: { joinedIds: ['shen'], absentIds: ['zhou'], before: { vehicle: null } },
    });
    expect(changed(shift, { joinedIds: ['li'], absentIds: ['shen'] })).toBeNull();
  });
});

describe('a change that comes after a later one', () => {
  const later = (type: string, clock: string, fix: Partial<ShiftFix>) => ({
    ...{ type, at: at(clock), note: null, actorId: 'chen', opId: clock, opHash: '' },
    fix: { joinedIds: [], absentIds: [], before: {}, ...fix },
  });
  const change = {
    joinedIds: ['shen'],
    absentIds: ['zhou'],
    sections: ['菜场门口'],
    recorders: ['R2'],
    vehicle: null,
  };

  it('says nothing of what the later one put right', () => {
    const events = [
      later('changed', '09:05', { joinedIds: ['shen'], before: { vehicle: '苏D·1' } }),
      later('changed', '09:10', { before: { sections: [] } }),
    ];
    const left = { joinedIds: [], absentIds: ['zhou'], recorders: ['R2'] };
    expect(notOvertaken(change, at('09:00'), events)).toEqual(left);
  });

  it('says all it says where the others were before, or were no change by anybody', () => {
    const fix = { absentIds: ['zhou'], before: { sections: [], recorders: [], vehicle: null } };
    const events = [later('changed', '08:50', fix), later('opened_too', '09:30', fix)];
    expect(notOvertaken(change, at('09:00'), events)).toEqual(change);
    const some = { joinedIds: [], absentIds: [] };
    expect(notOvertaken(some, at('09:00'), events)).toEqual(some);
  });
});

it('leaves each matter of two hand-overs once', () => {
  const kept = [
    { text: '复查', entryId: 'e1' },
    { text: '钥匙在值班室', entryId: null },
  ];
  const more = [
    { text: '花园街 3 号', entryId: 'e1' },
    { text: '钥匙在值班室', entryId: null },
    { text: '明早还来', entryId: null },
  ];
  expect(allMatters(kept, more)).toEqual([...kept, more[2]]);
});
