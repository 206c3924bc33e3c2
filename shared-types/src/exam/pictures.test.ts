import { picturesOf, type Sheet } from '../index';

const [one, two, three] = ['1', '2', '3'].map((end) => `0190a000-0000-7000-8000-00000000000${end}`);
const single = (media: (string | undefined)[]) => ({
  kind: 'single' as const,
  stem: '哪个对',
  media: media as string[],
  options: [],
});
const question = (code: string, body: Sheet['questions'][number]['body']) => ({
  code,
  version: 1,
  points: 4,
  body,
});

it('names each picture once, parts of a case too, in no order of the paper', () => {
  const part = { id: 'p1', points: 2, body: single([two]) };
  const questions = [
    question('q1', single([three, one])),
    question('q2', { kind: 'case', stem: '案情', media: [three as string], parts: [part] }),
  ];
  const named = picturesOf({ questions });
  expect(named).toEqual([one, two, three]);
  expect(picturesOf({ questions: [...questions].reverse() })).toEqual(named);
});
