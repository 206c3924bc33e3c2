import { pageOfLink } from './notice-links';

it('leads to the page that a notice names, else to the one of its feature', () => {
  const feature = 'duty-log';
  expect(pageOfLink({ feature, id: 'x' })).toBe('/features/duty-log/pages/shift/index?id=x');
  expect(pageOfLink({ feature, page: 'draft', id: 'x' })).toBe(
    '/features/duty-log/pages/draft/index?id=x',
  );
  expect(pageOfLink({ feature, page: 'note', id: 'x' })).toBe(
    '/features/duty-log/pages/note/index?id=x',
  );
  expect(pageOfLink({ feature: 'quiz', page: 'bank', id: 'w-1' })).toBe(
    '/features/quiz/pages/bank/index?code=w-1',
  );
  expect(pageOfLink({ feature: 'of-tomorrow', id: 'x' })).toBeUndefined();
  expect(pageOfLink(null)).toBeUndefined();
});
