import fc from 'fast-check';
import { taskKinds } from '@qiangji/shared-types';
import {
  dutyOf,
  inOrder,
  isDutyDay,
  isWorking,
  nextStart,
  stateOf,
  templateStarts,
  type DutyFacts,
  type Task,
} from './today.rules';

/** A wall clock in Shanghai. */
const at = (text: string) => Date.parse(`${text}:00.000+08:00`);
const iso = (text: string) => new Date(at(text)).toISOString();
const date = (text: string) => new Date(at(text));

const terms = { officeHours: { from: '08:00', to: '18:00' }, readinessBeforeMin: 120 };

const NOW = at('2026-07-13T10:00');
const WORKING = { working: true, away: false, examBeforeMin: 30 };

function task(kind: Task['kind'], due: Partial<Pick<Task, 'dueAt' | 'dueOn'>> = {}): Task {
  const link = { feature: 'quiz', page: 'daily', id: null };
  return { kind, title: kind, meta: '', dueAt: null, dueOn: null, progress: null, link, ...due };
}

describe('deadlines', () => {
  it('are overdue after their last day, due on it, and nothing before', () => {
    expect(stateOf({ dueAt: null, dueOn: '2026-07-12' }, NOW)).toBe('overdue');
    expect(stateOf({ dueAt: null, dueOn: '2026-07-13' }, NOW)).toBe('due');
    expect(stateOf({ dueAt: null, dueOn: '2026-07-14' }, NOW)).toBe('normal');
    expect(stateOf({ dueAt: null, dueOn: null }, NOW)).toBe('normal');
  });

  it('to the minute are overdue after it and due on its day', () => {
    expect(stateOf({ dueAt: iso('2026-07-13T09:59'), dueOn: null }, NOW)).toBe('overdue');
    expect(stateOf({ dueAt: iso('2026-07-13T23:59'), dueOn: null }, NOW)).toBe('due');
    expect(stateOf({ dueAt: iso('2026-07-14T00:01'), dueOn: null }, NOW)).toBe('normal');
  });

  it('count by the Shanghai day: half past midnight is a new one', () => {
    const night = at('2026-07-14T00:30');
    expect(stateOf({ dueAt: null, dueOn: '2026-07-13' }, night)).toBe('overdue');
  });
});

describe('the order of tasks', () => {
  it('goes by deadline, then by kind; what has none comes last', () => {
    const list = [
      task('daily_ten'),
      task('spot_result'),
      task('correction', { dueOn: '2026-07-13' }),
      task('readiness', { dueAt: iso('2026-07-13T14:30') }),
      task('conduct', { dueOn: '2026-07-10' }),
    ];
    expect(inOrder(list, NOW, WORKING).map((one) => [one.kind, one.state])).toEqual([
      ['conduct', 'overdue'],
      ['readiness', 'due'],
      ['correction', 'due'],
      ['spot_result', 'normal'],
      ['daily_ten', 'normal'],
    ]);
  });

  it('loses and invents nothing, whatever the order it came in', () => {
    const day = fc.constantFrom(null, '2026-07-10', '2026-07-13', '2026-07-20');
    const some = fc.array(
      fc
        .record({ kind: fc.constantFrom(...taskKinds), dueOn: day })
        .map((one) => task(one.kind, { dueOn: one.dueOn })),
    );
    fc.assert(
      fc.property(some, (list) => {
        const keys = (tasks: readonly Task[]) => tasks.map((one) => `${one.kind} ${one.dueOn}`);
        const once = keys(inOrder(list, NOW, WORKING));
        expect([...once].sort()).toEqual(keys(list).sort());
        expect(keys(inOrder([...list].reverse(), NOW, WORKING))).toEqual(once);
      }),
    );
  });

  it('calls nothing due outside working hours: duty tasks wait', () => {
    const [late] = inOrder([task('correction', { dueOn: '2026-07-01' })], NOW, {
      ...WORKING,
      working: false,
    });
    expect(late?.state).toBe('normal');
  });

  describe('of an exam', () => {
    const exam = (opensAt: string, dueAt: string): Task => ({
      ...task('exam', { dueAt: iso(dueAt) }),
      opensAt: iso(opensAt),
    });
    const late = task('correction', { dueOn: '2026-07-01' });
    const kinds = (list: Task[], hours = WORKING) =>
      inOrder(list, NOW, hours).map(({ kind, state }) => [kind, state]);

    it('puts one first that can be started, or within the half hour', () => {
      const first = [['exam', 'due'], ['correction', 'overdue']]; // prettier-ignore
      expect(kinds([late, exam('2026-07-13T09:50', '2026-07-13T10:20')])).toEqual(first);
      expect(kinds([late, exam('2026-07-13T10:30', '2026-07-13T11:00')])).toEqual(first);
    });

    it('leaves one of the afternoon in its place', () => {
      const later = exam('2026-07-13T10:31', '2026-07-13T11:00');
      expect(kinds([later, late]).map(([kind]) => kind)).toEqual(['correction', 'exam']);
    });

    it('calls it due at its hour outside working hours too, but not to whoever is on leave', () => {
      const open = exam('2026-07-13T09:50', '2026-07-13T10:20');
      const off = { ...WORKING, working: false };
      expect(kinds([late, open], off)).toEqual([['exam', 'due'], ['correction', 'normal']]); // prettier-ignore
      expect(kinds([open], { ...off, away: true })).toEqual([['exam', 'normal']]);
    });
  });
});

