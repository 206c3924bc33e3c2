import type { Shift } from '@qiangji/shared-types';
import { dayText, logTone, spanText, standing } from './log.view';

const shift = (extra: object) =>
  ({ log: 'submitted', handover: null, ...extra }) as unknown as Shift;
const handover = {
  receiver: { personId: 'b', name: '李国强' },
  confirmedBy: null,
  overdue: false,
};

describe('a log in words', () => {
  it('says its day and span by the clock of Shanghai', () => {
    expect(dayText('2026-11-24')).toBe('11月24日 周二');
    const span = { openedAt: '2026-11-24T00:28:00.000Z', endedAt: '2026-11-24T06:35:00.000Z' };
    expect(spanText(shift(span))).toBe('08:28–14:35');
    expect(spanText(shift({ ...span, endedAt: null }))).toBe('08:28–');
  });

  it('says how the shift stands', () => {
    expect(standing(shift({ state: 'on_duty' })).state).toBe('在岗');
    expect(standing(shift({ state: 'closed' })).state).toBe('已收班');
    expect(standing(shift({ state: 'handover_requested', handover }))).toEqual({
      state: '等李国强接班',
      dot: 'warn',
    });
    const done = { ...handover, confirmedBy: { personId: 'c', name: '沈洁' } };
    expect(standing(shift({ state: 'handed_over', handover: done })).state).toBe('沈洁已接班');
    expect(standing(shift({ state: 'closed', log: 'returned' })).state).toBe('日志被退回');
  });

  it('colours only what asks for something or was read', () => {
    expect(['submitted', 'returned', 'approved'].map((state) => logTone(state as 'draft'))).toEqual(
      ['plain', 'bad', 'ok'],
    );
  });
});
