import { dueText, stateOf } from './correction.view';

const none = new Set<string>();
const one = { id: 'c', state: 'open' as const, overdue: false, dueOn: '2026-11-27' };

describe('a correction in the list', () => {
  it('says its last day by weekday, date below', () => {
    expect(dueText('2026-11-24', '2026-11-24')).toEqual({ main: '今天', small: '11月24日' });
    expect(dueText('2026-11-25', '2026-11-24')).toEqual({ main: '明天', small: '11月25日' });
    expect(dueText('2026-11-27', '2026-11-24')).toEqual({ main: '周五', small: '11月27日' });
  });

  it('is done as soon as this phone has closed it', () => {
    expect(stateOf(one, none, '2026-11-24')).toBe('normal');
    expect(stateOf(one, none, '2026-11-27')).toBe('due');
    expect(stateOf(one, none, '2026-11-28')).toBe('overdue');
    expect(stateOf(one, new Set(['c']), '2026-11-28')).toBe('done');
    expect(stateOf({ ...one, state: 'done' }, none, '2026-11-28')).toBe('done');
  });
});
