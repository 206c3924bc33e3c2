import type { ReviewRow } from '@qiangji/shared-types';
import {
  cellText,
  emptyText,
  groupsOf,
  PAGES,
  recordsSpan,
  spanText,
  trendPoints,
  waitingText,
  whenText,
} from './review.view';

const NONE = { study: null, mastery: null, readiness: null, logs: null, spot_check: null };
const row = (name: string, kind: ReviewRow['kind']): ReviewRow => ({
  personId: name,
  name,
  kind,
  post: '',
  away: [],
  cells: NONE,
});

describe('a week of the team', () => {
  it('says its span as people do', () => {
    expect(spanText({ from: '2026-07-06', to: '2026-07-12' })).toBe('7月6日–12日');
    expect(spanText({ from: '2026-06-29', to: '2026-07-05' })).toBe('6月29日–7月5日');
  });

  it('keeps jobs apart, in the order given', () => {
    const groups = groupsOf([
      row('陈立', 'officer'),
      row('徐浩', 'officer'),
      row('周敏', 'auxiliary'),
    ]);
    expect(groups.map((group) => [group.kind, group.rows.length])).toEqual([
      ['officer', 2],
      ['auxiliary', 1],
    ]);
  });

  it('says 无 where there is no data, never 0', () => {
    expect(cellText(null)).toBe('无');
    expect(cellText({ have: 0, of: 4 })).toBe('0/4');
    expect(cellText({ have: 13, of: 28 }, 'mastery')).toBe('46%，共 28');
    expect(cellText({ have: 51, of: 64 }, 'mastery')).toBe('79%，共 64');
  });

  it('leaves a gap in the trend for a week without checks', () => {
    expect(
      trendPoints([
        { week: '2026-06-01', passed: null },
        { week: '2026-07-06', passed: { have: 201, of: 214 } },
      ]),
    ).toEqual([
      { label: '6/1', value: undefined, count: 0 },
      { label: '7/6', value: 93, count: 214 },
    ]);
  });

  it('says the month under a column once, and the whole date wherever there is room', () => {
    const points = trendPoints(
      ['2026-02-02', '2026-02-09', '2026-03-02', '2026-03-09'].map((week) => ({
        week,
        passed: null,
      })),
    );
    expect(points.map(({ label, short }) => short ?? label)).toEqual(['2/2', '9', '3/2', '9']);
    expect(points.map(({ label }) => label)).toEqual(['2/2', '2/9', '3/2', '3/9']);
  });

  it('counts what waits by kind', () => {
    expect(waitingText(['correction_overdue', 'log_returned', 'log_returned'])).toBe(
      '改正超期 1，日志退回 2',
    );
    expect(waitingText(['log_unread', 'handover_waiting'])).toBe('没人接班 1，日志没看 1');
  });

  it('opens the records that made a figure, a fortnight of them for mastery', () => {
    const week = { from: '2026-07-06', to: '2026-07-12' };
    expect(recordsSpan('logs', week)).toEqual(week);
    expect(recordsSpan('practice', week)).toEqual(week);
    expect(recordsSpan('mastery', week)).toEqual({ from: '2026-06-29', to: '2026-07-12' });
    expect(whenText('logs', week)).toBe('7月6日–12日');
    expect(whenText('corrections', week)).toBe('到现在');
    expect(whenText('mastery', week)).toBe('到7月12日遇到过的');
    expect(whenText('mastery', week, 'uniform')).toBe('到现在遇到过的');
    expect(emptyText('logs').hint).toBe('没有数据，不算作零');
    expect(emptyText('corrections').title).toBe('没有要改的了');
    expect(PAGES.records({ personId: 'p1', name: '沈洁' }, 'logs', week)).toContain(
      'kind=logs&from=2026-07-06',
    );
  });
});
