import fc from 'fast-check';
import { addDays } from '@qiangji/shared-types';
import { reviewDay, TERMS, UNIT } from '../../../test/review-fixture';
import type { Parts, ReviewDayDocument, Span } from './review.collection';
import { joinSpans, spanOf, weeksOf } from './span.rules';
import { reasonsOf, type TalkFacts } from './talk.rules';
import { cellsOf, sumsOf } from './week.rules';

/** A Monday; the fortnight that is looked at begins with it. */
const MONDAY = '2026-06-29';
const WEEK = { from: '2026-07-06', to: '2026-07-12' };

const count = fc.nat({ max: 4 });
const slugs = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')).map((list) => list.sort());

const topic = fc.record({
  topic: fc.constantFrom('uniform', 'recorder', 'on_spot_penalty'),
  answers: fc.integer({ min: 1, max: 5 }),
  wrong: fc.nat({ max: 5 }),
});

const parts = fc.record<Parts>({
  selfCheck: fc.constant(null),
  quiz: fc.option(
    fc
      .record({ met: fc.nat({ max: 40 }), mastered: count, topics: fc.array(topic) })
      .map(({ met, mastered, topics }) => {
        const one = new Map(topics.map((tally) => [tally.topic, tally]));
        const tallies = [...one.values()].map(({ topic, answers, wrong }) => {
          const wrongTail = Math.min(wrong, answers);
          return { topic, answers, right: answers - wrongTail, wrongTail };
        });
        return { unitPath: UNIT, answers: 5, right: 2, met, mastered, topics: tallies };
      }),
  ),
  study: fc.option(fc.record({ unitPath: fc.constant(UNIT), touched: slugs, done: slugs })),
  duty: fc.option(
    fc.record({
      unitPath: fc.constant(UNIT),
      shifts: count,
      nights: fc.nat({ max: 1 }),
      ended: count,
      complete: count,
      entries: count,
      enforcement: count,
    }),
  ),
  spot: fc.option(fc.record({ unitPath: fc.constant(UNIT), checked: count, passed: count })),
});

/** A person's days of a fortnight, with gaps, perhaps in two units. */
const days = fc
  .array(fc.option(fc.record({ parts, ready: count, moved: fc.boolean() })), { maxLength: 14 })
  .map((list) =>
    list.flatMap((one, at): ReviewDayDocument[] =>
      one
        ? [
            reviewDay(addDays(MONDAY, at), one.parts, {
              ready: one.ready,
              unitPath: one.moved ? `${UNIT}-2` : UNIT,
            }),
          ]
        : [],
    ),
  );

const facts = (rows: Span[]): TalkFacts => ({
  to: '2026-07-12',
  rows,
  findings: [],
  correctionsOverdue: 0,
  topicName: (code) => code,
  terms: TERMS,
});

describe('weeks that are folded from days', () => {
  it('show of one person what its days show one by one', () => {
    fc.assert(
      fc.property(days, (list) => {
        // In one unit: with two, runs of wrong answers are joined unit by unit.
        const rows = list.map((row) => ({ ...row, unitPath: UNIT }));
        const single = rows.map(spanOf);
        const weeks = [...weeksOf(rows).values()];
        expect(cellsOf(weeks, WEEK, TERMS)).toEqual(cellsOf(single, WEEK, TERMS));
        expect(sumsOf(weeks)).toEqual(sumsOf(single));
        expect(reasonsOf(facts(weeks)).map(({ text }) => text)).toEqual(
          reasonsOf(facts(single)).map(({ text }) => text),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('lose and double no count of somebody who moved to another unit', () => {
    fc.assert(
      fc.property(days, (rows) => {
        const weeks = [...weeksOf(rows).values()];
        expect(sumsOf(weeks)).toEqual(sumsOf(rows));
        for (const week of weeks) {
          const own = rows.filter(
            ({ day, unitPath }) => unitPath === week.unitPath && day >= week.from && day <= week.to,
          );
          expect(sumsOf([week])).toEqual(sumsOf(own));
        }
      }),
    );
  });

  it('come out the same however stretches are put together', () => {
    fc.assert(
      fc.property(days, fc.nat({ max: 13 }), (rows, cut) => {
        fc.pre(rows.length >= 3);
        const spans = rows.map(spanOf);
        const at = 1 + (cut % (rows.length - 1));
        const all = spans.reduce(joinSpans);
        expect(
          joinSpans(spans.slice(0, at).reduce(joinSpans), spans.slice(at).reduce(joinSpans)),
        ).toEqual(all);
      }),
    );
  });

  it('do not depend on the order in which days are read', () => {
    fc.assert(
      fc.property(days, (rows) => {
        expect([...weeksOf([...rows].reverse())].sort()).toEqual([...weeksOf(rows)].sort());
      }),
    );
  });
});
