import type { DayReading, Handover, Profile, ShiftSummary } from '@qiangji/shared-types';
import { leads, leadsShift, restText, whatToDo } from './reading.view';

const me = {
  personId: 'me',
  grants: [{ role: 'squadron_leader', unitPath: '/wj/brigade/hutang' }],
} as unknown as Profile;
const shift = (unitPath: string, owner = 'x') =>
  ({ unitPath, owner: { personId: owner }, partners: [] }) as unknown as ShiftSummary;

describe('reading logs', () => {
  it('is for those who lead the unit and were not on the shift', () => {
    expect(leads(me)).toBe(true);
    expect(leads({ ...me, grants: [{ role: 'inspector', unitPath: '/wj' }] })).toBe(false);
    expect(leadsShift(me, shift('/wj/brigade/hutang'))).toBe(true);
    expect(leadsShift(me, shift('/wj/brigade/hutang2'))).toBe(false);
    expect(leadsShift(me, shift('/wj/brigade/hutang', 'me'))).toBe(false);
  });

  it('asks for nothing where nothing waits', () => {
    const log = (state: string, owner?: string) =>
      ({ ...shift('/wj/brigade/hutang', owner), log: state }) as ShiftSummary;
    expect(whatToDo(me, log('submitted'))).toBe('read');
    expect(whatToDo(me, log('approved'))).toBeUndefined();
    expect(whatToDo(me, log('draft'))).toBeUndefined();
    expect(whatToDo(me, log('returned', 'me'))).toBe('resubmit');
    expect(whatToDo(me, log('returned'))).toBeUndefined();
    const handover = { receiver: { personId: 'me', name: '' } } as Handover;
    const waiting = { ...log('submitted'), state: 'handover_requested' as const, handover };
    expect(whatToDo(me, waiting)).toBe('take');
    expect(whatToDo(me, { ...waiting, state: 'handed_over' })).toBe('read');
  });

  it('says that the rest needs nobody', () => {
    const day = (others: number, some: number) =>
      ({ unusual: [], sample: new Array(some).fill(shift('')), others }) as unknown as DayReading;
    expect(restText(day(0, 0))).toBe('这一天没有班。');
    expect(restText(day(9, 2))).toBe('其余 9 班没有异常，不用看。');
    expect(restText(day(0, 2))).toBe('这一天一共 2 班。');
  });
});
