import type { DutyCatalogue, Entry, Shift } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import {
  currentShift,
  metaOf,
  momentIn,
  roadSections,
  sectionNow,
  takesMore,
  titleOf,
  type Known,
  type ShiftView,
} from './shift.view';

const catalogue: DutyCatalogue = {
  version: 1,
  categories: [{ code: 'outdoor_trading', name: '店外经营' }],
  handlings: [
    {
      code: 'persuasion',
      name: '劝导',
      ladder: 'manage',
      enforcement: false,
      auxiliaryAllowed: true,
    },
  ],
  partyTypes: [],
  shiftTemplates: [{ code: 'early', name: '早班', from: '08:30', to: '14:30' }],
  recorderSkipReasons: [],
  terms: { handoverGraceMin: 60, archiveDays: 30, outsideGraceMin: 15, sampleSize: 2 },
};

const known: Known = {
  catalogue,
  me: { personId: 'me', name: '陈立' },
  nameOf: (id) => (id === 'p2' ? '周敏' : undefined),
};

function item(routeId: string, extra: Partial<OutboxItem>): OutboxItem {
  return {
    opId: routeId,
    seq: 1,
    personId: 'me',
    routeId,
    contractVersion: 1,
    method: 'POST',
    path: '',
    deviceAt: '2026-11-24T00:28:00.000Z',
    recordKey: 's1',
    title: '',
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    ...extra,
  };
}

const open = item('dutyLog.openShift', {
  body: {
    shiftId: 's1',
    templateCode: 'early',
    sections: ['人民路口', '花园街'],
    recorders: ['R1', 'R2'],
    partnerIds: ['p2'],
  },
});

const entry = (id: string, section: string) =>
  item('dutyLog.appendEntry', {
    params: { shiftId: 's1' },
    deviceAt: `2026-11-24T0${id}:31:00.000Z`,
    body: {
      entryId: id,
      categoryCode: 'outdoor_trading',
      handlingCode: 'persuasion',
      section,
      photos: [],
      draftForOfficer: false,
      openMatter: false,
    },
  });

describe('the shift that somebody is on', () => {
  it('is there at once when it was opened without network, with its partners and entries', () => {
    const shift = currentShift(null, [open, entry('1', '人民路口'), entry('2', '花园街')], known);
    expect(shift).toMatchObject({
      id: 's1',
      templateName: '早班',
      sent: 'waiting',
      members: [{ name: '陈立' }, { name: '周敏' }],
    });
    expect(shift?.entries.map((row) => row.id)).toEqual(['2', '1']);
    expect(titleOf(shift!.entries[0]!)).toBe('店外经营，劝导');
    expect(metaOf(shift!.entries[0]!)).toEqual(['花园街']);
  });

  it('says of what came late how its log was closed, as far as is known', () => {
    const shift = currentShift(null, [open, entry('1', '花园街')], known);
    const words = (late?: 'read' | 'archived') => metaOf({ ...shift!.entries[0]!, late });
    expect(words()).toEqual(['花园街']);
    expect(words('read')).toEqual(['花园街', '看过日志以后才到']);
    expect(words('archived')).toEqual(['花园街', '日志归档以后才到']);
  });

  it('has ended at once when it was handed over, unless that came back', () => {
    const leave = item('dutyLog.requestHandover', { params: { shiftId: 's1' }, body: {} });
    expect(currentShift(null, [open, leave], known)).toBeNull();
    expect(currentShift(null, [open, { ...leave, state: 'rejected' }], known)?.id).toBe('s1');
  });

  it('shows an entry once while its answer and its item are both there', () => {
    const sent = {
      id: '1',
      at: '2026-11-24T01:31:00.000Z',
      section: null,
      text: null,
      amendments: [] as Entry['amendments'],
    } as Entry;
    const server = {
      id: 's1',
      owner: known.me,
      partners: [],
      sections: ['人民路口'],
      entries: [
        {
          ...sent,
          category: { code: 'c', name: '店外经营' },
          handling: { code: 'h', name: '劝导' },
          author: known.me,
          photos: [],
        },
      ],
    } as unknown as Shift;
    const shift = currentShift(server, [entry('1', '人民路口')], known);
    expect(shift?.entries).toHaveLength(1);
    expect(shift?.entries[0]?.sent).toBe('sent');
  });

  it('goes on under this phone’s own id where a colleague’s phone had opened the same one', () => {
    const server = {
      id: 'theirs',
      owner: { personId: 'p2', name: '周敏' },
      partners: [known.me],
      sections: ['人民路口'],
      recorders: [],
      vehicle: null,
      entries: [],
      aliases: [{ shiftId: 's1', personId: 'me' }],
    } as unknown as Shift;
    const later = { ...entry('2', '花园街'), params: { shiftId: 'theirs' } };
    const shift = currentShift(server, [entry('1', '人民路口'), later], known);
    expect(shift).toMatchObject({ id: 's1', serviceId: 'theirs' });
    expect(shift?.entries.map(({ id }) => id)).toEqual(['2', '1']);
    const end = item('dutyLog.closeShift', { params: { shiftId: 's1' }, body: {} });
    expect(currentShift(server, [end], known)).toBeNull();
  });

  it('is as it was put right on this phone, unless that came back', () => {
    const change = item('dutyLog.changeShift', {
      params: { shiftId: 's1' },
      body: { joinedIds: ['p3'], absentIds: ['p2'], recorders: [], vehicle: '苏D·1' },
    });
    expect(currentShift(null, [open, change], known)).toMatchObject({
      members: [{ name: '陈立' }, { personId: 'p3', name: '同事' }],
      recorders: [],
      sections: ['人民路口', '花园街'],
      vehicle: '苏D·1',
    });
    const back = { ...change, state: 'rejected' as const };
    expect(currentShift(null, [open, back], known)?.members).toHaveLength(2);
    const own = { ...change, body: { joinedIds: [], absentIds: ['me'] } };
    expect(currentShift(null, [open, own], known)).toBeNull();
  });

  it('leaves the items of another shift alone', () => {
    const other = { ...entry('1', 'x'), params: { shiftId: 'other' } };
    expect(currentShift(null, [open, other], known)?.entries).toEqual([]);
  });
});

