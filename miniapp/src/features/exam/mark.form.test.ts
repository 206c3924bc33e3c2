import type { MarkingTask } from '@qiangji/shared-types';
import { criteriaOf, markedParts, pointKeys, type Points } from './mark.form';

const criterion = (id: string, points: number) => ({ id, text: id, points });
const task = {
  parts: [
    {
      partId: null,
      stem: '',
      text: '',
      model: '',
      criteria: [criterion('a', 2), criterion('b', 12)],
    },
  ],
} as unknown as Pick<MarkingTask, 'parts'>;

/** Presses keys one after the other, as the form does; the points that stand at the end. */
function pressed(...keys: string[]): Points {
  let points: Points = {};
  let at = 0;
  const criteria = criteriaOf(task);
  for (const key of keys) {
    const act = pointKeys(criteria[at], points, {
      give: (one, given) => {
        points = { ...points, [one]: given };
        at = Math.min(at + 1, criteria.length - 1);
      },
      step: (one, given) => {
        points = { ...points, [one]: given };
      },
    })[key];
    act?.();
  }
  return points;
}

it('gives points by digit and goes on, and more than nine by steps', () => {
  const points = pressed('2', '9', '+', '+');
  expect(markedParts(task, points)).toEqual([
    {
      partId: null,
      criteria: [
        { id: 'a', points: 2 },
        { id: 'b', points: 11 },
      ],
    },
  ]);
});

it('gives no more than a criterion is worth and no less than nothing', () => {
  expect(pressed('3')).toEqual({});
  expect(pressed('2', '9', '+', '+', '+', '+')).toEqual({ '/a': 2, '/b': 12 });
  expect(pressed('-')).toEqual({ '/a': 0 });
});
