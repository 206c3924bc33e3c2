import { dateText, whenText } from './when';

const now = Date.parse('2026-07-14T02:00:00.000Z');

describe('a moment in words', () => {
  it('follows the calendar of Shanghai, not that of UTC', () => {
    expect(whenText('2026-07-13T16:30:00.000Z', now)).toBe('今天 00:30');
    expect(whenText('2026-07-13T15:30:00.000Z', now)).toBe('昨天 23:30');
    expect(whenText('2026-07-03T00:00:00.000Z', now)).toBe('7月3日 08:00');
    expect(whenText('2025-12-31T16:00:00.000Z', now)).toBe('1月1日 00:00');
    expect(whenText('2025-12-31T15:00:00.000Z', now)).toBe('2025年12月31日 23:00');
    expect(dateText('2026-11-05')).toBe('11月5日');
  });
});