describe('the road', () => {
  it('is at the section of the last entry; those with an entry before are done', () => {
    const shift = currentShift(null, [open, entry('1', '人民路口'), entry('2', '花园街')], known)!;
    expect(roadSections(shift)).toEqual([
      { name: '人民路口', state: 'done' },
      { name: '花园街', state: 'now' },
    ]);
    expect(sectionNow(currentShift(null, [open], known)!)).toBe('人民路口');
    const ended = roadSections({ ...shift, endedAt: shift.openedAt + 1 });
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

describe('what is added to a shift that has ended', () => {
  it('lies after midnight where the shift went on till then', () => {
    const at = (time: string) => Date.parse(`2026-11-${time}:00+08:00`);
    const night = {
      openedAt: at('24T20:25'),
      plannedEndAt: at('25T02:30'),
      endedAt: at('25T02:40'),
    } as ShiftView;
    const early = {
      openedAt: at('24T08:40'),
      plannedEndAt: at('24T14:30'),
      endedAt: at('24T14:31'),
    } as ShiftView;
    expect(momentIn(night, '23:10')).toBe(at('24T23:10'));
    expect(momentIn(night, '01:10')).toBe(at('25T01:10'));
    expect(momentIn(night, '20:20')).toBe(at('24T20:20'));
    expect(momentIn(early, '08:20')).toBe(at('24T08:20'));
  });

  it('is taken from those who were on it until the leader has looked', () => {
    const shift = (log: Shift['log'], endedAt: string | null = '2026-11-24T06:30:00.000Z') =>
      ({ owner: { personId: 'me' }, partners: [{ personId: 'p2' }], log, endedAt }) as Shift;
    expect(takesMore(shift('submitted'), 'p2')).toBe(true);
    expect(takesMore(shift('returned'), 'me')).toBe(true);
    expect(takesMore(shift('returned'), 'leader')).toBe(false);
    expect(takesMore(shift('approved'), 'me')).toBe(false);
    expect(takesMore(shift('archived'), 'me')).toBe(false);
    expect(takesMore(shift('draft', null), 'me')).toBe(false);
  });
});
