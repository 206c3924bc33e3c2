import type { ShiftSummary, ShiftTemplate } from '@qiangji/shared-types';
import { defaultsOf, lackingToOpen, splitWords, templateNow } from './open.view';

const templates: ShiftTemplate[] = [
  { code: 'early', name: '早班', from: '08:30', to: '14:30' },
  { code: 'late', name: '中班', from: '14:30', to: '20:30' },
  { code: 'night', name: '夜班', from: '20:30', to: '02:30' },
];
const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00+08:00`);

describe('going on duty', () => {
  it('means the template that runs or is about to', () => {
    const code = (clock: string) => templateNow(templates, at(clock))?.code;
    expect(code('08:14')).toBe('early');
    expect(code('10:00')).toBe('early');
    expect(code('13:45')).toBe('late');
    expect(code('20:20')).toBe('night');
    expect(code('00:30')).toBe('night');
    expect(code('03:58')).toBe('early');
    expect(templateNow([], at('08:00'))).toBeUndefined();
  });

  it('takes over what was so on the last shift, whoever opened it', () => {
    const last = {
      owner: { personId: 'mate', name: '' },
      partners: [{ personId: 'me', name: '', kind: 'officer' }],
      sections: ['花园街'],
      vehicle: null,
      recorders: ['R1'],
    } as unknown as ShiftSummary;
    expect(defaultsOf(templates, { last }, 'me', at('08:14'))).toEqual({
      templateCode: 'early',
      sections: ['花园街'],
      vehicle: '',
      recorders: ['R1'],
      partnerIds: ['mate'],
    });
    expect(lackingToOpen(defaultsOf(templates, {}, 'me', at('08:14')))).toBe('还没写路段');
  });

  it('puts nobody on duty who is on leave that day', () => {
    const last = {
      owner: { personId: 'me', name: '' },
      partners: [
        { personId: 'mate', name: '', kind: 'officer' },
        { personId: 'other', name: '', kind: 'officer' },
      ],
      sections: ['花园街'],
      vehicle: null,
      recorders: [],
    } as unknown as ShiftSummary;
    const absences = [
      { personId: 'mate', from: '2026-11-23', to: '2026-11-24' },
      { personId: 'other', from: '2026-11-25', to: '2026-11-26' },
    ];
    const named = (day: string) =>
      defaultsOf(templates, { last, absences }, 'me', Date.parse(`${day}T08:14:00+08:00`))
        .partnerIds;
    expect(named('2026-11-24')).toEqual(['other']);
    expect(named('2026-11-26')).toEqual(['mate']);
    expect(named('2026-11-27')).toEqual(['mate', 'other']);
  });

  it('takes words apart however they were set apart', () => {
    expect(splitWords(' 人民路口、花园街北，菜场门口 花园街北')).toEqual([
      '人民路口',
      '花园街北',
      '菜场门口',
    ]);
    expect(splitWords('  ')).toEqual([]);
  });
});
