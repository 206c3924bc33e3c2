import { flagWords, judgedWords } from './results.view';

const at = '2026-11-24T01:00:00.000Z';
const none = { no: 1, leaves: 0, absences: [], devices: 1, late: 0 };

it('says what was noticed, and nothing of what was not', () => {
  expect(
    flagWords({
      ...none,
      leaves: 2,
      absences: [
        { at, awayMs: 20_000 },
        { at, awayMs: 5_000 },
      ],
    }),
  ).toBe('离开 2 次，共 25 秒');
  expect(flagWords({ ...none, devices: 2, late: 3 })).toBe(
    '用过 2 台手机；3 题到点或交卷后才送到，写的是之前的时间',
  );
});

it('tells whoever it is about how it was judged, or that nobody has looked', () => {
  const judgement = { outcome: 'talked' as const, note: '路口没信号', who: '周法制', at };
  expect(judgedWords({ judgement })).toBe('周法制看过了：谈过话，路口没信号');
  expect(judgedWords({ judgement: null })).toBe('还没有人看，次数不是结论');
});
