import type { Grant, Unit } from '@qiangji/shared-types';
import type { OutboxItem } from '@/platform/outbox';
import {
  awayUntil,
  awayWords,
  changeWords,
  isWaiting,
  lacksInLeave,
  pendingOf,
  titleOf,
  unitsToKeep,
} from './leave.view';

const days = { from: '2026-07-06', to: '2026-07-12' };

it('says the days as people do, and when somebody is back', () => {
  expect(awayWords({ kind: 'training', ...days })).toBe('培训，7月6日到7月12日');
  const year = { from: '2026-11-30', to: '2027-11-30' };
  expect(awayWords({ kind: 'training', ...year })).toBe('培训，11月30日到2027年11月30日');
  expect(awayUntil({ to: '2026-07-31' })).toBe('8月1日回来');
  expect(changeWords({ what: 'changed', who: '马骏' })).toBe('马骏 改的');
});

it('names what is missing first, and days that are no stretch', () => {
  const whole = { personId: 'p', kind: 'annual' as const, ...days };
  expect(lacksInLeave(whole)).toBeUndefined();
  expect(lacksInLeave({ ...whole, personId: '' })).toBe('还没选人');
  expect(lacksInLeave({ ...whole, kind: undefined })).toBe('还没选哪一种');
  expect(lacksInLeave({ ...whole, to: '' })).toBe('还没选日子');
  expect(lacksInLeave({ ...whole, to: '2026-07-05' })).toBe('最后一天不能早于第一天');
});

it('offers the units that one keeps, with all below, squadrons first', () => {
  const unit = (path: string, kind: Unit['kind']) => ({ path, kind, name: path }) as Unit;
  const units = [unit('/wj', 'bureau'), unit('/wj/a', 'squadron'), unit('/wj/ab', 'squadron')];
  const paths = (...grants: Grant[]) => unitsToKeep(grants, units).map(({ path }) => path);
  expect(paths({ role: 'squadron_leader', unitPath: '/wj/a' })).toEqual(['/wj/a']);
  expect(paths({ role: 'campaign_office', unitPath: '/wj' })).toEqual(['/wj/a', '/wj/ab', '/wj']);
  expect(paths({ role: 'inspector', unitPath: '/wj' })).toEqual([]);
});

it('knows what waits on this phone: new ones by name, changes by their leave', () => {
  const body = { kind: 'annual', ...days };
  const item = { routeId: 'leave.record', title: titleOf('陈立'), body } as OutboxItem;
  expect(pendingOf([item, { ...item, routeId: 'leave.change' }])).toEqual([
    { item, name: '陈立', away: body },
  ]);
  const change = { routeId: 'leave.change', params: { leaveId: 'l1' } };
  expect(isWaiting({ id: 'l1' }, [change])).toBe(true);
  expect(isWaiting({ id: 'l2' }, [change])).toBe(false);
  expect(isWaiting({ id: 'l1' }, [{ routeId: 'feedback.send', params: { leaveId: 'l1' } }])).toBe(
    false,
  );
});
