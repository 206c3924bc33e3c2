import type { Colleague, ShiftChanged } from '@qiangji/shared-types';
import {
  certainNames,
  changeable,
  changedText,
  changeForm,
  changeOf,
  lackingToChange,
  mayBeAbsent,
} from './change.view';
import type { ShiftView } from './shift.view';

const shift = {
  id: 's1',
  sections: ['人民路口', '花园街'],
  recorders: ['R1'],
  vehicle: undefined,
  members: [
    { personId: 'owner', name: '陈立' },
    { personId: 'me', name: '周敏' },
    { personId: 'mate', name: '李国强' },
  ],
  cameIds: ['owner'],
} as unknown as ShiftView;

const colleagues = [
  { personId: 'other', name: '沈洁', kind: 'officer' },
  { personId: 'mate', name: '李国强', kind: 'officer' },
  { personId: 'desk', name: '内勤', kind: 'office_staff' },
] as Colleague[];

it('offers everybody but those who were there for certain', () => {
  expect(changeable(shift, colleagues, 'me').map(({ name }) => name)).toEqual(['李国强', '沈洁']);
  expect(certainNames(shift, 'me')).toEqual(['陈立']);
  expect(mayBeAbsent(shift, 'me')).toBe(true);
  expect(mayBeAbsent(shift, 'owner')).toBe(false);
  expect(mayBeAbsent(shift, 'other')).toBe(false);
});

it('sends what was put right and nothing else', () => {
  const form = changeForm(shift, 'me');
  expect(changeOf(shift, form, 'me')).toBeUndefined();
  expect(lackingToChange(form, undefined)).toBe('还没改');
  const next = { ...form, partnerIds: ['other'], vehicle: ' 苏D·1 ', recorders: '' };
  expect(changeOf(shift, next, 'me')).toEqual({
    joinedIds: ['other'],
    absentIds: ['mate'],
    recorders: [],
    vehicle: '苏D·1',
  });
  const onFoot = { ...shift, vehicle: '苏D·1' };
  expect(changeOf(onFoot, { ...changeForm(onFoot, 'me'), vehicle: '' }, 'me')).toEqual({
    joinedIds: [],
    absentIds: [],
    vehicle: null,
  });
  expect(lackingToChange({ ...form, sections: ' ' }, undefined)).toBe('还没写路段');
});

it('says in the history what became of whom, and what stood there', () => {
  const by = { personId: 'owner', name: '陈立' };
  const one: ShiftChanged = {
    kind: 'changed',
    at: '2026-11-24T01:00:00.000Z',
    by,
    joined: [{ personId: 'other', name: '沈洁' }],
    absent: [{ personId: 'mate', name: '李国强' }],
    before: { sections: ['人民路口'], recorders: [], vehicle: null },
  };
  expect(changedText(one)).toEqual([
    '加上沈洁',
    '李国强没来',
    '路段原来是人民路口',
    '原来没写记录仪',
    '原来没有车',
  ]);
  const none = { ...one, joined: [], absent: [], before: {} };
  expect(changedText({ ...none, kind: 'opened_too', joined: [by] })).toEqual(['陈立也上了岗']);
  expect(changedText({ ...none, kind: 'came', joined: [by] })).toEqual(['陈立有记录，算在班']);
  expect(changedText({ ...none, kind: 'elsewhere', absent: [by] })).toEqual(['陈立上了另一班']);
});
