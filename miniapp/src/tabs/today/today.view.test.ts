import type { TodayTask } from '@qiangji/shared-types';
import { dayLine, railOf, tasksNow, urgent } from './today.view';

const at = (text: string) => Date.parse(`${text}:00.000+08:00`);
const iso = (text: string) => new Date(at(text)).toISOString();
const NOW = at('2026-07-13T08:12');

function task(kind: TodayTask['kind'], more: Partial<TodayTask> = {}): TodayTask {
  return {
    kind,
    title: kind,
    meta: '',
    dueAt: null,
    dueOn: null,
    state: 'normal',
    progress: null,
    link: { feature: 'self-check', page: 'correction', id: 'c1' },
    ...more,
  };
}

const on = (dueOn: string) => railOf(task('correction', { dueOn }), NOW);
const by = (text: string) =>
  railOf(task('readiness', { dueAt: new Date(at(text)).toISOString() }), NOW);

describe('the rail', () => {
  it('says the time and what is left of it', () => {
    expect(by('2026-07-13T08:30')).toEqual({ main: '08:30', small: '还剩 18 分' });
    expect(by('2026-07-13T11:30')).toEqual({ main: '11:30', small: '还剩 3 小时' });
    expect(by('2026-07-13T08:00')).toEqual({ main: '08:00', small: '已过' });
    expect(by('2026-07-14T02:00')).toEqual({ main: '明天', small: '02:00 前' });
  });

  it('says the day as people do', () => {
    expect(on('2026-07-13').main).toBe('今天');
    expect(on('2026-07-14')).toEqual({ main: '明天', small: '7月14日' });
    expect(on('2026-07-17')).toEqual({ main: '周五', small: '7月17日' });
    expect(on('2026-07-10')).toEqual({ main: '超期', small: '7月10日前' });
    expect(railOf(task('daily_ten'), NOW).small).toBe('有空再答');
    expect(dayLine('2026-07-13')).toBe('7月13日 周一');
  });

  it('says when an exam opens, and from then on until when to start it', () => {
    const exam = task('exam', { opensAt: iso('2026-07-13T08:30'), dueAt: iso('2026-07-13T08:45') });
    expect(railOf(exam, NOW)).toEqual({ main: '08:30', small: '开考' });
    expect(railOf(exam, at('2026-07-13T08:31'))).toEqual({ main: '08:45', small: '还剩 14 分' });
    const night = task('exam', {
      opensAt: iso('2026-07-14T00:10'),
      dueAt: iso('2026-07-14T00:20'),
    });
    expect(railOf(night, at('2026-07-13T23:50'))).toEqual({ main: '00:10', small: '7月14日开考' });
  });
});

describe('what there is to do, as far as the phone knows', () => {
  const kept = (tasks: TodayTask[]) => ({ day: '2026-07-13', working: true, away: null, tasks });

  it('is without what waits on this phone to be sent', () => {
    const correction = task('correction', { dueOn: '2026-07-14' });
    const pending = [
      { routeId: 'selfCheck.closeCorrection', params: { correctionId: 'c1' }, body: {} },
    ];
    expect(tasksNow(kept([correction]), pending, NOW)).toEqual({
      tasks: [],
      waiting: [correction],
    });
    const other = [{ ...pending[0]!, params: { correctionId: 'c2' } }];
    expect(tasksNow(kept([correction]), other, NOW).tasks).toHaveLength(1);
  });

  it('grows late on the phone too, but not outside working hours', () => {
    const tasks = [task('correction', { dueOn: '2026-07-13' })];
    const next = at('2026-07-14T09:00');
    expect(tasksNow(kept(tasks), [], NOW).tasks[0]?.state).toBe('due');
    expect(tasksNow(kept(tasks), [], next).tasks[0]?.state).toBe('overdue');
    expect(tasksNow({ ...kept(tasks), working: false }, [], next).tasks[0]?.state).toBe('normal');
  });

  it("drops yesterday's practice from a kept answer", () => {
    const tasks = [task('daily_ten'), task('spot_result')];
    const kinds = tasksNow(kept(tasks), [], at('2026-07-14T09:00')).tasks.map((one) => one.kind);
    expect(kinds).toEqual(['spot_result']);
  });

  it('is without a check after an act that waits on this phone, but with one of another handling', () => {
    const link = { feature: 'self-check', page: 'conduct', id: 'e1/seizure' };
    const pending = (handlingCode: string) => [
      { routeId: 'selfCheck.submit', params: {}, body: { entryId: 'e1', handlingCode } },
    ];
    const tasks = kept([task('conduct', { link })]);
    expect(tasksNow(tasks, pending('seizure'), NOW).tasks).toEqual([]);
    expect(tasksNow(tasks, pending('on_spot_penalty'), NOW).tasks).toHaveLength(1);
  });

  describe('of an exam', () => {
    const exam = task('exam', { opensAt: iso('2026-07-13T08:00'), dueAt: iso('2026-07-13T08:30') });
    const at20 = at('2026-07-13T20:00');

    it('is due at its hour outside working hours too, but not to whoever is on leave', () => {
      const off = { ...kept([exam]), working: false };
      expect(tasksNow(off, [], NOW).tasks[0]?.state).toBe('due');
      const away = { kind: 'annual', from: '2026-07-13', to: '2026-07-13' } as never;
      expect(tasksNow({ ...off, away }, [], NOW).tasks[0]?.state).toBe('normal');
    });

    it('is nothing to do once its time is over, nor when its hand-in waits on this phone', () => {
      expect(tasksNow(kept([exam]), [], at20)).toEqual({ tasks: [], waiting: [] });
      const writing = { ...exam, attemptId: 'a1' };
      const pending = (attemptId: string) => [
        { routeId: 'exam.submitAttempt', params: { attemptId }, body: {} },
      ];
      expect(tasksNow(kept([writing]), pending('a1'), NOW).tasks).toEqual([]);
      expect(tasksNow(kept([writing]), pending('a2'), NOW).tasks).toHaveLength(1);
      expect(tasksNow(kept([exam]), pending('a1'), NOW).tasks).toHaveLength(1);
    });
  });

  it('counts what is due for the badge', () => {
    expect(urgent([task('correction', { state: 'due' }), task('daily_ten')], [])).toBe(1);
  });
});