describe('working hours', () => {
  it('are office hours of a working day, or any hour on a shift', () => {
    expect(isWorking(at('2026-07-13T08:00'), false, terms)).toBe(true);
    expect(isWorking(at('2026-07-13T18:00'), false, terms)).toBe(false);
    expect(isWorking(at('2026-07-12T10:00'), false, terms)).toBe(false);
    expect(isWorking(at('2026-07-12T23:00'), true, terms)).toBe(true);
    const early = { officeHours: { from: '07:30', to: '16:00' } };
    expect(isWorking(at('2026-07-13T07:45'), false, early)).toBe(true);
    expect(isWorking(at('2026-07-13T16:30'), false, early)).toBe(false);
  });

  it('offers practice on working days and on days with a shift only', () => {
    expect(isDutyDay('2026-07-13', false)).toBe(true);
    expect(isDutyDay('2026-07-12', false)).toBe(false);
    expect(isDutyDay('2026-07-12', true)).toBe(true);
    // Mid-autumn 2026 is a holiday on a Friday.
    expect(isDutyDay('2026-09-25', false)).toBe(false);
  });
});

describe('the next shift', () => {
  const templates = [
    { code: 'early', name: '早班', from: '08:30', to: '14:30' },
    { code: 'night', name: '夜班', from: '20:30', to: '02:30' },
  ];

  const next = (
    of: Parameters<typeof templateStarts>[0],
    nowMs: number,
    by: Parameters<typeof nextStart>[2],
  ) => nextStart(templateStarts(of, nowMs), nowMs, by);

  it('is named when it begins within two hours, over midnight too', () => {
    expect(next(templates, at('2026-07-13T08:12'), terms)).toBe(at('2026-07-13T08:30'));
    expect(next(templates, at('2026-07-13T12:00'), terms)).toBeNull();
    const soon = { readinessBeforeMin: 15 };
    expect(next(templates, at('2026-07-13T08:12'), soon)).toBeNull();
    expect(next(templates, at('2026-07-13T08:16'), soon)).toBe(at('2026-07-13T08:30'));
    const first = [{ code: 'x', name: '凌晨', from: '00:30', to: '06:00' }];
    expect(next(first, at('2026-07-13T23:30'), terms)).toBe(at('2026-07-14T00:30'));
  });
});

describe('the steps of a shift', () => {
  const none: DutyFacts = { open: null, handingOver: false, lastEndedAt: null, lastReadyAt: null };

  it('begin with the readiness check, then the shift, then entries, then the hand-over', () => {
    expect(dutyOf(none, NOW)).toMatchObject({ state: 'off', next: 'readiness', ready: false });
    const ready = { ...none, lastReadyAt: date('2026-07-13T08:10') };
    expect(dutyOf(ready, NOW)).toMatchObject({ state: 'off', next: 'open_shift', ready: true });
    const open = { ...ready, open: { plannedEndAt: date('2026-07-13T14:30') } };
    expect(dutyOf(open, NOW)).toMatchObject({ state: 'on_duty', next: 'entry' });
    expect(dutyOf(open, at('2026-07-13T14:31'))).toMatchObject({ next: 'handover' });
  });

  it('begin anew after a shift: the check before it counts no more', () => {
    const facts = {
      ...none,
      handingOver: true,
      lastReadyAt: date('2026-07-13T08:10'),
      lastEndedAt: date('2026-07-13T09:30'),
    };
    expect(dutyOf(facts, NOW)).toEqual({
      state: 'handing_over',
      next: 'readiness',
      ready: false,
      served: true,
    });
  });
});
