import { addDays, MAX_RECORD_DAYS } from '@qiangji/shared-types';
import { reviewDay, TERMS, UNIT as unitPath } from '../../../test/review-fixture';
import type { Parts, Span } from './review.collection';
import { spanOf } from './span.rules';
import { findingSpan, reasonsOf, talksOf, type FindingFact, type TalkFacts } from './talk.rules';

const MONDAY = '2026-07-06';

const row = (day: string, parts: Partial<Parts>) => spanOf(reviewDay(day, parts));

function practised(day: string, answers: number, wrongTail: number): Span {
  const topics = [{ topic: 'on_spot_penalty', answers, right: answers - wrongTail, wrongTail }];
  return row(day, {
    quiz: { unitPath, answers, right: answers - wrongTail, met: answers, mastered: 0, topics },
  });
}

function night(day: string): Span {
  const counts = { shifts: 1, nights: 1, ended: 1, complete: 1, entries: 2, enforcement: 0 };
  return row(day, { duty: { unitPath, ...counts } });
}

function facts(extra: Partial<TalkFacts>): TalkFacts {
  const to = addDays(MONDAY, 6);
  const nothing = { to, rows: [], findings: [], correctionsOverdue: 0 };
  return { ...nothing, topicName: () => '当场处罚', terms: TERMS, ...extra };
}

const texts = (extra: Partial<TalkFacts>) => reasonsOf(facts(extra)).map((one) => one.text);

const finding = (day: string, more: Partial<FindingFact> = {}): FindingFact => ({
  day,
  itemCode: 'A1',
  itemName: '胸号佩戴',
  topic: 'uniform',
  ...more,
});

describe('reasons to talk to somebody', () => {
  it('has none for somebody of whom nothing is known, or who did not practise', () => {
    expect(texts({})).toEqual([]);
    expect(texts({ rows: [night(MONDAY)] })).toEqual([]);
  });

  it('names a topic that was wrong three times running, over days too', () => {
    const days = [practised(MONDAY, 3, 1), practised(addDays(MONDAY, 1), 2, 2)];
    expect(texts({ rows: days })).toEqual(['题组“当场处罚”连错 3 次']);
  });

  it('forgets wrong answers once one was right', () => {
    const days = [practised(MONDAY, 5, 5), practised(addDays(MONDAY, 1), 3, 2)];
    expect(texts({ rows: days })).toEqual([]);
  });

  it('minds four nights in a row, and not four with a rest between', () => {
    const four = [0, 1, 2, 3].map((n) => night(addDays(MONDAY, n)));
    expect(texts({ rows: four })).toEqual(['夜班连上 4 天，注意休息']);
    const rested = [0, 1, 3, 4].map((n) => night(addDays(MONDAY, n)));
    expect(texts({ rows: rested })).toEqual([]);
  });

  it('counts visits, not findings: two faults of one day are one visit, whoever noted them', () => {
    const recorder = { topic: 'recorder', itemCode: 'D2', itemName: '全程记录' };
    expect(
      texts({ findings: [finding('2026-07-01', recorder), finding('2026-07-01', recorder)] }),
    ).toEqual([]);
    expect(
      texts({ findings: [finding('2026-07-01', recorder), finding('2026-07-02', recorder)] }),
    ).toEqual(['2 次督察都没做到全程记录']);
    expect(texts({ findings: [finding('2026-07-01'), finding('2026-07-02')] })).toEqual([
      '2 次督察查到同一处：胸号佩戴',
    ]);
  });

  it('goes by the terms that it is given', () => {
    const three = { rows: [0, 1, 2].map((n) => night(addDays(MONDAY, n))) };
    expect(texts({ ...three, terms: { ...TERMS, nightsRunning: 3 } })).toEqual([
      '夜班连上 3 天，注意休息',
    ]);
    const wrong = { rows: [practised(MONDAY, 4, 4)] };
    expect(texts({ ...wrong, terms: { ...TERMS, wrongRunning: 5 } })).toEqual([]);
    const found = { findings: [finding('2026-07-01'), finding('2026-07-02')] };
    const thrice = { ...TERMS, findingVisits: 3 };
    expect(texts({ ...found, terms: thrice })).toEqual([]);
    const third = { findings: [...found.findings, finding('2026-07-03')] };
    expect(texts({ ...third, terms: thrice })).toEqual(['3 次督察查到同一处：胸号佩戴']);
    expect(findingSpan({ to: '2026-07-12' }, { ...TERMS, findingDays: 7 }).from).toBe('2026-07-05');
  });

  it('leads to the records that say so, within what one may ask for at once', () => {
    const four = [0, 1, 2, 3].map((n) => night(addDays(MONDAY, n)));
    const found = [finding('2026-07-01'), finding('2026-07-02')];
    const recorder = { topic: 'recorder', itemCode: 'D2', itemName: '全程记录' };
    const all = reasonsOf(
      facts({
        rows: [...four, practised(addDays(MONDAY, 4), 4, 4)],
        findings: [...found, finding('2026-07-03', recorder), finding('2026-07-04', recorder)],
        correctionsOverdue: 1,
      }),
    );
    const month = { from: '2026-06-12', to: '2026-07-12' };
    const fortnight = { from: '2026-06-29', to: '2026-07-12' };
    const topic = { code: 'on_spot_penalty', name: '当场处罚' };
    expect(all.map(({ code, behind }) => [code, behind])).toEqual([
      ['corrections_overdue', { kind: 'overdue', ...month, topic: null }],
      ['recorder_twice', { kind: 'spot_check', ...month, topic: null }],
      ['item_twice', { kind: 'spot_check', ...month, topic: null }],
      ['topic_wrong', { kind: 'practice', ...fortnight, topic }],
      ['nights_running', { kind: 'shifts', from: MONDAY, to: '2026-07-09', topic: null }],
    ]);
    for (const { behind } of all) {
      expect(addDays(behind.from, MAX_RECORD_DAYS) >= behind.to).toBe(true);
    }
  });

  it('names a handful at most, the weightiest reason first, equal ones by name', () => {
    const people = ['沈洁', '陈立', '李国强', '马骏', '王海峰', '徐浩'].map((name, index) => ({
      personId: name,
      name,
      reasons: reasonsOf(
        facts(index === 0 ? { correctionsOverdue: 2 } : { rows: [practised(MONDAY, 4, 4)] }),
      ),
    }));
    const talks = talksOf([...people, { personId: 'x', name: '周敏', reasons: [] }]);
    expect(talks.map((talk) => talk.name)).toEqual(['沈洁', '陈立', '李国强', '马骏', '王海峰']);
    expect(talks[0]?.reason.text).toBe('改正超期 2 条');
  });
});
