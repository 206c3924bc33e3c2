import { urlOf } from './page-links';

it('finds the page of a record, whatever the page calls it', () => {
  const link = (feature: string, page: string, id: string | null = 'x') =>
    urlOf({ feature, page, id });
  expect(link('duty-log', 'shift')).toBe('/features/duty-log/pages/shift/index?id=x');
  expect(link('study', 'reader')).toBe('/features/study/pages/reader/index?slug=x');
  expect(link('quiz', 'daily', null)).toBe('/features/quiz/pages/daily/index');
  expect(link('self-check', 'conduct', 'x/seizure')).toBe(
    '/features/self-check/pages/check/index?kind=conduct&entryId=x&handling=seizure',
  );
});
