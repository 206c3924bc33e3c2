import fc from 'fast-check';
import { END_BP, foldProgress, imageFault, learntBeforeOf, type Report } from './study.rules';

const at = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 60_000);

const reports = fc.array(
  fc.record({
    positionBp: fc.integer({ min: 0, max: 10_000 }),
    answers: fc.array(fc.record({ questionId: fc.constantFrom('q1', 'q2'), right: fc.boolean() }), {
      maxLength: 3,
    }),
    occurredAt: fc.integer({ min: 0, max: 1000 }).map(at),
  }),
  { maxLength: 8 },
);

describe('pictures of a piece', () => {
  it('are listed and say in words what they show', () => {
    const body = '前。\n\n![两个人](a.jpg)\n\n后。';
    expect(imageFault(body, ['a.jpg'])).toBeUndefined();
    expect(imageFault(body, ['b.jpg'])).toBe('shows a.jpg and does not list it');
    expect(imageFault('![ ](a.jpg)', ['a.jpg'])).toBe('does not say in words what a.jpg shows');
  });
});

it('what was learnt of a version stays learnt when the next one is begun', () => {
  const first = { pieceVersion: 1, doneAt: at(1) };
  expect(learntBeforeOf(null, 1)).toEqual([]);
  expect(learntBeforeOf(first, 1)).toEqual([]);
  expect(learntBeforeOf(first, 2)).toEqual([at(1)]);
  const second = { pieceVersion: 2, doneAt: null, learntBefore: [at(1)] };
  expect(learntBeforeOf(second, 2)).toEqual([at(1)]);
  expect(learntBeforeOf({ ...second, doneAt: at(5) }, 3)).toEqual([at(1), at(5)]);
});

describe('progress of a piece', () => {
  it('does not depend on the order in which reports arrive', () => {
    fc.assert(
      fc.property(reports, (list) => {
        expect(foldProgress([...list].reverse(), ['q1', 'q2'])).toEqual(
          foldProgress(list, ['q1', 'q2']),
        );
      }),
    );
  });

  it('never goes back as reports are added', () => {
    fc.assert(
      fc.property(reports, reports, (first, more) => {
        const before = foldProgress(first, ['q1', 'q2']);
        const after = foldProgress([...first, ...more], ['q1', 'q2']);
        expect(after.positionBp).toBeGreaterThanOrEqual(before.positionBp);
        expect(after.rightQuestionIds).toEqual(expect.arrayContaining(before.rightQuestionIds));
        if (before.doneAt) expect(after.doneAt).not.toBeNull();
      }),
    );
  });

  it('is done at the moment when the end was reached and every question was right', () => {
    const list: Report[] = [
      { positionBp: END_BP, answers: [{ questionId: 'q1', right: false }], occurredAt: at(1) },
      { positionBp: 100, answers: [{ questionId: 'q1', right: true }], occurredAt: at(2) },
    ];
    expect(foldProgress(list, ['q1']).doneAt).toEqual(at(2));
    expect(foldProgress(list.slice(0, 1), ['q1']).doneAt).toBeNull();
  });
});
